'use strict';

exports.seenOfA = Object.keys(require('./a.js'));
exports.name = 'b is done';
