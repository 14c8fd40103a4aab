'use strict';

// Callbacks of writes get null when all went well, in the order of the writes; 'finish' comes a tick after the last of them.

const assert = require('assert');
const { PassThrough, Writable } = require('stream');

const seen = [];
const note = (name) => (...args) => seen.push([name, ...args]);
const sync = new Writable({ write(chunk, encoding, callback) { callback(); } });
sync.write('a', note('sync'));
sync.on('finish', note('finish'));
sync.end('b', note('end'));
const both = new Writable({ writev(chunks, callback) { callback(); } });
both.cork();
both.write('a', note('first'));
both.write('b', note('second'));
both.uncork();
const through = new PassThrough();
through.write('a', note('through'));
const later = new Writable({ write(chunk, encoding, callback) { setImmediate(callback); } });
later.write('a', note('later'));
const failing = new Writable({ write(chunk, encoding, callback) { callback(new Error('why')); } });
failing.on('error', () => {});
failing.write('a', (error) => seen.push(['failing', error.message]));

process.on('exit', () => assert.deepStrictEqual(seen, [
  ['sync', null], ['first', null], ['second', null], ['through', null], ['failing', 'why'], ['end', null], ['finish'], ['later', null],
]));
