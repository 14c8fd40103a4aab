'use strict';

require('../common');
const assert = require('assert');
const { inherits } = require('util');

function Parent() {}
Parent.prototype.hello = () => 'hello';
function Child() {}
inherits(Child, Parent);
assert.strictEqual(new Child().hello(), 'hello');
assert.strictEqual(Child.super_, Parent);
assert.strictEqual(Object.keys(Child).length, 0);
assert.throws(() => inherits(Child, null), { code: 'ERR_INVALID_ARG_TYPE', message: /"superCtor" argument/ });
assert.throws(() => inherits(Child, () => {}), { code: 'ERR_INVALID_ARG_TYPE', message: /"superCtor\.prototype" property/ });
