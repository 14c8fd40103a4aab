'use strict';

const { Transform } = require('stream');

class NdjsonTransform extends Transform {
  constructor() {
    super({ readableObjectMode: true });
  }

  _transform(chunk, encoding, done) {
    // Yours. This only works when every chunk is one whole line.
    done(null, JSON.parse(chunk));
  }
}

module.exports = { NdjsonTransform };
