'use strict';

// readFileSync: Buffer or text, by path, Buffer, URL or descriptor.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');
const { tmpdir } = require('../common');

const file = path.join(tmpdir(), 'text');
fs.writeFileSync(file, 'w\u00f6rld');
const bytes = Buffer.from('w\u00f6rld');

assert.deepStrictEqual(fs.readFileSync(file), bytes);
assert.strictEqual(fs.readFileSync(file, 'utf8'), 'w\u00f6rld');
assert.strictEqual(fs.readFileSync(file, { encoding: 'utf-8' }), 'w\u00f6rld');
assert.strictEqual(fs.readFileSync(file, 'latin1'), bytes.toString('latin1'));
assert.strictEqual(fs.readFileSync(file, 'hex'), bytes.toString('hex'));
assert.strictEqual(fs.readFileSync(file, 'base64'), bytes.toString('base64'));
assert.strictEqual(fs.readFileSync(Buffer.from(file), 'utf8'), 'w\u00f6rld');
assert.strictEqual(fs.readFileSync(pathToFileURL(file), 'utf8'), 'w\u00f6rld');

// A descriptor is read from where it stands, and stays open.
const fd = fs.openSync(file);
fs.readSync(fd, Buffer.alloc(1), 0, 1, null);
assert.strictEqual(fs.readFileSync(fd, 'utf8'), '\u00f6rld');
assert.strictEqual(fs.fstatSync(fd).size, bytes.length);
fs.closeSync(fd);
