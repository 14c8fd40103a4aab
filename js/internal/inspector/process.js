'use strict';

// What process has of the inspector.

const { codes: { ERR_INVALID_ARG_TYPE }, ErrnoException } = require('internal/errors');
const { setDebugPort: setPort } = internalBinding('inspector');

function setDebugPort(value) {
  const port = Number(value) | 0;
  if (port !== 0 && (port < 1024 || port > 65535)) {
    const error = new RangeError('process.debugPort must be 0 or in range 1024 to 65535');
    error.code = 'ERR_OUT_OF_RANGE';
    throw error;
  }
  setPort(port);
}

// Lets debuggers into another process.
function debugProcess(pid) {
  if (typeof pid !== 'number') throw new ERR_INVALID_ARG_TYPE('pid', 'number', pid);
  const err = process._kill(pid, internalBinding('constants').os.signals.SIGUSR1);
  if (err) throw new ErrnoException(err, 'kill');
}

module.exports = { debugProcess, setDebugPort };
