'use strict';

// There is no TLS yet. The module loads with Node's names, classes can be derived from, and the first use throws one clear error.

const net = require('net');
const { notYet } = require('internal/not_yet');
const { SecureContext, createSecureContext } = require('_tls_common');

const missing = notYet('tls', [
  'connect', 'createServer', 'checkServerIdentity', 'getCiphers', 'getCACertificates', 'setDefaultCACertificates', 'convertALPNProtocols',
  'Server', 'TLSSocket',
]);

// Made of a socket or any Duplex, as libraries do only to look at it; reading and writing fail.
function TLSSocket(socket, options = {}) {
  if (!(this instanceof TLSSocket)) return new TLSSocket(socket, options);
  Reflect.apply(net.Socket, this, [{ allowHalfOpen: true, manualStart: true }]);
  this.encrypted = true;
  this.authorized = false;
  this.authorizationError = null;
  this._tlsOptions = options;
  this._parent = socket instanceof net.Socket ? socket : null;
  const { JSStreamSocket } = require('internal/js_stream_socket');
  const _parentWrap = socket === undefined || socket instanceof net.Socket ? undefined : new JSStreamSocket(socket);
  this._handle = { _parentWrap, close(callback) { if (callback) process.nextTick(callback); } };
}
Object.setPrototypeOf(TLSSocket.prototype, net.Socket.prototype);
Object.setPrototypeOf(TLSSocket, net.Socket);

function fail(callback) {
  try {
    Reflect.apply(missing.TLSSocket, undefined, []);
  } catch (error) {
    callback(error);
  }
}
TLSSocket.prototype._read = function() { fail((error) => this.destroy(error)); };
TLSSocket.prototype._write = function(chunk, encoding, callback) { fail(callback); };
TLSSocket.prototype._writev = function(chunks, callback) { fail(callback); };
TLSSocket.prototype.connect = missing.connect;

module.exports = {
  CLIENT_RENEG_LIMIT: 3,
  CLIENT_RENEG_WINDOW: 600,
  DEFAULT_CIPHERS: require('crypto').constants.defaultCipherList,
  DEFAULT_ECDH_CURVE: 'auto',
  DEFAULT_MIN_VERSION: 'TLSv1.2',
  DEFAULT_MAX_VERSION: 'TLSv1.3',
  getCiphers: missing.getCiphers,
  getCACertificates: missing.getCACertificates,
  setDefaultCACertificates: missing.setDefaultCACertificates,
  convertALPNProtocols: missing.convertALPNProtocols,
  checkServerIdentity: missing.checkServerIdentity,
  createSecureContext,
  SecureContext,
  TLSSocket,
  Server: missing.Server,
  createServer: missing.createServer,
  connect: missing.connect,
};
Object.defineProperty(module.exports, 'rootCertificates', {
  __proto__: null,
  configurable: false,
  enumerable: true,
  get() { return Reflect.apply(missing.getCACertificates, undefined, []); },
});
