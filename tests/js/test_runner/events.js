'use strict';

// What a run tells of the tests in it, in their order.

const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { run } = require('node:test');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'events-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
const file = path.join(folder, 'a.test.js');
fs.writeFileSync(file, `
  const { describe, it, test, before, afterEach } = require('node:test');
  const log = globalThis.testLog = [];
  test('first', async (t) => { await t.test('inner', () => {}); t.diagnostic('noted'); });
  describe('suite', { concurrency: 2 }, () => {
    before(() => log.push('before'));
    afterEach((t) => log.push('after ' + t.name));
    it('slow', async () => { await new Promise((resolve) => setTimeout(resolve, 20)); });
    it('fast', () => {});
    it('wrong', () => { throw new Error('boom'); });
    it.skip('skipped', () => { throw new Error('never'); });
    it.todo('later', () => { throw new Error('known'); });
  });
`);
(async () => {
  const told = [];
  const counts = {};
  for await (const { type, data } of run({ files: [file], isolation: 'none' })) {
    if (type === 'test:pass' || type === 'test:fail') {
      told.push(`${'  '.repeat(data.nesting)}${type} ${data.testNumber} ${data.name}`);
      if (data.name === 'wrong') {
        assert.strictEqual(data.details.error.code, 'ERR_TEST_FAILURE');
        assert.strictEqual(data.details.error.failureType, 'testCodeFailure');
        assert.strictEqual(data.details.error.cause.message, 'boom');
        assert.strictEqual(data.file, file);
        assert.strictEqual(data.line, 10);
      }
      if (data.name === 'skipped') assert.strictEqual(data.skip, true);
      if (data.name === 'later') assert.strictEqual(data.todo, true);
      if (data.name === 'suite') assert.strictEqual(data.details.error.failureType, 'subtestsFailed');
    }
    if (type === 'test:summary' && data.file === undefined) Object.assign(counts, data.counts);
  }
  assert.deepStrictEqual(told, [
    '  test:pass 1 inner', 'test:pass 1 first', '  test:pass 1 slow', '  test:pass 2 fast', '  test:fail 3 wrong', '  test:pass 4 skipped',
    '  test:fail 5 later', 'test:fail 2 suite',
  ]);
  assert.deepStrictEqual(counts, { tests: 7, failed: 1, passed: 4, cancelled: 0, skipped: 1, todo: 1, topLevel: 2, suites: 1 });
  assert.strictEqual(globalThis.testLog[0], 'before');
  assert.deepStrictEqual(globalThis.testLog.slice(1).sort(), ['after fast', 'after later', 'after slow', 'after wrong']);
  process.exitCode = 0;
})();
