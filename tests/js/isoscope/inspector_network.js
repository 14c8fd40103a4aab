'use strict';

// What a program tells through inspector.Network reaches whoever has enabled the domain; what is no whole event reaches nobody. (Node has it behind
// --experimental-network-inspection.)

const assert = require('assert');
const { Network, NetworkResources, Session } = require('inspector');

const session = new Session();
session.connect();
const seen = [];
session.on('inspectorNotification', ({ method, params }) => seen.push([method, params]));
const request = { url: 'http://a/', method: 'GET', headers: { a: 'b' } };
Network.requestWillBeSent({ requestId: '0', request, timestamp: 1, wallTime: 2 });
session.post('Network.enable');
Network.requestWillBeSent({ requestId: '1', request, timestamp: 1, wallTime: 2 });
Network.dataReceived({ requestId: '1', timestamp: 2, dataLength: 2, encodedDataLength: 2, data: Buffer.from('hi') });
Network.loadingFinished({ requestId: '1', timestamp: 3 });
Network.loadingFinished({ requestId: '1' });
Network.requestWillBeSent({ requestId: '2', request: { url: 'http://a/' }, timestamp: 1, wallTime: 2 });
Network.responseReceived();
assert.throws(() => Network.loadingFailed('text'), { code: 'ERR_INVALID_ARG_TYPE' });
session.post('Network.disable');
Network.loadingFinished({ requestId: '1', timestamp: 4 });
assert.deepStrictEqual(seen, [
  ['Network.requestWillBeSent', {
    initiator: { type: 'script' }, requestId: '1', request: { hasPostData: false, ...request }, timestamp: 1, wallTime: 2,
  }],
  ['Network.dataReceived', { requestId: '1', timestamp: 2, dataLength: 2, encodedDataLength: 2, data: 'aGk=' }],
  ['Network.loadingFinished', { requestId: '1', timestamp: 3 }],
]);
process.once('warning', ({ message }) => assert.match(message, /--experimental-inspector-network-resource option is not enabled/));
NetworkResources.put('http://a/map', 'data');
session.disconnect();
