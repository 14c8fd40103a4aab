'use strict';

// Isoscope.getBytecode: the text that scope.bytecodeOf gives, found by the place where V8 says that the function begins; clear words for what is
// not there; and a process that ends does not wait for whoever asked.

const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { Client, scoped } = require('../common/debuggee');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'isoscope-bytecode-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
const script = path.join(folder, 'lab.js');
fs.writeFileSync(script, `const scope = require('isoscope');
function sum(limit) {
  let total = 0;
  for (let i = 0; i < limit; i++) total += i;
  return total;
}
const never = (a) => a * 2;
for (let i = 0; i < 100; i++) sum(100);
const addresses = /0x[0-9a-f]+/g;
console.log('ready ' + JSON.stringify({ sum: scope.bytecodeOf(sum).text.replace(addresses, ''), url: __filename }));
process.stdin.on('data', () => process.exit(3)).on('end', () => {});
`);

(async () => {
  const host = await scoped([script], /^ready (.*)$/m);
  const { sum, url } = JSON.parse(host.match[1]);
  const client = await Client.connect(host, { path: '/isoscope' });
  const get = (params) => client.ask('Isoscope.getBytecode', params);

  const { result } = await get({ scriptUrl: url, line: 2, column: 13 });
  assert.strictEqual(result.text.replace(/0x[0-9a-f]+/g, ''), sum);
  assert.deepStrictEqual(result.places.at(-1), { bytecodeOffset: result.places.at(-1).bytecodeOffset, line: 5, column: 16, statement: true });
  assert.deepStrictEqual([...new Set(result.places.map(({ line }) => line))].sort(), [3, 4, 5]);
  assert.match((await get({ scriptUrl: url, line: 7, column: 15 })).result.text, /MulSmi/);  // It never ran.

  const refused = async (params) => (await get(params)).error.message;
  assert.match(await refused({ scriptUrl: '/nowhere.js', line: 1, column: 1 }), /No script of this URL/);
  assert.match(await refused({ scriptUrl: url, line: 3, column: 1 }), /No function that begins there/);
  assert.match(await refused({ scriptUrl: url, line: 4e9, column: 1 }), /No function that begins there/);
  for (const params of [{}, { scriptUrl: url }, { scriptUrl: url, line: 'x', column: 1 }, { scriptUrl: 7, line: 1, column: 1 }]) {
    assert.strictEqual((await get(params)).error.code, -32602);
  }
  host.child.stdin.write('end\n');
  const [code] = await new Promise((resolve) => { host.child.on('exit', (...how) => resolve(how)); });
  assert.strictEqual(code, 3);
})();
