'use strict';

// for await over the lines of a file.

const assert = require('node:assert');
const fs = require('node:fs');
const readline = require('node:readline');

(async () => {
  const rl = readline.createInterface({ input: fs.createReadStream(__filename), crlfDelay: Infinity });
  const lines = [];
  for await (const line of rl) lines.push(line);
  assert.deepStrictEqual(lines, fs.readFileSync(__filename, 'utf8').split('\n').slice(0, -1));

  // Leaving the loop ends the iterator; nothing keeps the process alive.
  const second = readline.createInterface({ input: fs.createReadStream(__filename) });
  for await (const line of second) {
    assert.strictEqual(line, "'use strict';");
    break;
  }
  second.close();
})();
