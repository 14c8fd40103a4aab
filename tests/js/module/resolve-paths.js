'use strict';
require('../common');
const assert = require('assert');
const { writeFiles } = require('../common/files');

const root = writeFiles({ 'deep/here.js': '', 'node_modules/pack/index.js': '' });
assert.strictEqual(require.resolve('./here', { paths: [`${root}/deep`] }), `${root}/deep/here.js`);
assert.strictEqual(require.resolve('pack', { paths: [`${root}/deep`] }), `${root}/node_modules/pack/index.js`);
assert.throws(() => require.resolve('pack', { paths: [] }), { code: 'MODULE_NOT_FOUND' });
assert.throws(() => require.resolve('pack', { paths: 'no' }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => require.resolve('pack', { paths: [5] }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => require.resolve(), { code: 'ERR_INVALID_ARG_TYPE' });
