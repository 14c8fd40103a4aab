'use strict';
const common = require('../common');
const assert = require('assert');
const { writeFiles } = require('../common/files');

// A graph that waits cannot be required, but still be imported.
const root = writeFiles({ 'tla.mjs': 'export const value = await 5;', 'outer.mjs': "export * from './tla.mjs';" });
for (const name of ['tla.mjs', 'outer.mjs']) {
  assert.throws(() => require(`${root}/${name}`), {
    code: 'ERR_REQUIRE_ASYNC_MODULE',
    message: 'require() cannot be used on an ESM graph with top-level await. Use import() instead. To see where the top-level await ' +
      `comes from, use --experimental-print-required-tla.\n  From ${__filename} \n  Requiring ${root}/${name} `,
  });
}
import(`${root}/outer.mjs`).then(common.mustCall((namespace) => {
  assert.strictEqual(namespace.value, 5);
}));
