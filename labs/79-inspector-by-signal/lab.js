'use strict';

// A process that runs without an inspector gets one by a signal, and answers a debugger, without a restart.

const scope = require('isoscope');
const { spawn } = require('child_process');
const http = require('http');

const { refute } = scope.parameters({ refute: false });

const program = `
  let counter = 0;
  function tick() { counter++; }
  setInterval(tick, 5);
  process.stdout.write('running');
`;
// Port 0: any that is free, when it comes to it.
const child = spawn(process.execPath, ['--inspect-port=0', '-e', program], { stdio: ['ignore', 'pipe', 'pipe'] });
let said = '';
const listening = new Promise((resolve) => {
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said += text;
    const address = /ws:\/\/(127\.0\.0\.1:\d+)\/\S+/.exec(said);
    if (address !== null) resolve({ url: address[0], host: address[1] });
  });
});
const ended = new Promise((resolve) => child.on('close', (code, signal) => resolve(signal ?? code)));

function getJson(url) {
  return new Promise((resolve, reject) => {
    http.get(url, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => { text += chunk; }).on('end', () => resolve(JSON.parse(text)));
    }).on('error', reject);
  });
}

async function debug(url) {
  const socket = new WebSocket(url);
  const answers = new Map();
  let id = 0;
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    answers.get(message.id)?.(message.result);
  };
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  return {
    ask: (method, params) => new Promise((resolve) => {
      answers.set(++id, resolve);
      socket.send(JSON.stringify({ id, method, params }));
    }),
    close: () => new Promise((resolve) => {
      socket.onclose = resolve;
      socket.close();
    }),
  };
}

// --inspect-brk: the script waits on its first line for whoever debugs it.
function waiting() {
  return new Promise((resolve) => {
    const other = spawn(process.execPath, ['--inspect-brk=0', '-e', 'console.log("ran")'], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    other.stdout.setEncoding('utf8').on('data', (text) => { out += text; });
    other.stderr.once('data', () => setTimeout(() => other.kill('SIGKILL'), 50));
    other.on('close', (code, signal) => resolve({ out, signal }));
  });
}

child.stdout.once('data', async () => {
  const before = said;
  if (refute) {
    child.kill('SIGKILL');
    scope.expect('a signal opened the inspector', false);
    return;
  }
  child.kill('SIGUSR1');
  const { url, host } = await listening;
  const [target] = await getJson(`http://${host}/json/list`);
  const debugging = await debug(url);
  const { result: { value: pid } } = await debugging.ask('Runtime.evaluate', { expression: 'process.pid' });
  await debugging.ask('Profiler.enable', {});
  await debugging.ask('Profiler.start', {});
  const { result: { value: sum } } = await debugging.ask('Runtime.evaluate', { expression: 'let s = 0; for (let i = 0; i < 1e5; i++) s += i; s' });
  const { profile } = await debugging.ask('Profiler.stop', {});
  await debugging.close();
  child.kill('SIGTERM');
  const held = await waiting();
  const end = await ended;
  console.log(`before the signal: ${JSON.stringify(before)}; after: ${said.split('\n')[0]}`);
  scope.expect('it ran without an inspector', before === '');
  scope.expect('a signal opened it, on this machine only', /^ws:\/\/127\.0\.0\.1:/.test(url) && target.webSocketDebuggerUrl === url,
               { type: target.type });
  scope.expect('a debugger can ask it', pid === child.pid && sum === 4999950000, { sum });
  scope.expect('and profile it', profile.nodes.length > 0, { nodes: profile.nodes.length });
  scope.expect('--inspect-brk holds a script before its first line', held.out === '' && held.signal === 'SIGKILL', held);
  scope.expect('it was the same process all the while', end === 'SIGTERM', { end });
});
