'use strict';

// NodeTracing over the protocol: what is refused, events of V8 and of the program, all of them before tracingComplete; and of a program with itself.

const assert = require('assert');
const { Session } = require('inspector');
const { attach } = require('../common/debuggee');

async function remote() {
  const { debuggee, client } = await attach(['--inspect=0', '-e', 'setInterval(() => {}, 1000)']);
  const { categories } = await client.send('NodeTracing.getCategories');
  for (const category of ['node', 'node.fs.sync', 'v8']) assert.ok(categories.includes(category), category);
  const refused = async (params) => (await client.ask('NodeTracing.start', params)).error.message;
  assert.strictEqual(await refused({}), 'Invalid parameters');
  assert.strictEqual(await refused({ traceConfig: {} }), 'Invalid parameters');
  assert.strictEqual(await refused({ traceConfig: { includedCategories: [] } }), 'At least one category should be enabled');
  const events = [];
  client.on('NodeTracing.dataCollected', ({ value }) => events.push(...value));
  await client.send('NodeTracing.start', { traceConfig: { includedCategories: ['node.fs.sync', 'v8'] } });
  assert.match(await refused({ traceConfig: { includedCategories: ['v8'] } }), /NodeTracing::end to stop tracing/);
  await client.value('process.getBuiltinModule("fs").statSync("."); 0');
  await client.send('HeapProfiler.collectGarbage');
  const complete = client.next('NodeTracing.tracingComplete');
  await client.send('NodeTracing.stop');
  await complete;
  assert.deepStrictEqual(events.filter(({ name }) => name === 'fs.sync.stat').map(({ ph }) => ph), ['B', 'E']);
  assert.ok(events.some(({ cat }) => cat.includes('v8')));
  const count = events.length;
  await client.value('process.getBuiltinModule("fs").statSync("."); 0');
  assert.strictEqual(events.length, count);
  debuggee.child.kill();
}

async function own() {
  const session = new Session();
  session.connect();
  const post = (method, params) => new Promise((resolve, reject) => {
    session.post(method, params, (error, result) => (error ? reject(error) : resolve(result)));
  });
  const events = [];
  session.on('NodeTracing.dataCollected', ({ params }) => events.push(...params.value));
  const complete = new Promise((resolve) => session.once('NodeTracing.tracingComplete', resolve));
  await post('NodeTracing.start', { traceConfig: { includedCategories: ['node.console'] } });
  console.count('label');
  await post('NodeTracing.stop');
  await complete;
  assert.ok(events.some(({ name, ph, args }) => name === 'count::label' && ph === 'C' && args.data === 1));
  session.disconnect();
}

remote().then(own);
