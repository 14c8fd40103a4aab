'use strict';

// chrome-remote-interface: previews, properties, functions called on values, the console, the command line's API, bindings, and what live edit
// refuses.

const assert = require('assert');
const { attachWithCri, fixture } = require('../common/cri');

(async () => {
  const { debuggee, client } = await attachWithCri(['--inspect=0', fixture('ticking.js')]);
  const { Debugger, Runtime } = client;
  await Promise.all([Runtime.enable(), Debugger.enable()]);
  while ((await Runtime.evaluate({ expression: 'typeof alive' })).result.value !== 'object');

  const { result: things } = await Runtime.evaluate({ expression: 'things', generatePreview: true });
  assert.deepStrictEqual(things.preview.properties.map(({ name, subtype = 'none', value }) => [name, subtype, value]), [
    ['number', 'none', '1'], ['list', 'array', 'Array(3)'], ['map', 'map', 'Map(1)'], ['set', 'set', 'Set(1)'],
    ['date', 'date', `${new Date(0)}`.replace(/ \(.*/, '') + things.preview.properties[4].value.match(/ \(.*/)[0]],
  ]);
  assert.strictEqual(things.preview.overflow, true);
  const { result: properties } = await Runtime.getProperties({ objectId: things.objectId, ownProperties: true });
  const getter = properties.find(({ name }) => name === 'getter');
  assert.strictEqual(getter.get.type, 'function');
  assert.strictEqual(properties.find(({ name }) => name === 'big').value.unserializableValue, '10n');
  const called = await Runtime.callFunctionOn({
    objectId: things.objectId, functionDeclaration: 'function(add) { return this.getter + add; }', arguments: [{ value: 4 }],
  });
  assert.strictEqual(called.result.value, 9);
  await Runtime.releaseObject({ objectId: things.objectId });
  await assert.rejects(Runtime.getProperties({ objectId: things.objectId }), /Could not find object with given id/);

  const line = await Runtime.evaluate({ expression: 'require("node:path").sep', includeCommandLineAPI: true });
  assert.strictEqual(line.result.value, '/');
  assert.strictEqual((await Runtime.evaluate({ expression: 'typeof require' })).result.value, 'undefined');
  assert.strictEqual((await Runtime.evaluate({ expression: 'await 5', replMode: true })).result.value, 5);
  const thrown = await Runtime.evaluate({ expression: 'throw new Error("told")' });
  assert.match(thrown.exceptionDetails.exception.description, /^Error: told\n/);

  await Runtime.addBinding({ name: 'tell' });
  const told = client.next('Runtime.bindingCalled');
  await Runtime.evaluate({ expression: 'tell("hello")' });
  assert.strictEqual((await told).payload, 'hello');

  await Runtime.evaluate({ expression: 'console.log("a", { b: 1 }); console.warn(1); console.table([1])' });
  await Runtime.evaluate({ expression: 'console.assert(false, "no"); console.trace()' });
  const types = client.events.filter(({ method }) => method === 'Runtime.consoleAPICalled').map(({ params: { type } }) => type);
  for (const type of ['log', 'warning', 'table', 'assert', 'trace']) assert.ok(types.includes(type), `${types}`);

  const { scriptId } = client.events.find(({ method, params }) => method === 'Debugger.scriptParsed' && params.url.endsWith('ticking.js')).params;
  const { scriptSource } = await Debugger.getScriptSource({ scriptId });
  const refused = await Debugger.setScriptSource({ scriptId, scriptSource: scriptSource.replace('return sum', 'return (') });
  assert.strictEqual(refused.status, 'CompileError');
  assert.match(refused.exceptionDetails.text, /SyntaxError/);
  const edited = await Debugger.setScriptSource({ scriptId, scriptSource: scriptSource.replace('a + b', 'a * 100') });
  assert.strictEqual(edited.status, 'Ok');
  assert.strictEqual((await Runtime.evaluate({ expression: 'later()', awaitPromise: true })).result.value, 100);

  await assert.rejects(client.send('Nothing.here'), /'Nothing.here' wasn't found/);
  await assert.rejects(client.send('Runtime.evaluate', {}), /Invalid parameters/);
  await client.close();
  debuggee.child.kill();
})();
