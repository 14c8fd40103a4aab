'use strict';
require('../common');
const { exchange, fetchText, listen } = require('../common/http');
const assert = require('assert');
const http = require('http');

// Each of these gets an answer of 400 and a closed connection, whole or byte by byte, and the server goes on.
const ok = 'Host: a\r\n';
const malformed = [
  'HELLO\r\n\r\n',
  '\0\0\0\0',
  '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',  // TLS.
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  `GET\r\n${ok}\r\n`,
  `get / HTTP/1.1\r\n${ok}\r\n`,
  `GET / HTTP/1.1 \r\n${ok}\r\n`,
  `GET / HTTP/9.9\r\n${ok}\r\n`,
  `GET / HTTP/1\r\n${ok}\r\n`,
  `GET / FTP/1.1\r\n${ok}\r\n`,
  `GET /\x00 HTTP/1.1\r\n${ok}\r\n`,
  `GET /\x7f HTTP/1.1\r\n${ok}\r\n`,
  'GET / HTTP/1.1\r\n\r\n',  // No host.
  `GET / HTTP/1.1\r\n${ok}Na me: x\r\n\r\n`,
  `GET / HTTP/1.1\r\n${ok}: x\r\n\r\n`,
  `GET / HTTP/1.1\r\n${ok}Name : x\r\n\r\n`,
  `GET / HTTP/1.1\r\n${ok}Name\r\n\r\n`,
  `GET / HTTP/1.1\r\n${ok}Name: a\0b\r\n\r\n`,
  `GET / HTTP/1.1\r\n${ok}Name: a\x01b\r\n\r\n`,
  `GET / HTTP/1.1\r\n${ok}Name: a\nOther: b\r\n\r\n`,
  `GET / HTTP/1.1\r\n${ok}Name: a\rOther: b\r\n\r\n`,
  `GET / HTTP/1.1\r\n${ok}Name: a\r\n folded\r\n\r\n`,
  `GET / HTTP/1.1\n${ok}\r\n`,
  `POST / HTTP/1.1\r\n${ok}Content-Length: x\r\n\r\n`,
  `POST / HTTP/1.1\r\n${ok}Content-Length: -1\r\n\r\n`,
  `POST / HTTP/1.1\r\n${ok}Content-Length: +1\r\n\r\n`,
  `POST / HTTP/1.1\r\n${ok}Content-Length: 1 2\r\n\r\n`,
  `POST / HTTP/1.1\r\n${ok}Content-Length: 99999999999999999999999\r\n\r\n`,
  // Where one parser could see another end of the body than the next.
  `POST / HTTP/1.1\r\n${ok}Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx`,
  `POST / HTTP/1.1\r\n${ok}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  `POST / HTTP/1.1\r\n${ok}Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n0\r\n\r\n`,
  `POST / HTTP/1.1\r\n${ok}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
  `POST / HTTP/1.1\r\n${ok}Transfer-Encoding: identity\r\n\r\n0\r\n\r\n`,
  `POST / HTTP/1.1\r\n${ok}Transfer-Encoding: chunkedx\r\n\r\n0\r\n\r\n`,
  `POST / HTTP/1.1\r\n${ok}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n`,
  `POST / HTTP/1.1\r\n${ok}Transfer-Encoding: chunked\r\n\r\nx\r\n`,
  `POST / HTTP/1.1\r\n${ok}Transfer-Encoding: chunked\r\n\r\n-1\r\n`,
  `POST / HTTP/1.1\r\n${ok}Transfer-Encoding: chunked\r\n\r\n1 \r\na\r\n`,
  `POST / HTTP/1.1\r\n${ok}Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n`,
  `POST / HTTP/1.1\r\n${ok}Transfer-Encoding: chunked\r\n\r\n1\na\r\n0\r\n\r\n`,
  `POST / HTTP/1.1\r\n${ok}Transfer-Encoding: chunked\r\n\r\n1\r\na0\r\n\r\n`,
  `POST / HTTP/1.1\r\n${ok}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n`,
];

const server = http.createServer((request, response) => {
  request.resume();
  if (request.url === '/good') response.end('good');
});

(async () => {
  const port = await listen(server);
  for (const text of malformed) {
    const whole = await exchange(port, text);
    assert.match(whole, /^HTTP\/1\.1 400 Bad Request\r\nConnection: close\r\n/, `${JSON.stringify(text)}: ${whole}`);
    assert.strictEqual(whole.split('HTTP/1.1').length, 2);
  }
  for (const text of malformed.slice(0, 12)) {
    const inBytes = await exchange(port, [...text]);
    assert.match(inBytes, /^(HTTP\/1\.1 400 Bad Request\r\nConnection: close\r\n|$)/, `${JSON.stringify(text)}: ${inBytes}`);
  }
  assert.strictEqual((await fetchText({ port, path: '/good' })).body, 'good');
  server.close();
})();
