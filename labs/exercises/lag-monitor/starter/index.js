'use strict';

const EventEmitter = require('events');

class LagMonitor extends EventEmitter {
  constructor({ interval = 500, threshold = 100 } = {}) {
    super();
    this.interval = interval;
    this.threshold = threshold;
  }

  start() {
    // Yours: ask for timers, measure, emit 'lag'.
    return this;
  }

  stop() {
    // Yours.
    return this;
  }
}

module.exports = { LagMonitor };
