'use strict';

// Loading goes on when a program has put accessors on Object.prototype or has taken the iterator of arrays away.
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'isoscope-prototypes-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
const install = (name, files) => {
  const target = path.join(folder, 'node_modules', name);
  fs.mkdirSync(target, { recursive: true });
  for (const file in files) fs.writeFileSync(path.join(target, file), files[file]);
};
install('plain', { 'package.json': '{}', 'index.js': 'module.exports = "plain"' });
install('deep', { 'package.json': '{"main":"lib.js"}', 'lib.js': 'module.exports = require("plain") + " deep"' });
install('modern', { 'package.json': '{"type":"module","exports":"./m.js"}', 'm.js': 'export const name = "modern";' });
const start = require('module').createRequire(path.join(folder, 'start.js'));

const touched = [];
for (const name of ['main', 'type', 'exports', 'imports', 'name']) {
  Object.defineProperty(Object.prototype, name, {
    __proto__: null, configurable: true, get() { touched.push(`get ${name}`); }, set() { touched.push(`set ${name}`); },
  });
}
assert.strictEqual(start('deep'), 'plain deep');
assert.deepStrictEqual(touched, []);
for (const name of ['main', 'type', 'exports', 'imports', 'name']) delete Object.prototype[name];

const { values } = Array.prototype;
const iterators = Object.getPrototypeOf([].values());
const { next } = iterators;
delete Array.prototype[Symbol.iterator];
delete iterators.next;
install('later', { 'package.json': '{"main":"lib"}', 'lib.js': 'module.exports = "later"' });
const later = start('later');
import(path.join(folder, 'node_modules', 'modern', 'm.js')).then((modern) => {
  Array.prototype[Symbol.iterator] = values;
  iterators.next = next;
  assert.strictEqual(later, 'later');
  assert.strictEqual(modern.name, 'modern');
});
