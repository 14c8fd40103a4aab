'use strict';
require('../common');
const assert = require('assert');
const fs = require('fs');
const { writeFiles } = require('../common/files');

// What was missing is looked for again: a package may have been installed meanwhile.
const root = writeFiles({ 'entry.js': 'module.exports = require;', 'a.js': 'module.exports = typeof require;' });
const load = require(`${root}/entry.js`);
assert.throws(() => load('late'), { code: 'MODULE_NOT_FOUND' });
fs.mkdirSync(`${root}/node_modules/late`, { recursive: true });
fs.writeFileSync(`${root}/node_modules/late/package.json`, '{"main":"x.js"}');
fs.writeFileSync(`${root}/node_modules/late/x.js`, "module.exports = 'late';");
assert.strictEqual(load('late'), 'late');

// A package.json that appears changes the format of what is loaded from then on.
fs.mkdirSync(`${root}/sub`);
fs.writeFileSync(`${root}/sub/one.js`, 'exports.one = 1;');
fs.writeFileSync(`${root}/sub/two.js`, 'export const two = 2;');
assert.strictEqual(load('./sub/one').one, 1);
fs.writeFileSync(`${root}/sub/package.json`, '{"type":"module"}');
assert.strictEqual(load('./sub/two').two, 2);
