'use strict';
// Parsing and compiling, by stage, with the range of source and the time it took.
require('../common');
const assert = require('assert');
const scope = require('isoscope');

scope.enable('compile');
const source = '(function outer() { function inner(a) { return a; } return inner(1); })';
const outer = require('vm').runInThisContext(source, { filename: 'compiled.js' });
outer();
const { items } = scope.history({ kinds: 'compile' });
const stages = (name) => items.filter((item) => item.function === name && item.scriptUrl === 'compiled.js').map(({ stage }) => stage);
assert.ok(stages('outer').includes('interpreter'), JSON.stringify(items.slice(-20)));
assert.ok(stages('inner').includes('preparse-resolution') && stages('inner').includes('interpreter'));
const inner = items.find((item) => item.function === 'inner' && item.stage === 'interpreter');
assert.strictEqual(source.slice(inner.startOffset, inner.endOffset), '(a) { return a; }');
