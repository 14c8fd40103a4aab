// Flags: --expose-gc
'use strict';

// A promise that is waited for and collected: the answer comes after the collection (where Node ends with a fatal error).

const common = require('../common');
const assert = require('assert');
const { Session } = require('inspector');

const session = new Session();
session.connect();
session.post('Runtime.evaluate', { expression: 'new Promise(() => {})', awaitPromise: true }, common.mustCall((error) => {
  assert.match(error.message, /Promise was collected/);
  session.disconnect();
}));
setImmediate(() => globalThis.gc());
