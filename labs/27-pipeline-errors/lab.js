'use strict';

// A source that fails after its first chunk, piped and in a pipeline, into files.

const scope = require('isoscope');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { Readable, pipeline } = require('stream');
const { once } = require('events');

const { refute } = scope.parameters({ refute: false });

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lab-pipe-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

function failing() {
  let reads = 0;
  return new Readable({
    read() {
      if (reads++ === 0) this.push('the only chunk');
      else setImmediate(() => this.destroy(new Error('the source failed')));
    },
  });
}

const openIn = () => fs.readdirSync('/proc/self/fd').filter((fd) => {
  try {
    return fs.readlinkSync(`/proc/self/fd/${fd}`).startsWith(folder);
  } catch {
    return false;  // The descriptor of this very listing.
  }
}).length;

async function run(name, connect) {
  const source = failing();
  const target = fs.createWriteStream(path.join(folder, name));
  await once(target, 'open');
  let errors = 0;
  await new Promise((resolve) => connect(source, target, () => {
    errors++;
    resolve();
  }));
  // Time for whatever else may come: the end of the target, and its descriptor's.
  if (target.destroyed && !target.closed) await new Promise((resolve) => target.once('close', resolve));
  for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve));
  return { destroyed: target.destroyed, open: openIn(), errors };
}

const withPipeline = (source, target, failed) => pipeline(source, target, (error) => { if (error) failed(); });

(async () => {
  const piped = await run('piped', refute ? withPipeline : (source, target, failed) => source.on('error', failed).pipe(target));
  const joined = await run('joined', withPipeline);
  console.log('pipe()    ', piped);
  console.log('pipeline()', joined);
  scope.expect('pipe() leaves the target open', !piped.destroyed && piped.open === 1, piped);
  scope.expect('pipeline() destroys it, and no descriptor is added', joined.destroyed && joined.open === piped.open, joined);
  scope.expect('pipeline() tells the error once', joined.errors === 1, joined);
})();
