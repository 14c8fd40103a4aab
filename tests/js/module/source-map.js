'use strict';

// module.SourceMap: where a position of what runs was written.

const assert = require('node:assert');
const { SourceMap, findSourceMap } = require('node:module');

const payload = { version: 3, file: 'a.js', sources: ['a.ts'], names: ['f'], mappings: 'AAAA,SAASA;IACR' };
const map = new SourceMap(payload, { lineLengths: [20, 10] });
assert.deepStrictEqual(map.payload, payload);
assert.deepStrictEqual(map.lineLengths, [20, 10]);
const entry = map.findEntry(0, 9);
assert.deepStrictEqual({ ...entry }, {
  generatedLine: 0, generatedColumn: 9, originalSource: 'a.ts', originalLine: 0, originalColumn: 9, name: 'f',
});
assert.strictEqual(map.findEntry(1, 4).originalLine, 1);
const origin = map.findOrigin(2, 5);
assert.strictEqual(origin.fileName, 'a.ts');
assert.strictEqual(origin.lineNumber, 2);
assert.throws(() => new SourceMap('text'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.strictEqual(findSourceMap(__filename), undefined);
