'use strict';

// Bytes that are no UTF-8 become U+FFFD, one for each maximal wrong part.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { mustSucceed, tmpdir } = require('../common');

const file = path.join(tmpdir(), 'bytes');
const bytes = Buffer.from([0x61, 0xff, 0x62, 0xe2, 0x82, 0x63, 0xf0, 0x9f, 0x98]);
fs.writeFileSync(file, bytes);
const expected = 'a\ufffdb\ufffdc\ufffd';
assert.strictEqual(fs.readFileSync(file, 'utf8'), expected);
fs.readFile(file, 'utf8', mustSucceed((text) => assert.strictEqual(text, expected)));

// A byte order mark stays.
const marked = `${file}-marked`;
fs.writeFileSync(marked, '\ufefftext');
assert.strictEqual(fs.readFileSync(marked, 'utf8'), '\ufefftext');
