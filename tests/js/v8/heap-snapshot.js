'use strict';
const common = require('../common');
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const v8 = require('v8');

class FindMe {}
globalThis.found = new FindMe();
const dir = common.tmpdir();
const file = path.join(dir, 'a.heapsnapshot');
assert.strictEqual(v8.writeHeapSnapshot(file), file);
const snapshot = JSON.parse(fs.readFileSync(file, 'utf8'));
assert.ok(snapshot.strings.includes('FindMe'));
assert.ok(snapshot.nodes.length > 1000);
assert.throws(() => v8.writeHeapSnapshot(path.join(dir, 'missing', 'x')), { code: 'ENOENT', syscall: 'open' });
assert.throws(() => v8.writeHeapSnapshot(file, { exposeInternals: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });

let text = '';
const stream = v8.getHeapSnapshot();
stream.setEncoding('utf8');
stream.on('data', (chunk) => { text += chunk; });
stream.on('end', common.mustCall(() => assert.ok(JSON.parse(text).strings.includes('FindMe'))));
