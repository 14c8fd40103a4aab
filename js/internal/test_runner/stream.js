'use strict';

// What a test run tells, as objects {type, data} to read and as events of the same names.

const { Readable } = require('stream');

class TestsStream extends Readable {
  constructor() {
    super({ objectMode: true, highWaterMark: Number.MAX_SAFE_INTEGER });
  }

  _read() {}

  tell(type, data) {
    this.emit(type, data);
    this.push({ __proto__: null, type, data });
  }

  end() {
    this.push(null);
  }
}

module.exports = { TestsStream };
