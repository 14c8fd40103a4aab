'use strict';

// autoSelectFamily (RFC 8305, loosely): the addresses of a name are tried one after the other, families in turn, each for a short while.

const { UV_ECANCELED, UV_ETIMEDOUT } = internalBinding('uv');
const { asyncIdSymbol, defaultTriggerAsyncIdScope } = require('internal/async_hooks');
const { NodeAggregateError, codes: { ERR_IP_BLOCKED, ERR_SOCKET_CONNECTION_TIMEOUT } } = require('internal/errors');
const { isIP } = require('internal/net');
const { newTcpSocket } = require('internal/net/handles');
const { reinitializeHandle } = require('internal/net/socket');
const { afterConnect, bindLocal, checkLookedUp, connectTo, connectionError, failLater, failedAtOnce, startConnect } = require('internal/net/connect');
const { clearTimeout, setTimeout } = require('timers');

// The usable ones, each once, the family of the first one first, then in turn.
function inTurn(found) {
  const preferred = [];
  const other = [];
  let first;
  for (const entry of found) {
    first ??= entry.family;
    const group = entry.family === first ? preferred : other;
    if (!group.some(({ address }) => address === entry.address)) group.push(entry);
  }
  const ordered = [];
  for (let i = 0; i < preferred.length || i < other.length; i++) {
    if (i < preferred.length) ordered.push(preferred[i]);
    if (i < other.length) ordered.push(other[i]);
  }
  return ordered;
}

function lookupAndConnectMultiple({ self, lookup, host, options, dnsOptions, port, localAddress, localPort, timeout }) {
  lookup(host, dnsOptions, (error, addresses) => {
    if (!self.connecting) return;
    if (error) {
      self.emit('lookup', error, undefined, undefined, host);
      failLater(self, error);
      return;
    }
    const usable = [];
    for (const { address, family } of addresses) {
      self.emit('lookup', null, address, family, host);
      if (!self.connecting) return;  // A listener ended it.
      if (isIP(address) && (family === 4 || family === 6)) usable.push({ address, family });
    }
    if (usable.length === 0) {
      failLater(self, checkLookedUp(addresses[0].address, addresses[0].family, options));
      return;
    }
    const ordered = inTurn(usable);
    self._unrefTimer();
    if (ordered.length === 1) {
      const { address, family } = ordered[0];
      defaultTriggerAsyncIdScope(self[asyncIdSymbol], connectTo, self, address, port, family, localAddress, localPort);
      return;
    }
    self.autoSelectFamilyAttemptedAddresses = [];
    const race = { self, addresses: ordered, next: 0, port, localPort, timeout, timer: undefined, errors: [] };
    defaultTriggerAsyncIdScope(self[asyncIdSymbol], tryNext, race);
  });
}

function attemptFailed(race, address, family, error) {
  race.errors.push(error);
  race.self.emit('connectionAttemptFailed', address, race.port, family, error);
}

function giveUp(race) {
  race.self.destroy(race.errors.length === 0 ? new ERR_SOCKET_CONNECTION_TIMEOUT() : new NodeAggregateError(race.errors));
}

function tryNext(race, canceled = false) {
  clearTimeout(race.timer);
  const { self, port, localPort } = race;
  for (;;) {
    if (self._aborted || self.destroyed) return;
    if (canceled || race.next === race.addresses.length) {
      giveUp(race);
      return;
    }
    const current = race.next++;
    const { address, family } = race.addresses[current];
    if (current > 0) reinitializeHandle(self, newTcpSocket());
    if (localPort) {
      const error = bindLocal(self, family, undefined, localPort);
      if (error) {
        race.errors.push(error);
        continue;
      }
    }
    if (self.blockList?.check(address, `ipv${family}`)) {
      attemptFailed(race, address, family, new ERR_IP_BLOCKED(address));
      continue;
    }
    self.autoSelectFamilyAttemptedAddresses.push(`${address}:${port}`);
    const handle = self._handle;
    const oncomplete = (status, completed, request, readable, writable) => {
      afterAttempt(race, current, status, completed, request, readable, writable);
    };
    const { request, err } = startConnect(self, address, port, family, undefined, localPort, oncomplete);
    if (err) {
      attemptFailed(race, address, family, failedAtOnce(self, err, address, port));
      continue;
    }
    if (self.connecting && race.next < race.addresses.length) race.timer = setTimeout(onAttemptTimeout, race.timeout, race, request, handle);
    return;
  }
}

function onAttemptTimeout(race, request, handle) {
  race.self.emit('connectionAttemptTimeout', request.address, request.port, request.addressType);
  request.oncomplete = undefined;
  race.errors.push(connectionError(request, UV_ETIMEDOUT));
  handle.close();
  if (race.self.connecting) tryNext(race);
}

function afterAttempt(race, current, status, handle, request, readable, writable) {
  clearTimeout(race.timer);
  const { self } = race;
  if (status === 0 && current !== race.next - 1) {
    handle.close();  // It came after its time.
    return;
  }
  if (status !== 0) {
    attemptFailed(race, request.address, request.addressType, connectionError(request, status));
    if (self.connecting) tryNext(race, status === UV_ECANCELED);
    return;
  }
  afterConnect(status, self._handle, request, readable, writable);
}

module.exports = { lookupAndConnectMultiple };
