'use strict';

// How a net.Socket gets connected: the name is looked up, the local end bound, and one address tried; several are in connect_multiple.

const { TCPConnectWrap } = internalBinding('tcp_wrap');
const { PipeConnectWrap } = internalBinding('pipe_wrap');
const { UV_EADDRINUSE } = internalBinding('uv');
const { asyncIdSymbol, defaultTriggerAsyncIdScope, symbols: { owner_symbol } } = require('internal/async_hooks');
const {
  ExceptionWithHostPort,
  codes: { ERR_INVALID_ADDRESS_FAMILY, ERR_INVALID_ARG_TYPE, ERR_INVALID_IP_ADDRESS, ERR_IP_BLOCKED },
} = require('internal/errors');
const { isIP } = require('internal/net');
const { checkAttemptTimeout, getDefaultAutoSelectFamily, getDefaultAutoSelectFamilyAttemptTimeout } = require('internal/net/options');
const { applyConnectionOptions } = require('internal/net/socket');
const { validateBoolean, validateFunction, validateNumber, validatePort, validateString } = require('internal/validators');
const debug = require('internal/util/debuglog').debuglog('net');

const kAnyV4 = '0.0.0.0';
const kAnyV6 = '::';

function localDetails(self) {
  const { address, port } = self._getsockname();
  return address ? `${address}:${port}` : undefined;
}

function connectionError(request, status) {
  const details = request.localAddress && request.localPort ? `${request.localAddress}:${request.localPort}` : undefined;
  const error = new ExceptionWithHostPort(status, 'connect', request.address, request.port, details);
  if (details) {
    error.localAddress = request.localAddress;
    error.localPort = request.localPort;
  }
  return error;
}

// A bind that succeeded may still be no use: libuv reports EADDRINUSE only later, but the port then is not what was asked.
function checkBindError(err, port, handle) {
  if (err === 0 && port > 0 && handle.getsockname) {
    const out = {};
    err = handle.getsockname(out);
    if (err === 0 && port !== out.port) err = UV_EADDRINUSE;
  }
  return err;
}

// ---- The end of an attempt ----

const now = () => require('perf_hooks').performance.now();

// For a PerformanceObserver of 'net'.
function reportConnect({ startedMs, address, port }) {
  const { createNodeEntry } = require('internal/perf/entry');
  require('internal/perf/observe').enqueue(createNodeEntry('connect', 'net', startedMs, now() - startedMs, { host: address, port }));
}

function afterConnect(status, handle, request, readable, writable) {
  const self = handle[owner_symbol];
  if (self.destroyed) return;  // It was ended in the meantime.
  debug('afterConnect');
  self.connecting = false;
  self._sockname = null;
  if (status !== 0) {
    const error = connectionError(request, status);
    self.emit('connectionAttemptFailed', request.address, request.port, request.addressType, error);
    self.destroy(error);
    return;
  }
  if (self.readable && !readable) {
    self.push(null);
    self.read();
  }
  if (self.writable && !writable) self.end();
  self._unrefTimer();
  applyConnectionOptions(self);
  if (request.startedMs !== undefined) reportConnect(request);
  self.emit('connect');
  self.emit('ready');
  // The first read, when nothing has read before.
  if (readable && !self.isPaused()) self.read(0);
}

// ---- One address ----

function bindLocal(self, addressType, localAddress, localPort) {
  let err;
  if (addressType === 4) {
    localAddress ||= kAnyV4;
    err = self._handle.bind(localAddress, localPort);
  } else {
    localAddress ||= kAnyV6;
    err = self._handle.bind6(localAddress, localPort, 0);
  }
  err = checkBindError(err, localPort, self._handle);
  return err ? new ExceptionWithHostPort(err, 'bind', localAddress, localPort) : undefined;
}

function startConnect(self, address, port, addressType, localAddress, localPort, oncomplete) {
  const { isLoaded } = require('internal/realm');
  const startedMs = isLoaded('internal/perf/observe') && require('internal/perf/observe').hasObserver('net') ? now() : undefined;
  const request = new TCPConnectWrap();
  request.oncomplete = oncomplete;
  request.address = address;
  request.port = port;
  request.localAddress = localAddress;
  request.localPort = localPort;
  request.addressType = addressType;
  request.startedMs = startedMs;
  self.emit('connectionAttempt', address, port, addressType);
  if (!self._handle) return { request, err: 0 };  // A listener ended it.
  const err = addressType === 4 ? self._handle.connect(request, address, port) : self._handle.connect6(request, address, port);
  return { request, err };
}

function failedAtOnce(self, err, address, port) {
  return new ExceptionWithHostPort(err, 'connect', address, port, localDetails(self));
}

