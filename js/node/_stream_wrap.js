'use strict';

const { JSStreamSocket } = require('internal/js_stream_socket');

process.emitWarning('The _stream_wrap module is deprecated.', 'DeprecationWarning', 'DEP0125');

module.exports = JSStreamSocket;
