'use strict';

// A console swallows the errors of its stream, unless told not to.

const common = require('../common');
const assert = require('assert');
const { Console } = require('console');
const { Writable } = require('stream');

const failing = () => new Writable({ write(chunk, encoding, callback) { callback(new Error('full')); } });
new Console({ stdout: failing() }).log('ignored');

const stream = failing();
stream.on('error', common.mustCall((error) => assert.strictEqual(error.message, 'full')));
new Console({ stdout: stream, ignoreErrors: false }).log('reported');
