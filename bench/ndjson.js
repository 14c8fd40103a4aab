'use strict';

// 128 MB of newline-delimited JSON through a Transform that parses each line, changes it and writes it again. The heap must stay small.

const { Readable, Transform, Writable } = require('stream');
const { pipeline } = require('stream/promises');
const { StringDecoder } = require('string_decoder');
const { measure } = require('./common.js');

const kBytes = 128 * 1024 * 1024;
const kHeapLimit = 50 * 1024 * 1024;
const line = `${JSON.stringify({ id: 1234567, name: 'a name of some length', tags: ['one', 'two'], price: 12.5, nested: { on: true } })}\n`;
const block = Buffer.from(line.repeat(Math.floor(64 * 1024 / line.length)));

function source() {
  let left = kBytes;
  return new Readable({
    read() {
      left -= block.length;
      this.push(left > 0 ? block : null);
    },
  });
}

class EachLine extends Transform {
  #decoder = new StringDecoder('utf8');
  #rest = '';

  _transform(chunk, encoding, callback) {
    const lines = (this.#rest + this.#decoder.write(chunk)).split('\n');
    this.#rest = lines.pop();
    let out = '';
    for (const text of lines) {
      const record = JSON.parse(text);
      record.price *= 2;
      out += `${JSON.stringify(record)}\n`;
    }
    callback(null, out);
  }
}

measure('NDJSON Transform of 128 MB', 1, async () => {
  let most = 0;
  await pipeline(source(), new EachLine(), new Writable({
    write(chunk, encoding, callback) {
      most = Math.max(most, process.memoryUsage().heapUsed);
      callback();
    },
  }));
  if (most > kHeapLimit) throw new Error(`${most} bytes of heap`);
}, 3);
