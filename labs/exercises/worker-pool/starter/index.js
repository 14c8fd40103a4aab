'use strict';

const EventEmitter = require('events');
const os = require('os');

class WorkerPool extends EventEmitter {
  constructor(file, { size = os.availableParallelism(), maxQueue = Infinity } = {}) {
    super();
    this.file = file;
    this.size = size;
    this.maxQueue = maxQueue;
    // Yours: start the workers.
  }

  get running() { return 0; }
  get queued() { return 0; }

  async run(data) {
    // Yours: an idle worker, else the queue, else a rejection.
    return data;
  }

  async close() {
    // Yours.
  }
}

module.exports = { WorkerPool };