function connectTo(self, address, port, addressType, localAddress, localPort) {
  if (localAddress || localPort) {
    const error = bindLocal(self, addressType, localAddress, localPort ?? 0);
    if (error) {
      self.destroy(error);
      return;
    }
  }
  if (self.blockList?.check(address, `ipv${addressType}`)) {
    self.emit('connectionAttempt', address, port, addressType);
    self.destroy(new ERR_IP_BLOCKED(address));
    return;
  }
  const { err } = startConnect(self, address, port, addressType, localAddress, localPort, afterConnect);
  if (err) self.destroy(failedAtOnce(self, err, address, port));
}

function connectPipe(self, { path }) {
  validateString(path, 'options.path');
  const connect = () => {
    const request = new PipeConnectWrap();
    request.address = path;
    request.oncomplete = afterConnect;
    const err = self._handle.connect(request, path);
    if (err) self.destroy(new ExceptionWithHostPort(err, 'connect', path));
  };
  defaultTriggerAsyncIdScope(self[asyncIdSymbol], connect);
}

// ---- Looking up ----

function failLater(self, error) {
  process.nextTick(() => self.destroy(error));
}

function checkPort(port) {
  if (port === undefined) return 0;
  if (typeof port !== 'number' && typeof port !== 'string') throw new ERR_INVALID_ARG_TYPE('options.port', ['number', 'string'], port);
  validatePort(port);
  return port | 0;
}

function familyForDns(family) {
  if (family === 'IPv4') return 4;
  return family === 'IPv6' ? 6 : family;
}

// What is wrong with what a lookup gave; undefined when nothing is.
function checkLookedUp(address, family, options) {
  if (!isIP(address)) return new ERR_INVALID_IP_ADDRESS(address);
  if (family !== 4 && family !== 6) return new ERR_INVALID_ADDRESS_FAMILY(family, options.host, options.port);
  return undefined;
}

function lookupAndConnect(self, options) {
  const { localAddress, localPort } = options;
  const host = options.host || 'localhost';
  if (localAddress && !isIP(localAddress)) throw new ERR_INVALID_IP_ADDRESS(localAddress);
  if (localPort) validateNumber(localPort, 'options.localPort');
  const port = checkPort(options.port);
  let { autoSelectFamily, autoSelectFamilyAttemptTimeout } = options;
  if (autoSelectFamily != null) validateBoolean(autoSelectFamily, 'options.autoSelectFamily');
  else autoSelectFamily = getDefaultAutoSelectFamily();
  if (autoSelectFamilyAttemptTimeout != null) {
    autoSelectFamilyAttemptTimeout = checkAttemptTimeout(autoSelectFamilyAttemptTimeout, 'options.autoSelectFamilyAttemptTimeout');
  } else {
    autoSelectFamilyAttemptTimeout = getDefaultAutoSelectFamilyAttemptTimeout();
  }

  const addressType = isIP(host);
  if (addressType) {
    defaultTriggerAsyncIdScope(self[asyncIdSymbol], process.nextTick, () => {
      if (!self.connecting) return;
      defaultTriggerAsyncIdScope(self[asyncIdSymbol], connectTo, self, host, port, addressType, localAddress, localPort);
    });
    return;
  }

  validateString(host, 'options.host');
  if (options.lookup != null) validateFunction(options.lookup, 'options.lookup');
  const dns = require('dns');
  const dnsOptions = { family: familyForDns(options.family), hints: options.hints || 0 };
  if (dnsOptions.family !== 4 && dnsOptions.family !== 6 && dnsOptions.hints === 0) dnsOptions.hints = dns.ADDRCONFIG;
  debug('connect: find host', host, dnsOptions);
  self._host = host;
  const lookup = options.lookup || dns.lookup;

  if (autoSelectFamily && dnsOptions.family !== 4 && dnsOptions.family !== 6 && !localAddress) {
    debug('connect: autodetecting');
    dnsOptions.all = true;
    const { lookupAndConnectMultiple } = require('internal/net/connect_multiple');
    defaultTriggerAsyncIdScope(self[asyncIdSymbol], lookupAndConnectMultiple,
      { self, lookup, host, options, dnsOptions, port, localAddress, localPort, timeout: autoSelectFamilyAttemptTimeout });
    return;
  }

  defaultTriggerAsyncIdScope(self[asyncIdSymbol], () => {
    lookup(host, dnsOptions, (error, address, family) => {
      self.emit('lookup', error, address, family, host);
      if (!self.connecting) return;  // Given up, perhaps by a listener.
      error ||= checkLookedUp(address, family, options);
      if (error) {
        failLater(self, error);
        return;
      }
      self._unrefTimer();
      defaultTriggerAsyncIdScope(self[asyncIdSymbol], connectTo, self, address, port, family, localAddress, localPort);
    });
  });
}

module.exports = {
  afterConnect,
  bindLocal,
  checkBindError,
  checkLookedUp,
  connectPipe,
  connectTo,
  connectionError,
  failLater,
  failedAtOnce,
  lookupAndConnect,
  startConnect,
};
