'use strict';
const common = require('../common');
const assert = require('assert');
const { pathToFileURL } = require('url');
const { writeFiles } = require('../common/files');

const root = writeFiles({
  'a.mjs': 'export const a = 1;',
  'throws.mjs': "throw new Error('at run');",
  'bad.mjs': 'let x = ;',
  'evals.js': "exports.viaEval = () => eval('import(\"./a.mjs\")'); exports.viaFunction = () => new Function('return import(\"./a.mjs\")')();",
});
(async () => {
  const namespace = await import(`${root}/a.mjs`);
  assert.strictEqual(namespace[Symbol.toStringTag], 'Module');
  assert.strictEqual(await import(pathToFileURL(`${root}/a.mjs`)), namespace);
  const evals = require(`${root}/evals.js`);
  assert.strictEqual(await evals.viaEval(), namespace);
  assert.strictEqual(await evals.viaFunction(), namespace);

  // The same error each time a module is asked for that threw; a syntax error is made anew.
  const first = await import(`${root}/throws.mjs`).catch((error) => error);
  assert.strictEqual(first.message, 'at run');
  assert.strictEqual(await import(`${root}/throws.mjs`).catch((error) => error), first);
  await assert.rejects(import(`${root}/bad.mjs`), SyntaxError);

  await assert.rejects(import({ toString() { throw new RangeError('from toString'); } }), RangeError);
  await assert.rejects(import('https://example.org/x.mjs'), { code: 'ERR_UNSUPPORTED_ESM_URL_SCHEME' });
})().then(common.mustCall());
