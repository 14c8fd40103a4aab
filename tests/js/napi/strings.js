'use strict';
// Flags: --expose-gc

// Strings in the three encodings, property keys, external strings and symbols.

const assert = require('assert');
const { addon } = require('../common/addon');

const strings = addon('strings');
const smile = '\u{1f600}';

assert.deepStrictEqual(strings.made(), ['caf\xe9', 'caf', `\u010d${smile}`, '', `\u010d${smile}`, '\u010d', 'ca', 'key', `\u010d${smile}`]);

assert.strictEqual(strings.readLatin1('caf\xe9', 64), 'caf\xe9');
assert.strictEqual(strings.readLatin1('caf\xe9', 3), 'ca');
assert.strictEqual(strings.readLatin1('caf\xe9', 0), '');
assert.strictEqual(strings.readUtf8(`a\u010d${smile}`, 64), `a\u010d${smile}`);
assert.strictEqual(strings.readUtf8(`a\u010d${smile}`, 5), 'a\u010d');  // A character is not cut.
assert.strictEqual(strings.readUtf8('\ud800', 64), '\ufffd');
assert.strictEqual(strings.utf8Length(`a\u010d${smile}`), 7);
assert.strictEqual(strings.readUtf16(`a${smile}`, 64), `a${smile}`);
assert.strictEqual(strings.readUtf16(`a${smile}`, 3), `a${smile.charAt(0)}`);
for (const read of [strings.readLatin1, strings.readUtf8, strings.readUtf16]) {
  assert.throws(() => read(5, 1), { message: /A string was expected$/ });
}

assert.strictEqual(typeof strings.symbol(), 'symbol');
assert.strictEqual(strings.symbol('mine').description, 'mine');
assert.throws(() => strings.symbol(5), { message: /A string was expected$/ });
assert.strictEqual(strings.symbolFor(), Symbol.for('registered'));

(() => assert.deepStrictEqual(strings.external(), ['caf\xe9', `\u010d${smile}`, 'c']))();
let rounds = 0;
setImmediate(function collect() {
  gc();
  if (strings.finalizedSum() < 11 && ++rounds < 100) setImmediate(collect);
  else assert.strictEqual(strings.finalizedSum(), 11);
});
