'use strict';

// The old module of all constants in one flat object.

const { os, fs, crypto } = internalBinding('constants');

module.exports = Object.freeze({ ...os.dlopen, ...os.errno, ...os.priority, ...os.signals, ...fs, ...crypto });
