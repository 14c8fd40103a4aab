'use strict';

// An Agent can be made, and http's classes derived from: only what would need TLS fails.

const { Agent: HttpAgent } = require('http');
const { notYet } = require('internal/not_yet');

const missing = notYet('https', ['request', 'get', 'createServer', 'Server', 'createConnection']);

function Agent(options) {
  if (!(this instanceof Agent)) return new Agent(options);
  HttpAgent.call(this, { defaultPort: 443, protocol: 'https:', ...options });
}
Object.setPrototypeOf(Agent.prototype, HttpAgent.prototype);
Object.setPrototypeOf(Agent, HttpAgent);
Agent.prototype.createConnection = missing.createConnection;

const { request, get, createServer, Server } = missing;

module.exports = { Agent, globalAgent: new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 }), Server, createServer, get, request };
