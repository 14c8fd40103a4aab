'use strict';

// The door of --scope has the Isoscope domain, without --inspect: a program and its worker are stepped, each by itself. It has nothing else, and
// nobody of another origin gets in.

const assert = require('assert');
const { Client, scoped } = require('../common/debuggee');

const kScript = `
  const { Worker } = require('worker_threads');
  setInterval(() => {}, 1);
  new Worker('setInterval(() => {}, 1)', { eval: true }).on('online', () => console.log('online'));`;

(async () => {
  const host = await scoped(['-e', kScript], 'online');
  for (const [path, headers, status] of [
    ['/isoscope', { origin: 'http://evil.example' }, 403], ['/isoscope', { origin: `http://127.0.0.1:${host.port + 1}` }, 403],
    ['/isoscope', { host: 'evil.example' }, 403], ['/isoscope?isolate=99', {}, 404], ['/isoscope?isolate=x', {}, 400],
  ]) {
    assert.strictEqual(await Client.connect(host, { path, headers }), status, `${path} ${JSON.stringify(headers)}`);
  }

  const main = await Client.connect(host, { path: '/isoscope', headers: { origin: `http://127.0.0.1:${host.port}` } });
  for (const text of [
    '{"id":101,"method":"Runtime.evaluate","params":{"expression":"process.exit(7)"}}',
    '{"id":102,"method":"Isoscope.nothing","method":"Runtime.evaluate","params":{"expression":"process.exit(7)"}}',
    '{"id":103,"method":"NodeRuntime.enable"}',
  ]) {
    main.sendText(text);
  }
  assert.match((await main.ask('Debugger.enable')).error.message, /this door has the Isoscope domain only/);
  assert.strictEqual(main.events.filter(({ error }) => error.code === -32601).length, 3);

  const worker = await Client.connect(host, { path: '/isoscope?isolate=2' });
  for (const client of [main, worker]) {
    for (const to of ['phase', 'callback', 'microtasks', 'iteration']) {
      const paused = client.next('Isoscope.paused');
      await client.send('Isoscope.step', { to });
      assert.match((await paused).at, to === 'phase' ? /phase|iteration/ : new RegExp(to));
    }
  }
  // Both are held; one runs on, the other when its debugger goes.
  const iterations = async () => {
    const { snapshot } = await main.send('Isoscope.getSnapshot');
    return snapshot.isolates.map(({ loop }) => loop.iterations);
  };
  const [held] = await iterations();
  await worker.send('Isoscope.resume');
  assert.strictEqual((await iterations())[0], held);
  await worker.close();
  main.socket.destroy();
  const after = await Client.connect(host, { path: '/isoscope' });
  const paused = after.next('Isoscope.paused');
  await after.send('Isoscope.step', { to: 'iteration' });
  assert.ok((await paused).iteration > held);
  host.child.kill();
})();
