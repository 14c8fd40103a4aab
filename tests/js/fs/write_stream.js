'use strict';

// WriteStream: order, positions, flags, bytesWritten, encodings, errors.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { mustCall, tmpdir } = require('../common');

const directory = tmpdir();
const file = path.join(directory, 'file');
const stream = fs.createWriteStream(file, { flush: true });
assert.deepStrictEqual([stream.path, stream.flags, stream.mode, stream.pending], [file, 'w', 0o666, true]);
for (let i = 0; i < 1000; i++) stream.write(`${i},`);
stream.end('last', mustCall(() => {
  const expected = `${Array.from({ length: 1000 }, (_, i) => i).join(',')},last`;
  assert.strictEqual(fs.readFileSync(file, 'utf8'), expected);
  assert.strictEqual(stream.bytesWritten, expected.length);
}));
stream.on('close', mustCall(() => {
  const middle = fs.createWriteStream(file, { flags: 'r+', start: 2, encoding: 'hex' });
  middle.write('5858');
  middle.close(mustCall(() => assert.strictEqual(fs.readFileSync(file, 'latin1').slice(0, 6), '0,XX2,')));
}));

fs.createWriteStream(directory).on('error', mustCall((error) => assert.strictEqual(error.code, 'EISDIR')));

// A user's fs takes the calls.
const calls = [];
const own = fs.createWriteStream(path.join(directory, 'own'), {
  fs: {
    open: (...args) => { calls.push('open'); fs.open(...args); },
    write: (...args) => { calls.push('write'); fs.write(...args); },
    close: (...args) => { calls.push('close'); fs.close(...args); },
  },
});
own.end('x');
own.on('close', mustCall(() => assert.deepStrictEqual(calls, ['open', 'write', 'close'])));
