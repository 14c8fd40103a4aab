'use strict';

// A Readable paused, flowing, and by async iterator gives the same.
const assert = require('assert');
const { Readable } = require('stream');
const { mustCall } = require('../common');

function source() {
  let next = 0;
  return new Readable({ read() { this.push(next < 3 ? `${next++}` : null); } });
}
const flowing = [];
source().on('data', (chunk) => flowing.push(String(chunk))).on('end', mustCall(() => assert.strictEqual(flowing.join(''), '012')));

const paused = source();
let text = '';
paused.on('readable', () => { for (let chunk = paused.read(); chunk !== null; chunk = paused.read()) text += chunk; });
paused.on('end', mustCall(() => assert.strictEqual(text, '012')));

(async () => {
  const chunks = [];
  for await (const chunk of source().setEncoding('utf8')) chunks.push(chunk);
  assert.strictEqual(chunks.join(''), '012');
})().then(mustCall());
