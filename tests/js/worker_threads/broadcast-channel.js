'use strict';

// Everybody of a name but the sender hears a broadcast, in other threads too.

const assert = require('assert');
const { BroadcastChannel, Worker, isMainThread } = require('worker_threads');

const channel = new BroadcastChannel('test');
if (isMainThread) {
  const other = new BroadcastChannel('test');
  const stranger = new BroadcastChannel('else');
  const heard = [];
  stranger.onmessage = () => assert.fail('another name');
  other.onmessage = ({ data }) => {
    heard.push(`other ${data}`);
    if (data === 'thanks') other.close();
  };
  channel.onmessage = ({ data }) => {
    heard.push(`first ${data}`);
    channel.postMessage('thanks');
    stranger.close();
    channel.close();
  };
  new Worker(__filename).on('exit', (code) => {
    assert.strictEqual(code, 0);
    assert.deepStrictEqual(heard.sort(), ['first from worker', 'other from worker', 'other thanks']);
    assert.throws(() => channel.postMessage(1), { message: 'BroadcastChannel is closed.' });
  });
} else {
  channel.onmessage = ({ data }) => {
    assert.strictEqual(data, 'thanks');
    channel.close();
  };
  channel.postMessage('from worker');
}
