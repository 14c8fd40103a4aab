'use strict';

// A file's blob reads the file when it is asked; once the file has changed, it cannot be read any more.

const assert = require('assert');
const { Blob } = require('buffer');
const fs = require('fs');
const os = require('os');
const path = require('path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'blob-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
const at = (name) => path.join(folder, name);
const unreadable = { name: 'NotReadableError', message: 'The blob could not be read' };

assert.throws(() => fs.openAsBlob(5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => fs.openAsBlob(at('none')), { code: 'ERR_INVALID_ARG_VALUE', message: 'Unable to open file as blob' });
assert.throws(() => fs.openAsBlob(at('none'), { type: 5 }), { code: 'ERR_INVALID_ARG_TYPE' });

(async () => {
  const text = 'abcdefghij'.repeat(20_000);
  fs.writeFileSync(at('file'), text);
  const blob = await fs.openAsBlob(at('file'), { type: 'text/plain' });
  assert.strictEqual(blob.size, text.length);
  assert.strictEqual(blob.type, 'text/plain');
  assert.strictEqual(await blob.text(), text);
  assert.strictEqual(Buffer.from(await blob.arrayBuffer()).toString(), text);
  assert.strictEqual(Buffer.from(await blob.bytes()).toString(), text);
  let streamed = '';
  for await (const chunk of blob.stream()) streamed += Buffer.from(chunk).toString();
  assert.strictEqual(streamed, text);

  assert.strictEqual(await blob.slice(10, 25).text(), text.slice(10, 25));
  assert.strictEqual(await blob.slice(-5).text(), text.slice(-5));
  assert.strictEqual(await blob.slice(99_990).slice(0, 20).text(), text.slice(99_990, 100_010));
  assert.strictEqual(await blob.slice(5, 3).text(), '');
  const joined = new Blob(['<', blob.slice(0, 3), new Blob(['|']), blob.slice(3, 5), '>']);
  assert.strictEqual(joined.size, 8);
  assert.strictEqual(await joined.text(), '<abc|de>');
  assert.strictEqual(await joined.slice(2, 7).text(), 'bc|de');
  assert.throws(() => structuredClone(blob), { code: 'ERR_INVALID_STATE' });

  // The bytes were not read in advance.
  const reader = blob.stream().getReader();
  const { value } = await reader.read();
  assert.ok(value.byteLength > 0 && value.byteLength < text.length);
  fs.writeFileSync(at('file'), 'changed');
  await assert.rejects(async () => { while (!(await reader.read()).done); }, unreadable);
  await assert.rejects(blob.text(), unreadable);
  await assert.rejects(blob.slice(0, 1).bytes(), unreadable);
  await assert.rejects(joined.text(), unreadable);

  fs.writeFileSync(at('empty'), '');
  const empty = await fs.openAsBlob(at('empty'));
  assert.strictEqual(empty.size, 0);
  assert.strictEqual(await empty.text(), '');
  fs.unlinkSync(at('empty'));
  await assert.rejects(empty.text(), unreadable);
  console.log('ok');
})();
