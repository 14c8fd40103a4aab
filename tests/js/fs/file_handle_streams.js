'use strict';

// Streams over a FileHandle: Node's, and the web's of bytes.
const assert = require('assert');
const fs = require('fs/promises');
const path = require('path');
const { once } = require('events');
const { mustCall, tmpdir } = require('../common');

async function main() {
  const file = path.join(tmpdir(), 'file');
  const out = await fs.open(file, 'w');
  const writable = out.createWriteStream();
  writable.write('one ');
  writable.end('two');
  await once(writable, 'close');
  assert.strictEqual(out.fd, -1);  // The stream closed it.

  const input = await fs.open(file);
  const chunks = [];
  for await (const chunk of input.createReadStream({ encoding: 'utf8', start: 2 })) chunks.push(chunk);
  assert.strictEqual(chunks.join(''), 'e two');
  assert.strictEqual(input.fd, -1);

  const web = await fs.open(file);
  const parts = [];
  for await (const chunk of web.readableWebStream()) parts.push(Buffer.from(chunk));
  assert.strictEqual(Buffer.concat(parts).toString(), 'one two');
  // One handle gives one stream.
  assert.throws(() => web.readableWebStream(), { code: 'ERR_INVALID_STATE', message: 'Invalid state: The FileHandle is locked' });
  await web.close();
  assert.throws(() => web.readableWebStream(), { code: 'ERR_INVALID_STATE', message: 'Invalid state: The FileHandle is closed' });

  // close() cancels a stream, whether it is read or not.
  const unread = await fs.open(file);
  const stream = unread.readableWebStream();
  const closing = unread.close();
  assert.throws(() => unread.readableWebStream(), { code: 'ERR_INVALID_STATE' });
  await closing;
  assert.deepStrictEqual(await stream.getReader().read(), { done: true, value: undefined });
  const halfRead = await fs.open(file);
  const reader = halfRead.readableWebStream().getReader();
  assert.strictEqual(Buffer.from((await reader.read()).value).toString(), 'one two');
  await halfRead.close();
  assert.deepStrictEqual(await reader.read(), { done: true, value: undefined });
  await reader.closed;

  // Closed while it waits for bytes.
  const waiting = await fs.open(file);
  const waits = waiting.readableWebStream().getReader().read();
  await waiting.close();
  assert.deepStrictEqual(await waits, { done: true, value: undefined });
}
main().then(mustCall());
