'use strict';

require('../common');
const assert = require('assert');

const decode = (label, bytes, options) => new TextDecoder(label, options).decode(new Uint8Array(bytes));
assert.strictEqual(decode('utf-8', [0xef, 0xbb, 0xbf, 0x41, 0xff]), 'A\ufffd');
assert.strictEqual(decode('utf-8', [0xef, 0xbb, 0xbf], { ignoreBOM: true }), '\ufeff');
assert.strictEqual(decode('UTF-16LE', [0xff, 0xfe, 0x41, 0]), 'A');
assert.strictEqual(decode('utf-16be', [0x20, 0xac]), '\u20ac');
assert.strictEqual(decode('shift_jis', [0x93, 0xfa]), '\u65e5');
assert.strictEqual(decode('gb18030', [0xc4, 0xe3]), '\u4f60');
assert.strictEqual(decode('euc-jp', [0x8e, 0x41]), '\ufffdA');
assert.strictEqual(decode(' ISO-8859-2 ', [0xb1]), '\u0105');
assert.strictEqual(decode('windows-1251', [0xc0]), '\u0410');
assert.strictEqual(new TextDecoder('latin1').encoding, 'windows-1252');

for (const label of ['utf-8', 'utf-16le']) {
  const data = Buffer.from('a\u20ac\ud83d\ude00', label);
  const decoder = new TextDecoder(label);
  let text = '';
  for (const byte of data) text += decoder.decode(new Uint8Array([byte]), { stream: true });
  assert.strictEqual(text + decoder.decode(), 'a\u20ac\ud83d\ude00');
}

assert.throws(() => decode('utf-8', [0xff], { fatal: true }), {
  name: 'TypeError',
  code: 'ERR_ENCODING_INVALID_ENCODED_DATA',
  message: 'The encoded data was not valid for encoding utf-8',
});
assert.throws(() => decode('euc-kr', [0xff], { fatal: true }), { code: 'ERR_ENCODING_INVALID_ENCODED_DATA' });
assert.throws(() => new TextDecoder('nope'), {
  name: 'RangeError', code: 'ERR_ENCODING_NOT_SUPPORTED', message: 'The "nope" encoding is not supported',
});
assert.throws(() => new TextDecoder().decode('text'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => TextDecoder.prototype.decode.call({}), { code: 'ERR_INVALID_THIS' });
