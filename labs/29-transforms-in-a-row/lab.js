'use strict';

// Read, upper case, gzip, write: a pipeline of four streams, how much of the file is in memory at one time, and who does what.

const scope = require('isoscope');
const fs = require('fs');
const os = require('os');
const path = require('path');
const zlib = require('zlib');
const { Transform } = require('stream');
const { pipeline } = require('stream/promises');

const { megabytes, refute } = scope.parameters({ megabytes: 16, refute: false });

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'transforms-'));
const from = path.join(folder, 'text');
const to = path.join(folder, 'text.gz');
const line = 'the quick brown fox jumps over the lazy dog\n';
fs.writeFileSync(from, line.repeat((megabytes << 20) / line.length));
const { size } = fs.statSync(from);

let inFlight = 0;
let peak = 0;

class UpperCase extends Transform {
  #all = [];
  _transform(chunk, encoding, callback) {
    peak = Math.max(peak, inFlight + this.writableLength + this.readableLength);
    if (refute) {  // What a transform must not do.
      this.#all.push(chunk);
      inFlight += chunk.length;
      callback();
    } else {
      callback(null, chunk.toString('latin1').toUpperCase());
    }
  }

  _flush(callback) {
    callback(null, refute ? Buffer.concat(this.#all).toString('latin1').toUpperCase() : undefined);
  }
}

(async () => {
  await pipeline(fs.createReadStream(from), new UpperCase(), zlib.createGzip({ level: 1 }), fs.createWriteStream(to));
  const records = scope.history({ kinds: ['pool'] }).items;
  const count = (name) => records.filter(({ operation }) => operation === name).length;
  const back = zlib.gunzipSync(fs.readFileSync(to)).toString('latin1');
  const compressions = records.filter(({ operation }) => operation?.startsWith('zlib.')).length;
  console.log(`${size} bytes: at most ${peak} in the transform at once; ${count('fs.read')} reads, ${compressions} compressions, ` +
    `${count('fs.write') + count('fs.writev')} writes by the pool; ${fs.statSync(to).size} bytes compressed`);
  scope.expect('what was written is the text in upper case', back.length === size && back.startsWith(line.toUpperCase()), { length: back.length });
  scope.expect('a few chunks were in the transform at one time, whatever the size of the file', peak <= 8 * 65536, { peak, size });
  scope.expect('reading, compressing and writing were the pool\'s; the upper case was the script\'s',
               count('fs.read') >= size / (4 * 65536) && compressions > 0 && count('fs.write') + count('fs.writev') > 0,
               { reads: count('fs.read'), compressions });

  // A failure in the middle: every stream of the row is destroyed.
  const source = fs.createReadStream(from);
  const sink = fs.createWriteStream(to);
  const failing = new Transform({ transform(chunk, encoding, callback) { callback(new Error('no')); } });
  const failure = await pipeline(source, failing, zlib.createGzip(), sink).then(() => null, (error) => error.message);
  scope.expect('an error in the middle ends all of them, and is told once',
               failure === 'no' && source.destroyed && sink.destroyed && failing.destroyed, { failure });
  fs.rmSync(folder, { recursive: true });
})();
