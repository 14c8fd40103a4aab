'use strict';

// dns.lookup(): the addresses of a name as the operating system knows them, through getaddrinfo on the pool.

const { GetAddrInfoReqWrap, getaddrinfo, constants } = internalBinding('cares_wrap');
const { DNSException, codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { isIP } = require('internal/net');
const { validateBoolean, validateFunction, validateNumber, validateOneOf, validateString } = require('internal/validators');

const { AI_ADDRCONFIG, AI_ALL, AI_V4MAPPED } = constants;
const kOrders = ['verbatim', 'ipv4first', 'ipv6first'];
const kKnownHints = AI_ADDRCONFIG | AI_ALL | AI_V4MAPPED;

let defaultOrder;
function getDefaultResultOrder() {
  return defaultOrder ??= require('internal/options').getOptionValue('--dns-result-order') || 'verbatim';
}
function setDefaultResultOrder(order) {
  validateOneOf(order, 'dnsOrder', kOrders);
  defaultOrder = order;
}

function toFamily(family) {
  if (family === undefined || family === 0 || family === '0') return 0;
  if (family === 'IPv4') return 4;
  if (family === 'IPv6') return 6;
  validateOneOf(family, 'options.family', [0, 4, 6]);
  return family;
}

// What lookup()'s second argument says: a family, or an object.
function readOptions(options) {
  const read = { hints: 0, family: 0, all: false, order: getDefaultResultOrder() };
  if (options === undefined || options === null) return read;
  if (typeof options !== 'object') {
    if (typeof options !== 'number') throw new ERR_INVALID_ARG_TYPE('options', ['integer', 'object'], options);
    validateOneOf(options, 'family', [0, 4, 6]);
    read.family = options;
    return read;
  }
  if (options.hints != null) {
    validateNumber(options.hints, 'options.hints');
    read.hints = options.hints >>> 0;
    if ((read.hints & ~kKnownHints) !== 0) throw new ERR_INVALID_ARG_VALUE('hints', read.hints);
  }
  if (options.family != null) read.family = toFamily(options.family);
  if (options.all != null) {
    validateBoolean(options.all, 'options.all');
    read.all = options.all;
  }
  if (options.verbatim != null) {
    validateBoolean(options.verbatim, 'options.verbatim');
    read.order = options.verbatim ? 'verbatim' : 'ipv4first';
  }
  if (options.order != null) {
    validateOneOf(options.order, 'options.order', kOrders);
    read.order = options.order;
  }
  return read;
}

function sorted(addresses, order) {
  if (order === 'verbatim') return addresses;
  const first = order === 'ipv4first' ? 4 : 6;
  return [...addresses.filter((address) => isIP(address) === first), ...addresses.filter((address) => isIP(address) !== first)];
}

let hasWarned = false;
function warnOfNoName(hostname) {
  if (hasWarned) return;
  hasWarned = true;
  const text = `The provided hostname "${hostname}" is not a valid hostname, and is supported in the dns module solely for compatibility.`;
  process.emitWarning(text, 'DeprecationWarning', 'DEP0118');
}

function lookup(hostname, options, callback) {
  if (hostname) validateString(hostname, 'hostname');
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  const isNoOption = options !== undefined && typeof options !== 'number' && typeof options !== 'object';
  validateFunction(isNoOption && arguments.length === 2 ? options : callback, 'callback');
  const { hints, family, all, order } = readOptions(options);
  if (!hostname) {
    warnOfNoName(hostname);
    process.nextTick(callback, null, ...(all ? [[]] : [null, family === 6 ? 6 : 4]));
    return {};
  }
  const literal = isIP(hostname);
  if (literal) {
    process.nextTick(callback, null, ...(all ? [[{ address: hostname, family: literal }]] : [hostname, literal]));
    return {};
  }
  const request = new GetAddrInfoReqWrap();
  request.hostname = hostname;
  request.family = family;
  request.callback = callback;
  request.oncomplete = (err, addresses) => {
    if (err) {
      callback(new DNSException(err, 'getaddrinfo', hostname));
      return;
    }
    const found = sorted(addresses, order);
    if (all) callback(null, found.map((address) => ({ address, family: isIP(address) })));
    else callback(null, found[0], isIP(found[0]));
  };
  const err = getaddrinfo(request, hostname, family, hints);
  if (err) process.nextTick(callback, new DNSException(err, 'getaddrinfo', hostname));
  return request;
}

module.exports = { ADDRCONFIG: AI_ADDRCONFIG, ALL: AI_ALL, V4MAPPED: AI_V4MAPPED, getDefaultResultOrder, lookup, setDefaultResultOrder };
