'use strict';

// A REPL with an eval, a writer and a context of its own.

const assert = require('node:assert');
const { PassThrough } = require('node:stream');
const repl = require('node:repl');

const input = new PassThrough();
const output = new PassThrough();
let text = '';
output.on('data', (chunk) => { text += chunk; });
const server = repl.start({
  input, output, prompt: 'calc> ', ignoreUndefined: true,
  eval(code, context, file, callback) {
    if (code.includes('open')) callback(new repl.Recoverable(new SyntaxError('more')));
    else callback(null, code.trim().length || undefined);
  },
  writer: (value) => `<${value}>`,
});
input.write('four\nopen\n');
input.write('x\n');
setTimeout(() => {
  assert.strictEqual(text, 'calc> <4>\ncalc> | | ');
  server.close();

  assert.throws(() => repl.start({ breakEvalOnSigint: true, eval: () => {} }), { code: 'ERR_INVALID_REPL_EVAL_CONFIG' });
  const own = repl.start({ input: new PassThrough(), output: new PassThrough() });
  own.context.ownText = 'hi';
  own.complete('ownT', (error, [completions, completed]) => {
    assert.ifError(error);
    assert.deepStrictEqual(completions, ['ownText']);
    assert.strictEqual(completed, 'ownT');
    own.complete('ownText.toUpp', (problem, [names]) => {
      assert.ifError(problem);
      assert.deepStrictEqual(names, ['ownText.toUpperCase']);
      own.close();
    });
  });
}, 50);
