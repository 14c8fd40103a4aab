'use strict';

const posix = require('internal/path/posix');
const win32 = require('internal/path/win32');

posix.win32 = win32;
win32.posix = posix;

module.exports = process.platform === 'win32' ? win32 : posix;
