'use strict';

// Runs once in mksnapshot after the bootstrap: what every start needs is used here, so that its bytecode is in the startup snapshot instead of
// being compiled at each start. Leaves nothing behind that a program could see.

const { format, inspect } = require('internal/util/inspect');
const path = require('path');
const EventEmitter = require('events');
const { Buffer } = require('buffer');
const { validateBoolean, validateInt32, validateObject } = require('internal/validators');

format('%s %d %o', 'text', 1, { a: 1 });
inspect({ a: 1, b: ['text', 2.5, true, null, undefined], nested: { c: new Map([[1, 2]]) } });
inspect(new Error('warm'));

path.resolve('/a/b', '../c.js');
path.dirname('/a/b.js');
path.extname('/a/b.js');
path.join('/a', 'b');

const emitter = new EventEmitter();
emitter.on('event', () => {});
emitter.emit('event', 1);
emitter.removeAllListeners();
// As a worker's start takes listeners away and checks its script's options.
const listener = () => {};
process.on('warmUp', listener);
process.removeListener('warmUp', listener);
EventEmitter.defaultMaxListeners.toString();
validateObject({}, 'value');
validateInt32(1, 'value');
validateBoolean(true, 'value');

Buffer.from('text');

require('internal/modules/warm_up').warmUp();

// A whole start and end, of a script that prints a line.
const { fields, constants: { kExiting } } = internalBinding('env');
const { emitBeforeExit, emitExit } = require('internal/process/exit');
const { prepareMainThreadExecution } = require('internal/process/pre_execution');
const { resetCwdCache } = require('internal/process/per_thread');
const descriptors = internalBinding('process_methods');

prepareMainThreadExecution(true);
process.cwd();
require('internal/modules/warm_up').runNothing();
const { writeSync } = descriptors;
descriptors.writeSync = () => 0;
console.log('text');
descriptors.writeSync = writeSync;
emitBeforeExit();
emitExit();

require('internal/errors').forgetMessages();
fields.exitInfo[kExiting] = 0;
resetCwdCache();
process.argv = [];
process.env = {};
