'use strict';

// A fast producer and a slow sink, with and without regard for what write() returns.

const scope = require('isoscope');
const { Writable } = require('stream');
const { once } = require('events');

const { chunks, chunkBytes, highWaterMark, refute } = scope.parameters({ chunks: 1000, chunkBytes: 4096, highWaterMark: 16384, refute: false });

function slowSink() {
  return new Writable({ highWaterMark, write(chunk, encoding, done) { setImmediate(done); } });
}

async function produce(heeds) {
  const sink = slowSink();
  let peak = 0;
  let refusals = 0;
  for (let i = 0; i < chunks; i++) {
    const more = sink.write(Buffer.alloc(chunkBytes));
    peak = Math.max(peak, sink.writableLength);
    if (more) continue;
    refusals++;
    if (heeds) await once(sink, 'drain');
  }
  sink.end();
  await once(sink, 'finish');
  return { peak, refusals };
}

(async () => {
  const heeding = await produce(!refute);
  const ignoring = await produce(false);
  console.log(`heeding false: at most ${heeding.peak} bytes in the stream's buffer; ignoring it: ${ignoring.peak}`);
  scope.expect('who heeds it holds no more than the mark and a chunk', heeding.peak <= highWaterMark + chunkBytes, heeding);
  scope.expect('who ignores it holds everything', ignoring.peak === chunks * chunkBytes, ignoring);
  scope.expect('both were told', heeding.refusals > 0 && ignoring.refusals > 0, { heeding: heeding.refusals, ignoring: ignoring.refusals });
})();
