'use strict';

// A small body that becomes a large one: what a limit stops, and what happens without.

const scope = require('isoscope');
const http = require('http');
const zlib = require('zlib');

const { megabytes, limit, refute } = scope.parameters({ megabytes: 48, limit: 1, refute: false });

const bomb = zlib.gzipSync(Buffer.alloc(megabytes << 20), { level: 9 });
const most = refute ? Infinity : limit << 20;

// Takes what a client sends, and lets it grow no further than that.
function takeBody(request) {
  return new Promise((resolve, reject) => {
    let bytes = 0;
    const unpack = zlib.createGunzip();
    unpack.on('data', (chunk) => {
      bytes += chunk.length;
      if (bytes > most) {
        request.unpipe(unpack);
        unpack.destroy(Object.assign(new Error('too large'), { status: 413, bytes }));
      }
    });
    unpack.on('end', () => resolve(bytes)).on('error', reject);
    request.pipe(unpack);
  });
}

let unpacked = 0;
const server = http.createServer(async (request, response) => {
  try {
    unpacked = await takeBody(request);
    response.end(String(unpacked));
  } catch (error) {
    unpacked = error.bytes;
    response.writeHead(error.status ?? 500, { Connection: 'close' }).end();
  }
});

const send = (port, body) => new Promise((resolve, reject) => {
  http.request({ port, host: '127.0.0.1', method: 'POST', agent: false, headers: { 'Content-Length': body.length } }, (response) => {
    response.resume().on('end', () => resolve(response.statusCode));
  }).on('error', reject).end(body);
});

server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  const status = await send(port, bomb);
  const largest = unpacked;
  const good = await send(port, zlib.gzipSync(Buffer.alloc(1000)));
  server.close();
  let code = null;
  try {
    zlib.gunzipSync(bomb, { maxOutputLength: most === Infinity ? undefined : most });
  } catch (error) {
    ({ code } = error);
  }
  console.log(`${bomb.length} bytes would become ${megabytes << 20}: ${status} after ${largest} bytes`);
  scope.expect('a thousandth of the bytes is on the wire', bomb.length < (megabytes << 20) / 900, { sent: bomb.length });
  scope.expect('the stream stopped soon after the limit', status === 413 && largest <= (limit << 20) + 65536, { status, largest });
  scope.expect('in one call, maxOutputLength does it', code === 'ERR_BUFFER_TOO_LARGE', { code });
  scope.expect('an honest body passes', good === 200);
});
