'use strict';

// For tests under --expose-internals: the native bindings as they are, without the JavaScript that guards them.

module.exports = { internalBinding };
