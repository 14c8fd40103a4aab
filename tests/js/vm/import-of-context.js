'use strict';

// import() in code that no script stands behind asks the callback of its context; without one there is none.
const assert = require('assert');
const { createContext, runInContext } = require('vm');

const context = createContext({});
const result = runInContext("Promise.resolve(\"import('foo')\").then(eval)", context);
result.then(() => assert.fail('imported'), (error) => {
  assert.strictEqual(error.code, 'ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING');
});
