'use strict';

// What the parts of http share under the id that Node's own parts know it by: symbols and the Date header.

const { setUnrefTimeout } = require('internal/timers');

let date;

function forgetDate() {
  date = undefined;
}

// Made once a second.
function utcDate() {
  if (date === undefined) {
    const now = new Date();
    date = now.toUTCString();
    setUnrefTimeout(forgetDate, 1000 - now.getMilliseconds());
  }
  return date;
}

module.exports = {
  kOutHeaders: Symbol('kOutHeaders'),
  kNeedDrain: Symbol('kNeedDrain'),
  utcDate,
};
