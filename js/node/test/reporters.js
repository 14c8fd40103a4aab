'use strict';

const reporters = {};

// Each is loaded when it is asked for. Classes may be called without `new`.
function define(name, isClass) {
  let value;
  Object.defineProperty(reporters, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      if (value !== undefined) return value;
      const loaded = require(`internal/test_runner/reporter/${name}`);
      value = isClass ? function(...args) { return Reflect.construct(loaded, args); } : loaded;
      return value;
    },
  });
}

define('dot', false);
define('junit', false);
define('spec', true);
define('tap', false);
define('lcov', true);

module.exports = reporters;
