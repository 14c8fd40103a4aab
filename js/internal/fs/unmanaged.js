'use strict';

// The descriptors that a worker's fs.open() gave out as plain numbers: those still open are closed when the worker ends, unless it was started with
// trackUnmanagedFds: false.

let binding;  // Undefined while nothing is tracked: on the main thread always.

function startTracking() {
  binding = internalBinding('worker');
}

function opened(fd) {
  if (binding !== undefined && !binding.trackFd(fd)) process.emitWarning(`File descriptor ${fd} opened in unmanaged mode twice`);
}

function closing(fd) {
  if (binding !== undefined && !binding.untrackFd(fd)) process.emitWarning(`File descriptor ${fd} closed but not opened in unmanaged mode`);
}

module.exports = { closing, opened, startTracking };
