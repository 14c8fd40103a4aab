'use strict';

// Console over streams: what goes where.

require('../common');
const assert = require('assert');
const { Console } = require('console');
const { Writable } = require('stream');

const texts = { out: '', err: '' };
const sink = (name) => new Writable({ write(chunk, encoding, callback) { texts[name] += chunk; callback(); } });
const console = new Console({ stdout: sink('out'), stderr: sink('err') });
function expect(out, err = '') {
  assert.deepStrictEqual(texts, { out, err });
  texts.out = texts.err = '';
}

console.log('a %s', 1, { b: 2 });
expect('a 1 { b: 2 }\n');
console.info();
console.debug('d');
expect('\nd\n');
console.error('e');
console.warn('w');
expect('', 'e\nw\n');
console.dir({ a: { b: { c: 1 } } }, { depth: 0 });
expect('{ a: [Object] }\n');
console.assert(true, 'not shown');
console.assert(false, 'no %d', 1);
console.assert(false);
expect('', 'Assertion failed: no 1\nAssertion failed\n');
console.count();
console.count('x');
console.count();
console.countReset();
console.count();
expect('default: 1\nx: 1\ndefault: 2\ndefault: 1\n');
console.group('G');
console.log('one\ntwo');
console.group();
console.warn('deep');
console.groupEnd();
console.groupEnd();
console.groupEnd();
console.log('out');
expect('G\n  one\n  two\nout\n', '    deep\n');
console.trace('here %d', 1);
assert.match(texts.err, /^Trace: here 1\n {4}at .*methods\.js:\d+:\d+/);
texts.err = '';
const { log } = console;
log('detached');
expect('detached\n');
