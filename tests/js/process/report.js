'use strict';
const common = require('../common');
const assert = require('assert');
const fs = require('fs');

const report = process.report.getReport(new Error('the reason'));
assert.strictEqual(report.header.processId, process.pid);
assert.strictEqual(report.header.event, 'JavaScript API');
assert.match(report.header.glibcVersionRuntime, /^\d+\.\d+/);  // Packages with add-ons ask for it.
assert.match(report.javascriptStack.message, /the reason/);
assert.ok(report.javascriptHeap.usedMemory > 0);
assert.ok(report.resourceUsage.userCpuSeconds >= 0);
assert.ok(Array.isArray(report.sharedObjects));
assert.strictEqual(typeof report.environmentVariables, 'object');
process.report.directory = common.tmpdir();
process.report.compact = true;
const name = process.report.writeReport('a.json');
assert.strictEqual(name, 'a.json');
const text = fs.readFileSync(`${process.report.directory}/a.json`, 'utf8');
assert.strictEqual(JSON.parse(text).header.filename, 'a.json');
assert.throws(() => process.report.writeReport(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => { process.report.compact = 1; }, { code: 'ERR_INVALID_ARG_TYPE' });
