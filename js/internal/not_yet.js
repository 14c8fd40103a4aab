'use strict';

// Modules that are yet to come: they load, since many packages ask for them only to be prepared, and throw one clear error when used.

const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM } } = require('internal/errors');

// Functions and classes of the given names.
function notYet(module, names) {
  const made = {};
  for (const name of names) {
    made[name] = {
      [name]: function() {
        throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM(`${module}.${name} (${module} is not there yet)`);
      },
    }[name];
  }
  return made;
}

module.exports = { notYet };
