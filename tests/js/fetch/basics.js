'use strict';
require('../common');
const { listen } = require('../common/http');
const assert = require('assert');
const http = require('http');
const zlib = require('zlib');

const server = http.createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (chunk) => { body += chunk; });
  request.on('end', () => {
    if (request.url === '/redirect') {
      response.writeHead(302, { Location: '/echo' }).end();
    } else if (request.url === '/gzip') {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(zlib.gzipSync('packed'));
    } else {
      response.setHeader('Set-Cookie', ['a=1', 'b=2']);
      response.end(JSON.stringify({ method: request.method, body, type: request.headers['content-type'], agent: request.headers['user-agent'] }));
    }
  });
});

(async () => {
  const base = `http://127.0.0.1:${await listen(server)}`;
  const response = await fetch(`${base}/echo`);
  assert.strictEqual(response.status, 200);
  assert.strictEqual(response.ok, true);
  assert.deepStrictEqual(response.headers.getSetCookie(), ['a=1', 'b=2']);
  assert.deepStrictEqual(await response.json(), { method: 'GET', body: '', agent: 'node' });
  await assert.rejects(response.text(), { name: 'TypeError' });

  const posted = await fetch(new Request(`${base}/echo`, { method: 'POST', body: new URLSearchParams({ q: 'a b' }) }));
  assert.deepStrictEqual(await posted.json(), {
    method: 'POST', body: 'q=a+b', type: 'application/x-www-form-urlencoded;charset=UTF-8', agent: 'node',
  });

  const form = new FormData();
  form.append('name', 'value');
  form.append('file', new Blob(['content'], { type: 'text/plain' }), 'file.txt');
  const { body, type } = await (await fetch(`${base}/echo`, { method: 'POST', body: form })).json();
  assert.match(type, /^multipart\/form-data; boundary=/);
  assert.match(body, /name="file"; filename="file.txt"\r\nContent-Type: text\/plain\r\n\r\ncontent\r\n/);

  const pieces = ReadableStream.from([Buffer.from('pie'), Buffer.from('ces')]);
  const streamed = await fetch(`${base}/echo`, { method: 'POST', duplex: 'half', body: pieces });
  assert.strictEqual((await streamed.json()).body, 'pieces');

  const redirected = await fetch(`${base}/redirect`);
  assert.deepStrictEqual([redirected.redirected, redirected.url], [true, `${base}/echo`]);
  await redirected.arrayBuffer();
  assert.strictEqual(await (await fetch(`${base}/gzip`)).text(), 'packed');

  let text = '';
  for await (const chunk of (await fetch(`${base}/gzip`)).body) text += Buffer.from(chunk).toString();
  assert.strictEqual(text, 'packed');

  for (const name of ['Headers', 'Request', 'Response', 'FormData', 'WebSocket', 'CloseEvent', 'MessageEvent', 'fetch']) {
    assert.strictEqual(globalThis[name].name, name);
  }
  server.close();
  server.closeAllConnections();
})();
