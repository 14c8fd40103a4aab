'use strict';

// The functions that move the cursor, at once and collected.

const assert = require('node:assert');
const { PassThrough } = require('node:stream');
const readline = require('node:readline');
const { Readline } = require('node:readline/promises');

(async () => {
  const stream = new PassThrough({ encoding: 'utf8' });
  readline.cursorTo(stream, 4);
  readline.cursorTo(stream, 1, 2);
  readline.moveCursor(stream, -3, 5);
  readline.clearLine(stream, -1);
  readline.clearLine(stream, 0);
  readline.clearScreenDown(stream);
  assert.strictEqual(stream.read(), '\x1b[5G\x1b[3;2H\x1b[3D\x1b[5B\x1b[1K\x1b[2K\x1b[0J');
  assert.throws(() => readline.cursorTo(stream, 'a', 1), { code: 'ERR_INVALID_CURSOR_POS' });
  assert.throws(() => readline.cursorTo(stream, NaN), { code: 'ERR_INVALID_ARG_VALUE' });
  assert.throws(() => readline.clearLine(stream, 0, 'x'), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.strictEqual(readline.cursorTo(null, 1), true);

  const collected = new Readline(stream).cursorTo(0, 0).clearLine(1).moveCursor(2, 0);
  assert.strictEqual(stream.read(), null);
  await collected.commit();
  assert.strictEqual(stream.read(), '\x1b[1;1H\x1b[0K\x1b[2C');
  collected.clearScreenDown().rollback();
  await collected.commit();
  assert.strictEqual(stream.read(), null);
  assert.throws(() => new Readline({}), { code: 'ERR_INVALID_ARG_TYPE' });
})();
