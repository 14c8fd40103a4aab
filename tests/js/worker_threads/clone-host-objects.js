'use strict';

// What Node's own objects become in a message: blobs, files and DOM exceptions are cloned, an open file moves, URLs and their like are refused.

const assert = require('assert');
const fs = require('fs/promises');
const { MessageChannel, receiveMessageOnPort } = require('worker_threads');

const { port1, port2 } = new MessageChannel();
function through(value, transfer) {
  port1.postMessage(value, transfer);
  return receiveMessageOnPort(port2).message;
}

(async () => {
  const blob = through({ blob: new Blob(['some ', 'text'], { type: 'text/plain' }) }).blob;
  assert.ok(blob instanceof Blob);
  assert.strictEqual(await blob.text(), 'some text');
  assert.strictEqual(blob.type, 'text/plain');
  const file = structuredClone(new File(['x'], 'name', { lastModified: 5 }));
  assert.ok(file instanceof File);
  assert.deepStrictEqual([file.name, file.lastModified, await file.text()], ['name', 5, 'x']);
  assert.ok(through([Buffer.from('b')])[0].constructor === Uint8Array);

  const error = structuredClone(new DOMException('why', 'AbortError'));
  assert.ok(error instanceof DOMException);
  assert.deepStrictEqual([error.name, error.message, error.code], ['AbortError', 'why', 20]);

  const handle = await fs.open(__filename);
  const { fd } = handle;
  const moved = through(handle, [handle]);
  assert.strictEqual(handle.fd, -1);
  assert.strictEqual(moved.fd, fd);
  assert.ok((await moved.readFile('utf8')).startsWith("'use strict'"));
  await moved.close();

  for (const refused of [new URL('http://a/'), new URLSearchParams('a=1')]) {
    assert.throws(() => structuredClone({ refused }), { name: 'DataCloneError', message: 'Cannot clone object of unsupported type.' });
  }
  port1.close();
})();
