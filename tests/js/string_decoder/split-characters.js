'use strict';

require('../common');
const assert = require('assert');
const { StringDecoder } = require('string_decoder');

// Whatever the sizes of the chunks, together they are the text.
const text = 'z\u00e9\u20ac\ud83d\ude00w'.repeat(3);
for (const encoding of ['utf8', 'utf16le', 'base64', 'base64url', 'hex', 'latin1']) {
  const bytes = Buffer.from(text, encoding === 'utf16le' ? encoding : 'utf8');
  for (let size = 1; size < 9; size++) {
    const decoder = new StringDecoder(encoding);
    let decoded = '';
    for (let at = 0; at < bytes.length; at += size) decoded += decoder.write(bytes.subarray(at, at + size));
    assert.strictEqual(decoded + decoder.end(), bytes.toString(encoding), `${encoding} by ${size}`);
  }
}

const decoder = new StringDecoder();
assert.strictEqual(decoder.write(Buffer.from([0xe2, 0x82])), '');
assert.deepStrictEqual([decoder.lastNeed, decoder.lastTotal, decoder.encoding], [1, 3, 'utf8']);
assert.strictEqual(decoder.write(Buffer.from([0x41])), '\ufffdA');
assert.strictEqual(decoder.end(Buffer.from([0xf0, 0x9f])), '\ufffd');
assert.strictEqual(decoder.end(), '');
assert.strictEqual(decoder.write('as it is'), 'as it is');
assert.throws(() => new StringDecoder('nope'), { code: 'ERR_UNKNOWN_ENCODING' });
assert.throws(() => decoder.write(5), { code: 'ERR_INVALID_ARG_TYPE' });
