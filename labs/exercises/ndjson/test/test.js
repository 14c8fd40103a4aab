'use strict';

const assert = require('assert');
const { Readable } = require('stream');
const { pipeline } = require('stream/promises');

const { NdjsonTransform } = require(`../${process.argv[2] ?? 'starter'}`);
const megabytes = Number(process.argv[3] ?? 100);

async function recordsOf(chunks) {
  const records = [];
  await pipeline(Readable.from(chunks), new NdjsonTransform(), async (source) => {
    for await (const record of source) records.push(record);
  });
  return records;
}

async function memory() {
  const line = `${JSON.stringify({ id: 1, text: 'x'.repeat(180), list: [1, 2, 3] })}\n`;
  const chunk = Buffer.from(line.repeat(300));
  const chunks = Math.ceil((megabytes << 20) / chunk.length);
  let count = 0;
  let peak = 0;
  await pipeline(function* source() { for (let i = 0; i < chunks; i++) yield chunk.subarray(0); }, new NdjsonTransform(), async (records) => {
    for await (const record of records) {
      count += record.id;
      if (count % 10_000 === 0) peak = Math.max(peak, process.memoryUsage().heapUsed);
    }
  });
  assert.strictEqual(count, chunks * 300);
  assert.ok(peak < 50e6, `at most 50 MB of heap, not ${(peak / 1e6).toFixed(1)}`);
}

(async () => {
  assert.deepStrictEqual(await recordsOf([Buffer.from('{"a":1}\n{"b":2}\n')]), [{ a: 1 }, { b: 2 }]);
  const pieces = [Buffer.from('{"a"'), Buffer.from(':1}\n\n{"b":2}')];
  assert.deepStrictEqual(await recordsOf(pieces), [{ a: 1 }, { b: 2 }], 'lines in pieces, no last newline');
  const bytes = Buffer.from('{"a":"\u20ac"}\n');
  assert.deepStrictEqual(await recordsOf([...bytes].map((byte) => Buffer.from([byte]))), [{ a: '\u20ac' }], 'a character in pieces');
  await assert.rejects(recordsOf([Buffer.from('{"a":1}\n{"b":\n')]), (error) => {
    assert.strictEqual(error.line, 2);
    assert.strictEqual(error.text, '{"b":');
    return true;
  });
  await memory();
  console.log('passed');
})();
