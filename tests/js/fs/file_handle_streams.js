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
  await web.close();
}
main().then(mustCall());
