// The page of --scope is told where the debugger's door is and may go through it; a page of another port may not.
'use strict';

const assert = require('node:assert');
const { spawn } = require('node:child_process');
const http = require('node:http');

const child = spawn(process.execPath, ['--scope=0', '--inspect=0', '-e', 'setInterval(() => {}, 1000)'], { stdio: ['ignore', 'ignore', 'pipe'] });
let text = '';
child.stderr.setEncoding('utf8');
child.stderr.on('data', (chunk) => {
  text += chunk;
  const scope = /Scope listening on (http:\/\/127\.0\.0\.1:(\d+))\//.exec(text);
  if (scope === null || !text.includes('Debugger listening')) return;
  child.stderr.removeAllListeners('data').resume();
  main(scope[1], Number(scope[2])).finally(() => child.kill());
});

async function main(base, port) {
  const { debugger: url } = await (await fetch(`${base}/run`)).json();
  assert.match(url, /^ws:\/\/127\.0\.0\.1:\d+\/[0-9a-f-]{36}$/);
  assert.strictEqual(await upgrade(url, `http://127.0.0.1:${port}`), 101);
  assert.strictEqual(await upgrade(url, `http://localhost:${port}`), 101);
  assert.strictEqual(await upgrade(url, `http://127.0.0.1:${port + 1}`), 403);
  assert.strictEqual(await upgrade(url, `http://example.com:${port}`), 403);
  assert.strictEqual(await upgrade(url, `https://127.0.0.1:${port}`), 403);
}

function upgrade(url, origin) {
  return new Promise((resolve, reject) => {
    const request = http.get(url.replace('ws:', 'http:'), {
      headers: {
        'Connection': 'Upgrade', 'Upgrade': 'websocket', 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
        'Origin': origin,
      },
    });
    request.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve(response.statusCode);
    });
    request.on('response', (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('error', reject);
  });
}
