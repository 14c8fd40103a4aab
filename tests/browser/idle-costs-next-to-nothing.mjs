// A page without news draws nothing: a recording that is looked at asks for no frame, and of a live run that does nothing only the second's
// snapshot is drawn.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { file, scratch } from './lib/host.mjs';
import { drawn, whenState } from './lib/page.mjs';
import { drop } from './lib/files.mjs';
import { test, until } from './lib/test.mjs';

await test(async (t) => {
  const path = join(scratch, 'run.labrun');
  await t.start([`--record=${path}`, '-e', 'for (let i = 0; i < 1e5; i++) ({ i }); setTimeout(() => {}, 20)']).ended;
  const host = t.script(file('idle.js', 'setInterval(() => {}, 60_000)'));
  const page = await t.page(await host.url());

  // Counts of frames against counts of what came: no clock.
  const seen = () => page.evaluate(() => {
    const { frames, page: { run } } = globalThis.isoscope;
    return { frames: frames.count, snapshot: run.snapshot?.time.monotonicUs, records: run.records };
  });
  let last = await seen(), snapshots = 0, batches = 0;
  const first = last;
  await until('five snapshots came', async () => {
    const now = await seen();
    if (now.snapshot !== last.snapshot) snapshots++;
    if (now.records !== last.records) batches++;
    last = now;
    return snapshots >= 5;
  });
  // Each may be drawn once, and its summaries once more.
  const drawnFrames = last.frames - first.frames;
  assert.ok(drawnFrames <= 4 * (snapshots + batches) + 8, `${drawnFrames} frames for ${snapshots} snapshots, ${batches} batches`);

  await drop(page, [['run.labrun', readFileSync(path)]]);
  await whenState(page, 'file');
  // Until it has come to rest: summaries follow a quarter of a second behind.
  let before = -1;
  await until('the picture is at rest', async () => {
    const { frames } = await seen();
    const rests = frames === before;
    before = frames;
    if (!rests) await page.waitForTimeout(700);
    return rests;
  });
  await drawn(page);
  const { frames } = await seen();
  await page.waitForTimeout(1500);
  const after = await seen();
  assert.ok(after.frames - frames <= 4, `${after.frames - frames} frames while nothing changed`);
});
