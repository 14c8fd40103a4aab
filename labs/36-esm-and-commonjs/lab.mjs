// What an ES module has and has not, and how the two kinds of module import each other.

import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import scope from 'isoscope';
import commonjs, { named } from './values.cjs';

const { refute } = scope.parameters({ refute: false });
const order = ['the importer runs'];
const started = await Promise.resolve('top-level await');  // No CommonJS module could.

const missing = refute ? import('./values.cjs') : import('./values');
const { code } = await missing.then(() => ({ code: null }), (error) => error);

const require = createRequire(import.meta.url);
const fromCommonjs = require('./imports.cjs');
const imported = await fromCommonjs.load();

console.log(`order: ${imported.order.concat(order).join(', ')}`);
console.log(`./values without its ending: ${code}; typeof require ${typeof globalThis.require}, __filename ${typeof globalThis.__filename}`);
scope.expect('what is imported ran before the first line of the importer', imported.order[0] === 'values.mjs runs' && order.length === 1,
             imported.order);
scope.expect('import of CommonJS gives module.exports as default, and names that its text shows', commonjs.named === 'yes' && named === 'yes',
             { named });
scope.expect('a file\'s ending must be written', code === 'ERR_MODULE_NOT_FOUND', { code });
scope.expect('CommonJS may import() an ES module', imported.value === 42, { value: imported.value });
scope.expect('an ES module has no require, module, __filename', typeof module === 'undefined' && typeof __filename === 'undefined');
scope.expect('its own place is in import.meta', fileURLToPath(import.meta.url) === import.meta.filename &&
  path.dirname(`${import.meta.filename}`) === import.meta.dirname, { filename: path.basename(`${import.meta.filename}`) });
scope.expect('its top level may await, and "this" is undefined there', started === 'top-level await' && this === undefined);
scope.expect('it is strict without saying so',
             (() => { try { undeclared = 1; return false; } catch (error) { return error.name === 'ReferenceError'; } })());
