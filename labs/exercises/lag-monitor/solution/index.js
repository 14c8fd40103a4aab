'use strict';

const EventEmitter = require('events');

class LagMonitor extends EventEmitter {
  #timer;

  constructor({ interval = 500, threshold = 100 } = {}) {
    super();
    this.interval = interval;
    this.threshold = threshold;
  }

  start() {
    if (this.#timer === undefined) this.#measure(process.hrtime.bigint());
    return this;
  }

  stop() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return this;
  }

  // One timer does both: it is due after the interval, and by how much it is late is the lag.
  #measure(from) {
    this.#timer = setTimeout(() => {
      const now = process.hrtime.bigint();
      const lag = Number(now - from) / 1e6 - this.interval;
      this.#measure(now);
      if (lag > this.threshold) this.emit('lag', lag);
    }, this.interval);
    this.#timer.unref();
  }
}

module.exports = { LagMonitor };
