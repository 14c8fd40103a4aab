'use strict';

// dns: lookup() asks the operating system, everything else a DNS server.

const { GetNameInfoReqWrap, getnameinfo } = internalBinding('cares_wrap');
const {
  DNSException,
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS },
} = require('internal/errors');
const { isIP } = require('internal/net');
const { kCustomPromisifyArgs } = require('internal/util/promisify');
const { validateFunction, validatePort, validateString } = require('internal/validators');
const errorCodes = require('internal/dns/codes');
const { ADDRCONFIG, ALL, V4MAPPED, getDefaultResultOrder, lookup, setDefaultResultOrder } = require('internal/dns/lookup');
const { ResolverBase, defaultResolver, kQueries, query, setDefaultServers } = require('internal/dns/resolver');

function lookupService(address, port, callback) {
  if (arguments.length !== 3) throw new ERR_MISSING_ARGS('address', 'port', 'callback');
  if (isIP(address) === 0) throw new ERR_INVALID_ARG_VALUE('address', address);
  validatePort(port);
  validateFunction(callback, 'callback');
  const request = new GetNameInfoReqWrap();
  request.callback = callback;
  request.hostname = address;
  request.port = +port;
  request.oncomplete = (errno, hostname, service) => {
    if (errno) callback(new DNSException(errno, 'getnameinfo', address));
    else callback(null, hostname, service);
  };
  const errno = getnameinfo(request, address, +port);
  if (errno) throw new DNSException(errno, 'getnameinfo', address);
  return request;
}

Object.defineProperty(lookup, kCustomPromisifyArgs, { __proto__: null, value: ['address', 'family'], enumerable: false });
Object.defineProperty(lookupService, kCustomPromisifyArgs, { __proto__: null, value: ['hostname', 'service'], enumerable: false });

class Resolver extends ResolverBase {}

const byType = { __proto__: null };
for (const { 0: name, 1: type, 2: syscall, 3: rrtype } of kQueries) {
  const method = {
    [syscall](hostname, options, callback) {
      if (arguments.length <= 2) {
        callback = options;
        options = undefined;
      }
      validateString(hostname, 'name');
      validateFunction(callback, 'callback');
      return query(this, hostname, type, syscall, (type === 1 || type === 28) && Boolean(options?.ttl), callback);
    },
  }[syscall];
  Resolver.prototype[name] = byType[rrtype] = method;
}

Resolver.prototype.reverse = function getHostByAddr(address, options, callback) {
  if (arguments.length <= 2) callback = options;
  validateString(address, 'name');
  validateFunction(callback, 'callback');
  return query(this, address, 0, 'getHostByAddr', false, callback);
};

Resolver.prototype.resolve = function resolve(hostname, rrtype, callback) {
  let method;
  if (typeof rrtype === 'string') {
    method = byType[rrtype];
  } else if (typeof rrtype === 'function') {
    callback = rrtype;
    method = byType.A;
  } else {
    throw new ERR_INVALID_ARG_TYPE('rrtype', 'string', rrtype);
  }
  if (method === undefined) throw new ERR_INVALID_ARG_VALUE('rrtype', rrtype);
  return Reflect.apply(method, this, [hostname, callback]);
};

const kMethods = ['getServers', 'resolve', 'resolve4', 'resolve6', 'resolveAny', 'resolveCaa', 'resolveCname', 'resolveMx', 'resolveNaptr',
                  'resolveNs', 'resolvePtr', 'resolveSoa', 'resolveSrv', 'resolveTlsa', 'resolveTxt', 'reverse'];

module.exports = {
  lookup,
  lookupService,
  Resolver,
  getDefaultResultOrder,
  setDefaultResultOrder,
  setServers(servers) { setDefaultServers(servers, Resolver); },
  ADDRCONFIG,
  ALL,
  V4MAPPED,
  ...errorCodes,
};

for (const name of kMethods) {
  const method = Resolver.prototype[name];
  module.exports[name] = {
    [method.name](...args) { return Reflect.apply(method, defaultResolver(Resolver), args); },
  }[method.name];
}

Object.defineProperty(module.exports, 'promises', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return require('dns/promises'); },
});
