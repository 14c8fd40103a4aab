'use strict';

// Text beyond a megabyte, ASCII and not, read in every form, is the text that was written.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { mustCall, tmpdir } = require('../common');

const directory = tmpdir();
for (const [name, text] of [['ascii', 'abcdefg\n'.repeat(400000)], ['mixed', `${'x'.repeat(2000001)}\u20ac${'y'.repeat(7)}`],
                            ['wide', '\u{1f600}'.repeat(500000)]]) {
  const file = path.join(directory, name);
  fs.writeFileSync(file, text);
  assert.ok(fs.readFileSync(file, 'utf8') === text, `${name} synchronously`);
  fs.readFile(file, 'utf8', mustCall((error, read) => assert.ok(read === text, `${name} by callback`)));
  fs.promises.readFile(file, 'utf8').then(mustCall((read) => {
    assert.ok(read === text, `${name} by promise`);
    assert.ok(read.indexOf('y') === text.indexOf('y'));
    assert.ok(`${read}!`.length === text.length + 1);
  }));
}
