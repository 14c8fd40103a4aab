'use strict';

// GET /json/protocol: every command it names is there. (Node describes some that it has behind options only.)

const assert = require('assert');
const { Client, debug, getJson } = require('../common/debuggee');

(async () => {
  const debuggee = debug(['--inspect=0', '-e', 'setInterval(() => {}, 1000)']);
  await debuggee.listening;
  const { version, domains } = (await getJson(debuggee, '/json/protocol')).json();
  assert.strictEqual(typeof version.major, 'string');
  const names = domains.map(({ domain }) => domain);
  for (const name of ['Console', 'Debugger', 'HeapProfiler', 'Profiler', 'Runtime', 'Schema']) assert(names.includes(name), name);
  for (const name of ['NodeRuntime', 'NodeTracing', 'NodeWorker', 'Network']) assert(names.includes(name), name);
  const client = await Client.connect(debuggee);
  for (const { domain, commands } of domains) {
    for (const { name } of commands ?? []) {
      // Waits for nobody; and answers only when the program is paused or waits.
      if (['terminateExecution', 'runIfWaitingForDebugger', 'takeHeapSnapshot'].includes(name)) continue;
      const { error } = await client.ask(`${domain}.${name}`);
      if (error !== undefined) assert.notStrictEqual(error.code, -32601, `${domain}.${name}: ${error.message}`);
    }
  }
  debuggee.child.kill();
})();
