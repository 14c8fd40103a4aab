'use strict';

// The same messages there and back: within a function, to a worker, to a process in JSON and in V8's format.

const scope = require('isoscope');
const { fork } = require('child_process');
const { Worker, isMainThread, parentPort } = require('worker_threads');

if (process.send !== undefined) {
  process.on('message', (message) => process.send(message));
  return;
}
if (!isMainThread) {
  parentPort.on('message', (message) => parentPort.postMessage(message));
  return;
}

const { messages, refute } = scope.parameters({ messages: 300, refute: false });
scope.enable('boundary');
const message = { id: 7, text: 'x'.repeat(1000), list: Array.from({ length: 50 }, (_, i) => i) };

async function roundTrips(send, receive) {
  for (let i = 0; i < 20; i++) await trip(i);
  const start = performance.now();
  for (let i = 0; i < messages; i++) await trip(i);
  return (performance.now() - start) * 1000 / messages;
  function trip() {
    return new Promise((resolve) => {
      receive(resolve);
      send(message);
    });
  }
}

async function toWorker(value) {
  const worker = new Worker(__filename);
  const time = await roundTrips((one) => worker.postMessage(one), (resolve) => worker.once('message', resolve));
  const back = await new Promise((resolve) => worker.once('message', resolve).postMessage(value));
  await worker.terminate();
  return { time, back };
}

async function toProcess(value, serialization) {
  const child = fork(__filename, [], { serialization });
  const time = await roundTrips((one) => child.send(one), (resolve) => child.once('message', resolve));
  const back = await new Promise((resolve) => {
    child.once('message', resolve);
    child.send(value);
  });
  child.disconnect();
  return { time, back };
}

const counts = () => {
  const calls = {};
  for (const { binding, function: name, calls: count } of scope.history({ kinds: ['boundary'] }).items) {
    calls[`${binding}.${name}`] = (calls[`${binding}.${name}`] ?? 0) + count;
  }
  return calls;
};

(async () => {
  const rich = { when: new Date(0), set: new Set([1]), bytes: new Uint8Array([1, 2]), nothing: undefined };
  let here = 0;
  const start = performance.now();
  for (let i = 0; i < messages; i++) here += message.list.length + message.text.length;
  const call = (performance.now() - start) * 1000 / messages;
  const worker = refute ? { time: call, back: rich } : await toWorker(rich);
  const json = refute ? { time: call, back: rich } : await toProcess(rich, 'json');
  const advanced = refute ? { time: call, back: rich } : await toProcess(rich, 'advanced');
  if (here === 0) throw new Error('unreachable');

  console.log(`there and back, ${messages} times: a call ${call.toFixed(2)} us; a worker ${worker.time.toFixed(0)} us; ` +
    `a process ${json.time.toFixed(0)} us in JSON, ${advanced.time.toFixed(0)} us in V8's format`);
  const calls = counts();
  const texts = calls['pipe_wrap.LibuvStreamWrap.writeUtf8String'] ?? 0;
  const blocks = calls['pipe_wrap.LibuvStreamWrap.writeBuffer'] ?? 0;
  const posted = scope.history({ kinds: ['worker'] }).items.filter(({ event, sizeBytes }) => event === 'messageOut' && sizeBytes > 1000);
  console.log(`${texts} texts and ${blocks} blocks written to sockets; ${posted.length} messages of ${posted[0]?.sizeBytes ?? 0} bytes to the ` +
    `worker and back`);
  scope.expect('each message to a worker is copied into bytes, both ways', posted.length >= 2 * messages,
               { posted: posted.length, bytes: posted[0]?.sizeBytes });
  scope.expect('each message to a process is a write to a socket: a text as JSON, a block in V8\'s format', texts >= messages && blocks >= messages,
               { texts, blocks });
  scope.expect('JSON loses what it has no words for',
               typeof json.back.when === 'string' && !(json.back.set instanceof Set) && !('nothing' in json.back),
               { back: json.back });
  scope.expect('V8\'s format keeps it, for workers and for processes', [worker, advanced].every(({ back }) =>
    back.when instanceof Date && back.set instanceof Set && back.bytes[1] === 2 && 'nothing' in back));
  scope.expect('each is a copy', worker.back !== rich && advanced.back !== rich && json.back !== rich);
})();
