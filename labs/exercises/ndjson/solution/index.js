'use strict';

const { StringDecoder } = require('string_decoder');
const { Transform } = require('stream');

class NdjsonTransform extends Transform {
  #decoder = new StringDecoder('utf8');
  #rest = '';
  #line = 0;

  constructor() {
    super({ readableObjectMode: true });
  }

  _transform(chunk, encoding, done) {
    const lines = (this.#rest + this.#decoder.write(chunk)).split('\n');
    this.#rest = lines.pop();
    done(this.#parse(lines));
  }

  _flush(done) {
    done(this.#parse([this.#rest + this.#decoder.end()]));
  }

  // Pushes the records; returns the error of the first line that is none.
  #parse(lines) {
    for (const text of lines) {
      this.#line++;
      if (text.trim() === '') continue;
      let record;
      try {
        record = JSON.parse(text);
      } catch (cause) {
        return Object.assign(new Error(`line ${this.#line} is no JSON: ${cause.message}`, { cause }), { line: this.#line, text: text.slice(0, 100) });
      }
      this.push(record);
    }
    return null;
  }
}

module.exports = { NdjsonTransform };
