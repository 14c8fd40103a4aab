'use strict';

exports.early = 'before b';
const b = require('./b.js');
exports.late = b.name;
