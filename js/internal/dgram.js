'use strict';

// The native half of dgram's sockets, and what cluster needs of it.

const { UDP } = internalBinding('udp_wrap');
const { guessHandleType } = require('internal/util');
const {
  codes: { ERR_SOCKET_BAD_TYPE },
} = require('internal/errors');
const { isInt32, validateFunction } = require('internal/validators');

const kStateSymbol = Symbol('state symbol');

const kFamilies = { '__proto__': null, 'udp4': [4, '127.0.0.1'], 'udp6': [6, '::1'] };

function newHandle(type, lookup) {
  if (lookup === undefined) ({ lookup } = require('dns'));
  else validateFunction(lookup, 'lookup');
  const { 0: family, 1: loopback } = kFamilies[type] ?? [];
  if (family === undefined) throw new ERR_SOCKET_BAD_TYPE();
  const handle = new UDP();
  handle.lookup = (address, callback) => lookup(address || loopback, family, callback);
  if (family === 6) {
    handle.bind = handle.bind6;
    handle.connect = handle.connect6;
    handle.send = handle.send6;
  }
  return handle;
}

// A bound handle without a socket around it, or an error number: cluster's primary makes them.
function _createSocketHandle(address, port, addressType, fd, flags) {
  const handle = newHandle(addressType);
  let err;
  if (isInt32(fd) && fd > 0) {
    err = guessHandleType(fd) === 'UDP' ? handle.open(fd) : internalBinding('uv').UV_EINVAL;
  } else if (port || address) {
    err = handle.bind(address, port || 0, flags);
  }
  if (!err) return handle;
  handle.close();
  return err;
}

module.exports = { _createSocketHandle, kStateSymbol, newHandle };
