'use strict'

const { deprecate, kEmptyObject, once, promisify } = require('internal/util')

module.exports = {
  AggregateError,
  AbortSignalAny: (signals) => AbortSignal.any(signals),
  addAbortListener: (signal, listener) => require('internal/events/abort_listener').addAbortListener(signal, listener),
  createDeferredPromise: () => Promise.withResolvers(),
  debuglog: () => () => {},
  deprecate,
  inspect: (value, options) => require('internal/util/inspect').inspect(value, options),
  isBlob: (value) => require('internal/streams/support').isBlob(value),
  kEmptyObject,
  once,
  promisify,
  types: require('internal/util/types')
}
