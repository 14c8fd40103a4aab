'use strict';

const agents = require('internal/http/agent');
const { ClientRequest } = require('internal/http/client_request');
const { IncomingMessage, methods, parsers } = require('internal/http/common');
const { OutgoingMessage, validateHeaderName, validateHeaderValue } = require('internal/http/outgoing');
const { STATUS_CODES, Server, ServerResponse, _connectionListener } = require('internal/http/server');
const { getOptionValue } = require('internal/options');
const { validateInteger } = require('internal/validators');

function createServer(options, requestListener) {
  return new Server(options, requestListener);
}

function request(url, options, callback) {
  return new ClientRequest(url, options, callback);
}

function get(url, options, callback) {
  const made = request(url, options, callback);
  made.end();
  return made;
}

module.exports = {
  _connectionListener,
  METHODS: methods.toSorted(),
  STATUS_CODES,
  Agent: agents.Agent,
  ClientRequest,
  IncomingMessage,
  OutgoingMessage,
  Server,
  ServerResponse,
  createServer,
  validateHeaderName,
  validateHeaderValue,
  get,
  request,
  setMaxIdleHTTPParsers(max) {
    validateInteger(max, 'max', 1);
    parsers.max = max;
  },
};

function define(name, get, set) {
  Object.defineProperty(module.exports, name, { __proto__: null, configurable: true, enumerable: true, get, set });
}

define('maxHeaderSize', () => getOptionValue('--max-http-header-size'));
define('globalAgent', () => agents.globalAgent, (agent) => { agents.globalAgent = agent; });
for (const name of ['WebSocket', 'CloseEvent', 'MessageEvent']) define(name, () => globalThis[name]);
