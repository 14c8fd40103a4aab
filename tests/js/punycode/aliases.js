// Flags: --no-deprecation
'use strict';

const assert = require('node:assert');
const punycode = require('node:punycode');

assert.strictEqual(punycode.encode('ma\u00f1ana'), 'maana-pta');
assert.strictEqual(punycode.decode('maana-pta'), 'ma\u00f1ana');
assert.strictEqual(punycode.toASCII('ma\u00f1ana.com'), 'xn--maana-pta.com');
assert.strictEqual(punycode.toUnicode('xn--maana-pta.com'), 'ma\u00f1ana.com');
assert.deepStrictEqual(punycode.ucs2.decode('\u{1F600}a'), [0x1F600, 0x61]);
assert.strictEqual(punycode.ucs2.encode([0x1F600]), '\u{1F600}');
assert.strictEqual(punycode.version, '2.1.0');
assert.strictEqual(require('node:sys'), require('node:util'));
