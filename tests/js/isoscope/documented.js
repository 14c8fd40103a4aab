'use strict';

// docs/api.md has an entry for each export of the module, and for nothing else.

const assert = require('assert');
const fs = require('fs');
const path = require('path');
const scope = require('isoscope');

const text = fs.readFileSync(path.join(__dirname, '../../../docs/api.md'), 'utf8');
const documented = text.split('\n').filter((line) => line.startsWith('### '))
  .flatMap((line) => [...line.matchAll(/`(\w+)[^`]*`/g)].map(([, name]) => name));

assert.deepStrictEqual([...documented].sort(), Object.keys(scope).sort());
assert.strictEqual(new Set(documented).size, documented.length);
