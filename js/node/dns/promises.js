'use strict';

// dns/promises: the same questions, with promises for the answers.

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS },
} = require('internal/errors');
const { isIP } = require('internal/net');
const { validatePort, validateString } = require('internal/validators');
const errorCodes = require('internal/dns/codes');
const callbacks = require('internal/dns/lookup');
const { ResolverBase, defaultResolver, kQueries, query, setDefaultServers } = require('internal/dns/resolver');

function promiseOf(start) {
  return new Promise((resolve, reject) => start((error, result) => { if (error) reject(error); else resolve(result); }));
}

// Wrong arguments are thrown, not rejected, as in Node.
function lookup(hostname, options) {
  if (typeof options === 'function') throw new ERR_INVALID_ARG_TYPE('options', ['integer', 'object'], options);
  const { promise, resolve, reject } = Promise.withResolvers();
  callbacks.lookup(hostname, options, (error, address, family) => {
    if (error) reject(error);
    else resolve(family === undefined ? address : { address, family });
  });
  return promise;
}

function lookupService(address, port) {
  if (arguments.length !== 2) throw new ERR_MISSING_ARGS('address', 'port');
  if (isIP(address) === 0) throw new ERR_INVALID_ARG_VALUE('address', address);
  validatePort(port);
  const { promise, resolve, reject } = Promise.withResolvers();
  require('dns').lookupService(address, +port, (error, hostname, service) => {
    if (error) reject(error);
    else resolve({ hostname, service });
  });
  return promise;
}

class Resolver extends ResolverBase {}

const byType = { __proto__: null };
for (const { 0: name, 1: type, 2: syscall, 3: rrtype } of kQueries) {
  const method = {
    [syscall](hostname, options) {
      validateString(hostname, 'name');
      const withTtls = (type === 1 || type === 28) && Boolean(options?.ttl);
      return promiseOf((done) => query(this, hostname, type, syscall, withTtls, done));
    },
  }[syscall];
  Resolver.prototype[name] = byType[rrtype] = method;
}

Resolver.prototype.reverse = function getHostByAddr(address) {
  validateString(address, 'name');
  return promiseOf((done) => query(this, address, 0, 'getHostByAddr', false, done));
};

Resolver.prototype.resolve = function resolve(hostname, rrtype) {
  if (rrtype !== undefined) {
    validateString(rrtype, 'rrtype');
    if (byType[rrtype] === undefined) throw new ERR_INVALID_ARG_VALUE('rrtype', rrtype);
  }
  return Reflect.apply(byType[rrtype ?? 'A'], this, [hostname]);
};

const kMethods = ['getServers', 'resolve', 'resolve4', 'resolve6', 'resolveAny', 'resolveCaa', 'resolveCname', 'resolveMx', 'resolveNaptr',
                  'resolveNs', 'resolvePtr', 'resolveSoa', 'resolveSrv', 'resolveTlsa', 'resolveTxt', 'reverse'];

module.exports = {
  lookup,
  lookupService,
  Resolver,
  getDefaultResultOrder: callbacks.getDefaultResultOrder,
  setDefaultResultOrder: callbacks.setDefaultResultOrder,
  setServers(servers) { setDefaultServers(servers, Resolver); },
  ...errorCodes,
};

for (const name of kMethods) {
  const method = Resolver.prototype[name];
  module.exports[name] = {
    [method.name](...args) { return Reflect.apply(method, defaultResolver(Resolver), args); },
  }[method.name];
}
