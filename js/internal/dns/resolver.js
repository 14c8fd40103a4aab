'use strict';

// What dns.Resolver and dns.promises.Resolver share: a c-ares channel with its servers, and queries to it.

const { ChannelWrap, QueryReqWrap, strerror } = internalBinding('cares_wrap');
const {
  DNSException,
  codes: { ERR_DNS_SET_SERVERS_FAILED, ERR_INVALID_IP_ADDRESS },
} = require('internal/errors');
const { isIP } = require('internal/net');
const { validateArray, validateInt32, validateString, validateUint32 } = require('internal/validators');

const kDnsPort = 53;
const kDefaultTries = 4;
const kBracketed = /^\[([^[\]]*)\]/;
const kAddressAndPort = /(^.+?)(?::(\d+))?$/;

// The methods, the types they ask for and the name of the call in errors.
const kQueries = [
  ['resolveAny', 255, 'queryAny', 'ANY'],
  ['resolve4', 1, 'queryA', 'A'],
  ['resolve6', 28, 'queryAaaa', 'AAAA'],
  ['resolveCaa', 257, 'queryCaa', 'CAA'],
  ['resolveCname', 5, 'queryCname', 'CNAME'],
  ['resolveMx', 15, 'queryMx', 'MX'],
  ['resolveNs', 2, 'queryNs', 'NS'],
  ['resolveTlsa', 52, 'queryTlsa', 'TLSA'],
  ['resolveTxt', 16, 'queryTxt', 'TXT'],
  ['resolveSrv', 33, 'querySrv', 'SRV'],
  ['resolvePtr', 12, 'queryPtr', 'PTR'],
  ['resolveNaptr', 35, 'queryNaptr', 'NAPTR'],
  ['resolveSoa', 6, 'querySoa', 'SOA'],
];

// -- Servers -------------------------------------------------------------------------------------------------------------------------------

// As in Node, only 16 bits of a port count.
function portOf(text) {
  return Number.parseInt(text, 10) & 0xffff;
}

// "1.2.3.4", "1.2.3.4:53", "::1" or "[::1]:53" as [address, port].
function parseServer(server) {
  if (isIP(server) !== 0) return [server, kDnsPort];
  const bracketed = kBracketed.exec(server);
  if (bracketed !== null && isIP(bracketed[1]) !== 0) {
    return [bracketed[1], portOf(server.replace(kAddressAndPort, '$2')) || kDnsPort];
  }
  const { 1: address, 2: port = kDnsPort } = kAddressAndPort.exec(server) ?? [];
  if (address !== undefined && isIP(address) !== 0) return [address, portOf(port)];
  throw new ERR_INVALID_IP_ADDRESS(server);
}

function formatServer({ 0: address, 1: port }) {
  if (!port || port === kDnsPort) return address;
  return isIP(address) === 6 ? `[${address}]:${port}` : `${address}:${port}`;
}

class ResolverBase {
  constructor(options = undefined) {
    const { timeout = -1, tries = kDefaultTries, maxTimeout = 0 } = { ...options };
    validateInt32(timeout, 'options.timeout', -1);
    validateInt32(tries, 'options.tries', 1);
    validateUint32(maxTimeout, 'options.maxTimeout');
    this._handle = new ChannelWrap(timeout, tries, maxTimeout);
  }

  cancel() {
    this._handle.cancel();
  }

  getServers() {
    return (this._handle.getServers() ?? []).map(formatServer);
  }

  setServers(servers) {
    validateArray(servers, 'servers');
    const pairs = [];
    for (let i = 0; i < servers.length; i++) {
      validateString(servers[i], `servers[${i}]`);
      pairs.push(...parseServer(servers[i]));
    }
    const before = this._handle.getServers().flat();
    const status = this._handle.setServers(pairs);
    if (status === 0) return;
    this._handle.setServers(before);
    throw new ERR_DNS_SET_SERVERS_FAILED(strerror(status), servers);
  }

  setLocalAddress(ipv4, ipv6) {
    validateString(ipv4, 'ipv4');
    if (ipv6 !== undefined) validateString(ipv6, 'ipv6');
    this._handle.setLocalAddress(ipv4, ipv6);
  }
}

// -- Queries -------------------------------------------------------------------------------------------------------------------------------

const kNonAscii = /[^\x00-\x7f]/;
function toAscii(name) {
  return kNonAscii.test(name) ? require('internal/url').domainToASCII(name) : name;
}

// `done(error, result)`. `type` 0 asks for the names of an address.
function query(resolver, name, type, syscall, withTtls, done) {
  const request = new QueryReqWrap();
  request.bindingName = syscall;
  request.hostname = name;
  request.oncomplete = (code, result, ttls) => {
    if (code !== null) {
      done(new DNSException(code, syscall, name));
      return;
    }
    if (withTtls) result = result.map((address, index) => ({ address, ttl: ttls[index] }));
    done(null, result);
  };
  if (type !== 0) {
    resolver._handle.query(request, type, toAscii(name));
    return request;
  }
  const errno = resolver._handle.getHostByAddr(request, name);
  if (errno) throw new DNSException(errno, syscall, name);
  return request;
}

// -- The resolvers that the modules' own functions use ---------------------------------------------------------------------------------------

let defaultServers;
const defaults = new Map();

function defaultResolver(Resolver) {
  let resolver = defaults.get(Resolver);
  if (resolver === undefined) {
    resolver = new Resolver();
    if (defaultServers !== undefined) resolver.setServers(defaultServers);
    defaults.set(Resolver, resolver);
  }
  return resolver;
}

// For both modules at once; running queries go on with the servers they have.
function setDefaultServers(servers, Resolver) {
  const resolver = new Resolver();
  resolver.setServers(servers);
  defaultServers = servers;
  defaults.clear();
  defaults.set(Resolver, resolver);
}

module.exports = { ResolverBase, defaultResolver, kQueries, query, setDefaultServers };
