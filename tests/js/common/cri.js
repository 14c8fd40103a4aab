'use strict';

// chrome-remote-interface, as others use it: its protocol comes from /json/protocol of the program it debugs.

const path = require('path');
const { debug } = require('./debuggee');
const CRI = require('../../../third_party/npm/dist/node_modules/chrome-remote-interface');

// { debuggee, client }; `events` of the client are all that came.
async function attachWithCri(args, options) {
  const debuggee = debug(args, options);
  await debuggee.listening;
  return { debuggee, client: await connectWithCri(debuggee) };
}

async function connectWithCri(debuggee, options) {
  const client = await CRI({ host: '127.0.0.1', port: debuggee.port, ...options });
  client.events = [];
  client.on('event', (event) => client.events.push(event));
  // The params of the next event of that name that `matches`.
  client.next = (method, matches = () => true) => new Promise((resolve) => {
    const listener = (params) => {
      if (!matches(params)) return;
      client.removeListener(method, listener);
      resolve(params);
    };
    client.on(method, listener);
  });
  return client;
}

const fixture = (name) => path.join(__dirname, '../inspector/fixtures', name);

module.exports = { CRI, attachWithCri, connectWithCri, fixture };
