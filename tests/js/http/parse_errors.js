'use strict';

// What a parse error tells: code, reason, message, how far it came and the bytes, to 'clientError' of a server and to 'error' of a request.

const { mustCall, mustNotCall } = require('../common');
const { listen } = require('../common/http');
const assert = require('assert');
const http = require('http');
const net = require('net');

const get = 'GET / HTTP/1.1\r\nHost: a\r\n';
const post = 'POST / HTTP/1.1\r\nHost: a\r\n';
const chunked = `${post}Transfer-Encoding: chunked\r\n\r\n`;
const requests = [
  ['HELLO\r\n\r\n', 'HPE_INVALID_METHOD', 'Invalid method encountered', 2],
  ['GET\r\n', 'HPE_INVALID_METHOD', 'Expected space after method', 3],
  ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'HPE_PAUSED_H2_UPGRADE', 'Pause on PRI/Upgrade', 24],
  ['GET / HTTP/9.9\r\n', 'HPE_INVALID_VERSION', 'Invalid HTTP version', 14],
  ['GET / HTTP/1\r\n', 'HPE_INVALID_VERSION', 'Expected dot', 12],
  ['GET / HTTP/x\r\n', 'HPE_INVALID_VERSION', 'Invalid major version', 11],
  ['GET / HTTP/1.1 \r\n', 'HPE_INVALID_VERSION', 'Expected CRLF after version', 14],
  ['GET / FTP/1.1\r\n', 'HPE_INVALID_CONSTANT', 'Expected HTTP/, RTSP/ or ICE/', 6],
  ['GET /\x7f HTTP/1.1\r\n', 'HPE_INVALID_URL', 'Invalid char in url path', 5],
  [`${get}Na me: x\r\n\r\n`, 'HPE_INVALID_HEADER_TOKEN', 'Invalid header token', 27],
  [`${get}Name: a\0b\r\n\r\n`, 'HPE_INVALID_HEADER_TOKEN', 'Invalid header value char', 32],
  [`${get}Name: a\nOther: b\r\n\r\n`, 'HPE_CR_EXPECTED', 'Missing expected CR after header value', 32],
  [`${get}Name: a\rOther: b\r\n\r\n`, 'HPE_LF_EXPECTED', 'Missing expected LF after header value', 33],
  [`${get}Name: a\r\n folded\r\n\r\n`, 'HPE_INVALID_HEADER_TOKEN', 'Unexpected whitespace after header value', 34],
  [`${get}\rx`, 'HPE_STRICT', 'Expected LF after headers', 26],
  [`${get}Name: ${'x'.repeat(17000)}`, 'HPE_HEADER_OVERFLOW', 'Header overflow'],
  [`${get}Connection: close\r\n\r\nGET /`, 'HPE_CLOSED_CONNECTION', 'Data after `Connection: close`', 47],
  [`${post}Content-Length: x\r\n\r\n`, 'HPE_INVALID_CONTENT_LENGTH', 'Invalid character in Content-Length', 42],
  [`${post}Content-Length: 99999999999999999999999\r\n\r\n`, 'HPE_INVALID_CONTENT_LENGTH', 'Content-Length overflow', 62],
  [`${post}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`, 'HPE_UNEXPECTED_CONTENT_LENGTH', 'Duplicate Content-Length', 61],
  [`${post}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`, 'HPE_INVALID_TRANSFER_ENCODING',
    "Transfer-Encoding can't be present with Content-Length", 63],
  [`${post}Transfer-Encoding: chunked, identity\r\n\r\n`, 'HPE_INVALID_TRANSFER_ENCODING', 'Invalid `Transfer-Encoding` header value', 53],
  [`${post}Transfer-Encoding: identity\r\n\r\n`, 'HPE_INVALID_TRANSFER_ENCODING', 'Request has invalid `Transfer-Encoding`', 57],
  [`${post}Transfer-Encoding : chunked\r\n\r\n`, 'HPE_INVALID_HEADER_TOKEN', 'Invalid header field char', 44],
  [`${chunked}x\r\n`, 'HPE_INVALID_CHUNK_SIZE', 'Invalid character in chunk size', 56],
  [`${chunked}fffffffffffffffff\r\n`, 'HPE_INVALID_CHUNK_SIZE', 'Chunk size overflow', 73],
  [`${chunked}1\na`, 'HPE_CR_EXPECTED', 'Missing expected CR after chunk size', 58],
  [`${chunked}1\r\nab\r\n`, 'HPE_STRICT', 'Expected LF after chunk data', 60],
  [`${chunked}1;a=\x01\r\n`, 'HPE_STRICT', 'Invalid character in chunk extensions value', 61],
  [`${chunked}1;${'x'.repeat(17000)}`, 'HPE_CHUNK_EXTENSIONS_OVERFLOW', 'Chunk extensions overflow'],
];
// Bytes that end too soon.
const cut = ['GE', `${post}Content-Length: 5\r\n\r\nab`, `${chunked}5\r\nabc`];

