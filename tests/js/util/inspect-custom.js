'use strict';

// [util.inspect.custom](depth, options, inspect)

const common = require('../common');
const assert = require('assert');
const util = require('util');

const custom = {
  [util.inspect.custom]: common.mustCall((depth, options, inspect) => {
    assert.strictEqual(depth, 1);
    assert.strictEqual(inspect, util.inspect);
    assert.strictEqual(options.compact, 3);
    assert.strictEqual(options.mine, 'kept');
    assert.strictEqual(options.stylize('x', 'number'), 'x');
    return 'two\nlines';
  }),
};
assert.strictEqual(util.inspect({ custom }, { mine: 'kept' }), '{\n  custom: two\n  lines\n}');

assert.strictEqual(util.inspect({ [util.inspect.custom]() { return { replaced: true }; } }), '{ replaced: true }');
assert.match(util.inspect({ a: 1, [util.inspect.custom]() { return this; } }), /^\{\n {2}a: 1,/);
assert.match(util.inspect(custom, { customInspect: false }), /nodejs\.util\.inspect\.custom/);
assert.strictEqual(util.inspect.custom, Symbol.for('nodejs.util.inspect.custom'));
