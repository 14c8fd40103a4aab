'use strict';

// isoscope -e 'source'

const { getOptionValue } = require('internal/options');
const { addBuiltinLibsToObject } = require('internal/modules/helpers');
const { evalSource } = require('internal/modules/eval');

function run() {
  addBuiltinLibsToObject(globalThis, '<eval>');
  evalSource('[eval]', getOptionValue('--eval'));
}

module.exports = { run };
