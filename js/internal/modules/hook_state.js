'use strict';

// The hooks of module.registerHooks(), newest last. Apart from what runs them, so that loaders without any only look at two lengths.

module.exports = { load: [], resolve: [] };
