'use strict';

// What the class refuses.

require('../common');
const assert = require('assert');
const { WASI } = require('wasi');
const { makeModule } = require('../common/wasi');

const kType = { code: 'ERR_INVALID_ARG_TYPE' };
assert.throws(() => WASI({ version: 'preview1' }), TypeError);
for (const options of [undefined, {}, null, 5, { version: 1 }]) assert.throws(() => new WASI(options), kType);
assert.throws(() => new WASI({ version: 'preview2' }),
              { code: 'ERR_INVALID_ARG_VALUE', message: "The property 'options.version' unsupported WASI version. Received 'preview2'" });
for (const bad of [{ args: 5 }, { env: 5 }, { preopens: 5 }, { returnOnExit: 5 }, { stdin: 'x' }]) {
  assert.throws(() => new WASI({ version: 'preview1', ...bad }), kType);
}
assert.throws(() => new WASI({ version: 'preview1', stdout: -1 }), { code: 'ERR_OUT_OF_RANGE' });
assert.deepStrictEqual(Object.keys(new WASI({ version: 'unstable' }).getImportObject()), ['wasi_unstable']);

const fresh = () => new WASI({ version: 'preview1' });
assert.throws(() => fresh().start(), kType);
assert.throws(() => fresh().start({}), kType);
assert.throws(() => fresh().start({ exports: {} }), kType);
assert.throws(() => fresh().start({ exports: { memory: new WebAssembly.Memory({ initial: 1 }) } }),
              { ...kType, message: /"instance\.exports\._start" property must be of type function/ });
const wasi = fresh();
const program = new WebAssembly.Instance(makeModule({ exitCode: 0 }), wasi.getImportObject());
assert.throws(() => wasi.initialize(program), { ...kType, message: /"instance\.exports\._start" property must be undefined/ });
