// A file that is no recording is refused with a sentence; of one that is cut or damaged everything before is shown, and what is wrong is said.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { file, scratch } from './lib/host.mjs';
import { drop } from './lib/files.mjs';
import { records, state } from './lib/page.mjs';
import { test, until } from './lib/test.mjs';

await test(async (t) => {
  const path = join(scratch, 'run.labrun');
  const script = file('recorded.js', 'const scope = require("isoscope"); for (let i = 0; i < 2000; i++) scope.mark("m" + i);');
  await t.start([`--record=${path}`, script]).ended;
  const whole = readFileSync(path);
  const host = t.script(file('live.js', 'setInterval(() => {}, 50)'));
  const page = await t.page(await host.url());
  const said = async (name, bytes) => {
    await drop(page, [[name, bytes]]);
    const alert = page.getByRole('alert').filter({ hasText: name });
    await alert.waitFor();
    return (await alert.textContent()).replace(/close$/, '');
  };

  const letter = Buffer.from('hello, I am a letter');
  assert.match(await said('notes.txt', letter), /^notes\.txt cannot be opened: it is no recording of this version of Isoscope/);
  assert.match(await said('empty.labrun', Buffer.alloc(0)), /^empty\.labrun cannot be opened: /);
  assert.match(await said('head.labrun', whole.subarray(0, 60)), /^head\.labrun cannot be opened: .*cut off/);
  assert.equal(await state(page), 'live', 'the run that was shown still is');

  await drop(page, [['whole.labrun', whole]]);
  await until('the whole one is shown', async () => await state(page) === 'file');
  const all = await records(page);
  assert.equal(await page.getByRole('alert').filter({ hasText: 'whole.labrun' }).count(), 0);

  assert.match(await said('cut.labrun', whole.subarray(0, whole.length - 100)), /^cut\.labrun: it is cut off at byte \d+/);
  assert.ok(await records(page) > 0 && await records(page) <= all);

  const damaged = Buffer.from(whole);
  damaged[damaged.length - 200] ^= 0x10;
  assert.match(await said('damaged.labrun', damaged), /^damaged\.labrun: it is damaged at byte \d+/);

  // No length, number or text that lies takes the page down: a thousand bytes changed here and there.
  let seed = 12345;
  const random = (below) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % below;
  };
  for (let round = 0; round < 12; round++) {
    const bytes = Buffer.from(whole);
    for (let i = 0; i < 20; i++) bytes[18 + random(bytes.length - 18)] = random(256);
    assert.match(await said(`random-${round}.labrun`, bytes), /(cannot be opened: |: it is (damaged|cut off) at byte )/);
  }
});
