'use strict';

// The same work in three processes that differ by the size of the nursery.

const scope = require('isoscope');
const { execFileSync } = require('child_process');

const { objects, child, refute } = scope.parameters({ objects: 2e6, child: false, refute: false });

if (child) {
  // Some are alive at any time, so that V8 wants to grow the nursery; not many, or it would make them old at once.
  const window = new Array(3000);
  for (let i = 0; i < objects; i++) window[i % window.length] = { i, text: `object ${i}` };
  if (window.length !== 3000) throw new Error('unreachable: keeps the objects');
  process.stdout.write(JSON.stringify(scope.history({ kinds: ['gc'] }).items.filter((gc) => gc.type === 'scavenge').length));
} else {
  const counts = [1, 4, 16].map((size) => {
    const flag = `--max-semi-space-size=${refute ? 16 : size}`;
    const count = Number(execFileSync(process.execPath, [flag, __filename, '--child', `--objects=${objects}`]));
    console.log(`${flag.padEnd(28)} ${String(count).padStart(5)} scavenges`);
    return count;
  });
  scope.expect('each process had some', counts.every((count) => count > 0), { counts });
  scope.expect('4 MB takes fewer than 1 MB', counts[1] < counts[0], { counts });
  scope.expect('16 MB takes fewer than 4 MB', counts[2] < counts[1], { counts });
}
