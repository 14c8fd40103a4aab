'use strict';
// Closed observers, a polluted Object.prototype and lone surrogates do no harm.
require('../common');
const assert = require('assert');
const scope = require('isoscope');

const observer = scope.observe('mark', () => {});
observer.close();
assert.strictEqual(observer.ref(), observer);
assert.strictEqual(observer.unref(), observer);
for (let i = 0; i < 100; i++) scope.observe('gc', () => {}).close();
Object.setPrototypeOf(Object.prototype, null);
Object.prototype.kind = 'polluted';  // eslint-disable-line no-extend-native
scope.mark('m', { a: 1 });
assert.strictEqual(scope.history({ kinds: 'mark', limit: 1 }).items[0].kind, 'mark');
delete Object.prototype.kind;
const circular = {};
circular.self = circular;
assert.throws(() => scope.mark('m', circular), TypeError);
scope.mark('\ud800 lone', '\udfff');
assert.strictEqual(scope.history({ kinds: 'mark' }).items.at(-1).name, '\ufffd lone');
