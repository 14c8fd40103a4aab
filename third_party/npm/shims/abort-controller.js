'use strict';

// readable-stream asks for a polyfill of what are our globals.
module.exports = globalThis;