const ok = 'HTTP/1.1 200 OK\r\n';
const responses = [
  ['garbage', 'HPE_INVALID_CONSTANT', 'Expected HTTP/, RTSP/ or ICE/', 0],
  ['HTTP/9.1 200 OK\r\n\r\n', 'HPE_INVALID_VERSION', 'Invalid HTTP version', 8],
  ['HTTP/1.1 2x0 OK\r\n\r\n', 'HPE_INVALID_STATUS', 'Invalid status code', 10],
  ['HTTP/1.1 200 OK\nContent-Length: 0\n\n', 'HPE_CR_EXPECTED', 'Missing expected CR after response line', 16],
  [`${ok}A B: c\r\n\r\n`, 'HPE_INVALID_HEADER_TOKEN', 'Invalid header token', 18],
  [`${ok}X: a\r\n folded\r\n\r\n`, 'HPE_INVALID_HEADER_TOKEN', 'Unexpected whitespace after header value', 23],
  [`${ok}X: ${'x'.repeat(17000)}`, 'HPE_HEADER_OVERFLOW', 'Header overflow'],
  [`${ok}Content-Length: 1\r\nContent-Length: 2\r\n\r\nx`, 'HPE_UNEXPECTED_CONTENT_LENGTH', 'Duplicate Content-Length', 52],
  [`${ok}Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n`, 'HPE_INVALID_CONTENT_LENGTH',
    "Content-Length can't be present with Transfer-Encoding", 60],
  [`${ok}Transfer-Encoding: chunked\r\n\r\nzz`, 'HPE_INVALID_CHUNK_SIZE', 'Invalid character in chunk size', 47],
];

function check(error, text, code, reason, bytesParsed) {
  const expected = { name: 'Error', message: `Parse Error: ${reason}`, code, reason };
  if (bytesParsed !== undefined) Object.assign(expected, { bytesParsed, rawPacket: Buffer.from(text, 'latin1') });
  assert.throws(() => { throw error; }, expected, JSON.stringify(text));
  assert.deepStrictEqual(Object.keys(error), ['bytesParsed', 'code', 'reason', 'rawPacket']);
}

async function server() {
  const server = http.createServer((request, response) => {
    request.on('error', () => {});
    request.resume();
  });
  const port = await listen(server);
  // What a server tells of one piece of bytes; `act` comes after it.
  const told = (text, act) => new Promise((resolve) => {
    server.once('clientError', mustCall((error, socket) => {
      socket.destroy();
      resolve(error);
    }));
    const socket = net.connect(port, '127.0.0.1', () => socket.write(text, 'latin1', () => act?.(socket)));
    socket.on('error', () => {});
  });
  for (const [text, ...expected] of requests) check(await told(text), text, ...expected);
  for (const text of cut) {
    const error = await told(text, (socket) => socket.end());
    assert.throws(() => { throw error; }, { message: 'Parse Error', code: 'HPE_INVALID_EOF_STATE', reason: 'Invalid EOF state', bytesParsed: 0 });
    assert.strictEqual('rawPacket' in error, false);
  }
  server.close();
}

async function client() {
  let answer;
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.write(answer, 'latin1'));
  });
  const port = await listen(server);
  for (const [text, ...expected] of responses) {
    answer = text;
    const error = await new Promise((resolve) => {
      const request = http.get({ port, host: '127.0.0.1', agent: false }, (response) => {
        response.on('error', (error) => assert.strictEqual(error.code, 'ECONNRESET'));
        response.on('end', mustNotCall());
        response.resume();
      });
      request.on('error', mustCall(resolve));
    });
    check(error, text, ...expected);
  }
  server.close();
}

server().then(client).then(mustCall());
