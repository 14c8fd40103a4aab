'use strict'

// The package's modules, for js/internal/streams to build Node's stream module from.
const stream = require('./stream') // First: its submodules require it.

module.exports = {
  BufferList: require('./internal/streams/buffer_list'),
  addAbortSignal: require('./internal/streams/add-abort-signal'),
  destroy: require('./internal/streams/destroy'),
  eos: require('./internal/streams/end-of-stream'),
  promises: require('./stream/promises'),
  state: require('./internal/streams/state'),
  stream,
  utils: require('./internal/streams/utils')
}
