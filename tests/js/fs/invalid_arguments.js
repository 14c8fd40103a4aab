'use strict';

// Codes and messages of arguments other than paths.
const assert = require('assert');
const fs = require('fs');

const cases = [
  [() => fs.closeSync('a'), 'ERR_INVALID_ARG_TYPE', `The "fd" argument must be of type number. Received type string ('a')`],
  [() => fs.closeSync(-1), 'ERR_OUT_OF_RANGE', 'The value of "fd" is out of range. It must be >= 0 && <= 2147483647. Received -1'],
  [() => fs.openSync('x', 'foo'), 'ERR_INVALID_ARG_VALUE', "The argument 'flags' is invalid. Received 'foo'"],
  [() => fs.openSync('x', 'r', -1), 'ERR_OUT_OF_RANGE', 'The value of "mode" is out of range. It must be >= 0 && <= 4294967295. Received -1'],
  [() => fs.chmodSync('x', '9'), 'ERR_INVALID_ARG_VALUE',
   "The argument 'mode' must be a 32-bit unsigned integer or an octal string. Received '9'"],
  [() => fs.accessSync('x', 99), 'ERR_OUT_OF_RANGE', 'mode is out of range: >= 0 && <= 7'],
  [() => fs.accessSync('x', 'y'), 'ERR_INVALID_ARG_TYPE', 'mode must be int32 or null/undefined'],
  [() => fs.copyFileSync('a', 'b', 99), 'ERR_OUT_OF_RANGE', 'mode is out of range: >= 0 && <= 7'],
  [() => fs.utimesSync('x', 'y', 1), 'ERR_INVALID_ARG_TYPE',
   `The "time" argument must be an instance of Date or an Time in seconds. Received type string ('y')`],
  [() => fs.readSync(0, Buffer.alloc(1), 5), 'ERR_INVALID_ARG_TYPE', 'The "options" argument must be of type object. Received type number (5)'],
  [() => fs.readSync(0, Buffer.alloc(1), 0, 5), 'ERR_OUT_OF_RANGE', 'The value of "length" is out of range. It must be <= 1. Received 5'],
  [() => fs.readSync(0, Buffer.alloc(1), 0, 1, 'x'), 'ERR_INVALID_ARG_TYPE',
   `The "position" argument must be of type bigint or integer. Received type string ('x')`],
  [() => fs.writeSync(1, {}), 'ERR_INVALID_ARG_TYPE',
   'The "buffer" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received an instance of Object'],
  [() => fs.writeSync(1, Buffer.alloc(3), 0, 9), 'ERR_OUT_OF_RANGE', 'The value of "length" is out of range. It must be <= 3. Received 9'],
  [() => fs.readvSync(1, [1]), 'ERR_INVALID_ARG_TYPE',
   'The "buffers" argument must be an ArrayBufferView[]. Received an instance of Array'],
  [() => fs.mkdirSync('x', { recursive: 1 }), 'ERR_INVALID_ARG_TYPE',
   'The "options.recursive" property must be of type boolean. Received type number (1)'],
  [() => fs.rmSync('x', { force: 1 }), 'ERR_INVALID_ARG_TYPE', 'The "options.force" property must be of type boolean. Received type number (1)'],
  [() => fs.symlinkSync('a', 'b', 'foo'), 'ERR_INVALID_ARG_VALUE',
   "The argument 'type' must be one of: 'dir', 'file', 'junction', null, undefined. Received 'foo'"],
  [() => fs.ftruncateSync(1, 'x'), 'ERR_INVALID_ARG_TYPE', `The "len" argument must be of type number. Received type string ('x')`],
  [() => fs.chownSync('a', 'b', 1), 'ERR_INVALID_ARG_TYPE', `The "uid" argument must be of type number. Received type string ('b')`],
  [() => fs.opendirSync('/', { bufferSize: 0 }), 'ERR_OUT_OF_RANGE',
   'The value of "options.bufferSize" is out of range. It must be >= 1 && <= 4294967295. Received 0'],
  [() => fs.createReadStream('x', { start: 5, end: 2 }), 'ERR_OUT_OF_RANGE',
   'The value of "start" is out of range. It must be <= "end" (here: 2). Received 5'],
  [() => fs.watchFile('x'), 'ERR_INVALID_ARG_TYPE', 'The "listener" argument must be of type function. Received undefined'],
];
for (const [fn, code, message] of cases) assert.throws(fn, { code, message }, String(fn));
