'use strict';
const common = require('../common');

const timer = setTimeout(() => clearTimeout(second), 5);
const second = setTimeout(common.mustNotCall(), 5);
setImmediate(() => clearImmediate(later));
setImmediate(common.mustCall());
const later = setImmediate(common.mustNotCall());
setImmediate(common.mustCall());
// By its number, as in browsers.
clearTimeout(+setTimeout(common.mustNotCall(), 1));
clearTimeout(String(+setTimeout(common.mustNotCall(), 1)));
clearInterval(setTimeout(common.mustNotCall(), 1));
for (const nothing of [undefined, null, {}, 'x', 0, -1, Symbol('s'), timer.constructor]) {
  clearTimeout(nothing);
  clearInterval(nothing);
  clearImmediate(nothing);
}
