'use strict';

// What a debugger finds over HTTP, and whom it is told to.

const assert = require('assert');
const { debug, getJson } = require('../common/debuggee');

(async () => {
  const debuggee = debug(['--inspect=0', '-e', 'setInterval(() => {}, 1000)']);
  await debuggee.listening;
  const [target] = (await getJson(debuggee, '/json/list')).json();
  assert.strictEqual(target.type, 'node');
  assert.strictEqual(target.webSocketDebuggerUrl, `ws://127.0.0.1:${debuggee.port}${debuggee.path}`);
  assert.strictEqual(`/${target.id}`, debuggee.path);
  assert.match(target.devtoolsFrontendUrl, /^devtools:/);
  assert.deepStrictEqual((await getJson(debuggee, '/json')).json(), [target]);
  const version = (await getJson(debuggee, '/json/version')).json();
  assert.deepStrictEqual(version, { 'Browser': `node.js/${process.version}`, 'Protocol-Version': '1.1' });
  for (const host of ['evil.example', 'evil.example:80', '127.0.0.1.evil.example']) {
    assert.strictEqual((await getJson(debuggee, '/json', { host })).status, 400, host);
  }
  for (const host of ['localhost', `127.0.0.1:${debuggee.port}`, '[::1]:1']) {
    assert.strictEqual((await getJson(debuggee, '/json', { host })).status, 200, host);
  }
  assert.strictEqual((await getJson(debuggee, '/')).status, 400);
  debuggee.child.kill();
})();
