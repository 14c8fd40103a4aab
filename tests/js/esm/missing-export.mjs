import '../common/index.js';
import assert from 'node:assert';
import files from '../common/files.js';

const root = files.writeFiles({
  'a.mjs': "import { absent } from './b.mjs';",
  'b.mjs': 'export const present = 1;',
  'c.mjs': "import { absent as other } from './d.cjs';",
  'd.cjs': 'module.exports = make(); function make() { return { absent: 1 }; }',
});
await assert.rejects(import(`${root}/a.mjs`), {
  name: 'SyntaxError', message: "The requested module './b.mjs' does not provide an export named 'absent'",
});
await assert.rejects(import(`${root}/c.mjs`), (error) => {
  assert.strictEqual(error.name, 'SyntaxError');
  assert.ok(error.message.startsWith("Named export 'absent' not found. The requested module './d.cjs' is a CommonJS module, which may not support " +
    'all module.exports as named exports.\nCommonJS modules can always be imported via the default export, for example using:\n\n' +
    "import pkg from './d.cjs';\n"), error.message);
  return true;
});
