'use strict';

// A page of another origin may not debug, whatever its Host; DevTools' pages and our own may. (Node checks the Host only.)

const assert = require('assert');
const { Client, debug, getJson } = require('../common/debuggee');

(async () => {
  const debuggee = debug(['--inspect=0', '-e', 'setInterval(() => {}, 1000)']);
  await debuggee.listening;
  for (const origin of ['http://evil.example', 'null', 'https://127.0.0.1', `http://127.0.0.1:${debuggee.port - 1}`]) {
    assert.strictEqual(await Client.connect(debuggee, { headers: { origin } }), 403, origin);
    assert.strictEqual((await getJson(debuggee, '/json', { origin })).status, 403, origin);
  }
  for (const origin of ['devtools://devtools', `http://127.0.0.1:${debuggee.port}`]) {
    const client = await Client.connect(debuggee, { headers: { origin } });
    assert.strictEqual(await client.value('1 + 1'), 2);
    await client.close();
  }
  debuggee.child.kill();
})();
