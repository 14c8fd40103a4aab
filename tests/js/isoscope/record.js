'use strict';
// scope.record() writes what happens from then on into one file, with the sources of the scripts that ran; stopRecording() says how much.
require('../common');
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const scope = require('isoscope');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'isoscope-record-'));
const file = path.join(folder, 'run.labrun');
assert.strictEqual(scope.recording, undefined);
const early = ['early', 'mark'].join(' ');  // Not as it stands in the source, which is recorded, too.
scope.mark(early);
scope.record(file, { kinds: ['mark'] });
assert.throws(() => scope.record(file), { code: 'ERR_OPERATION_FAILED', message: /under way already/ });
assert.strictEqual(scope.recording.active, true);
for (let i = 0; i < 100; i++) scope.mark(`mark ${i}`);
const done = scope.stopRecording();
assert.deepStrictEqual({ ...done, bytes: 0 }, { path: file, active: false, bytes: 0, records: 100, lost: {}, error: null });
const bytes = fs.readFileSync(file);
assert.strictEqual(bytes.length, done.bytes);
assert.strictEqual(bytes.subarray(0, 18).toString(), 'isoscope labrun 1\n');
assert.ok(bytes.includes('mark 99'));
assert.ok(!bytes.includes(early));
assert.ok(bytes.includes('scope.record() writes what happens from then on'), 'the source of this script');

scope.record(file, { kinds: 'mark', history: true });
scope.stopRecording();
assert.ok(fs.readFileSync(file).includes(early));
assert.throws(() => scope.record(path.join(folder, 'nowhere', 'x')), { code: 'ERR_OPERATION_FAILED', message: /No such file/ });
assert.throws(() => scope.record(5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => scope.record(file, { kinds: 'nonsense' }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => scope.record(file, { history: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
fs.rmSync(folder, { recursive: true });
