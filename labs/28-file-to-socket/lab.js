'use strict';

// A file goes to a socket, chunk by chunk: which memory it lies in on its way.

const scope = require('isoscope');
const fs = require('fs');
const net = require('net');
const os = require('os');
const path = require('path');

const { megabytes, refute } = scope.parameters({ megabytes: 16, refute: false });

const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'file-to-socket-')), 'file');
fs.writeFileSync(file, Buffer.alloc(megabytes << 20, 'a'));
scope.enable('boundary');

const read = [];
let same = 0;
let written = 0;

const server = net.createServer((socket) => {
  // Between the stream and the system call there is one method: the writer of net.Socket's native handle.
  const { _handle: handle } = socket;
  for (const method of ['writeBuffer', 'writev']) {
    const original = handle[method];
    handle[method] = function(request, data, ...rest) {
      const chunks = method === 'writev' ? data.filter((item) => ArrayBuffer.isView(item)) : [data];
      for (const chunk of chunks) {
        written++;
        const here = read.findIndex(({ buffer, byteOffset, byteLength }) =>
          buffer === chunk.buffer && byteOffset === chunk.byteOffset && byteLength === chunk.byteLength);
        if (here !== -1) same++;
      }
      return original.call(this, request, data, ...rest);
    };
  }
  const stream = fs.createReadStream(file);
  stream.on('data', (chunk) => {
    read.push({ buffer: chunk.buffer, byteOffset: chunk.byteOffset, byteLength: chunk.byteLength });
    if (!socket.write(refute ? Buffer.from(chunk) : chunk)) {
      stream.pause();
      socket.once('drain', () => stream.resume());
    }
  });
  stream.on('end', () => socket.end());
});

let received = 0;
server.listen(0, '127.0.0.1', () => {
  net.connect(server.address().port, '127.0.0.1').on('data', (chunk) => { received += chunk.length; }).on('close', () => {
    server.close();
    fs.rmSync(path.dirname(file), { recursive: true });
    setImmediate(judge);
  });
});

function judge() {
  const { items } = scope.history({ kinds: ['pool', 'boundary'] });
  const reads = items.filter(({ kind, operation }) => kind === 'pool' && operation === 'fs.read').length;
  const sendfile = items.filter(({ operation, function: name }) => /sendfile/i.test(operation ?? name ?? '')).length;
  console.log(`${megabytes} MB: ${read.length} chunks read, ${written} written, ${same} of them in the very memory that was read into`);
  scope.expect('every byte arrived', received === megabytes << 20, { received });
  scope.expect('what is written is the memory that was read into: JavaScript copied nothing', same === written && written === read.length,
               { read: read.length, written, same });
  scope.expect('the chunks were read into memory of the process by the pool, at most four at once', reads * 4 >= read.length,
               { reads, chunks: read.length });
  scope.expect('the kernel was not asked to send the file by itself', sendfile === 0, { sendfile });
}
