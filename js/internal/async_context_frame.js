'use strict';

// The map of AsyncLocalStorage values that travels with asynchronous work.
//
// V8 keeps one value per isolate, copies it into each promise reaction, and restores it when the reaction runs. We do the same for ticks,
// timers and immediates; C++ does it for wraps. A frame that has become current is not written to again, except by disable(): run() makes a new one.

const { getContinuation, setContinuation } = internalBinding('async_wrap');

// Until the first AsyncLocalStorage stores something there is no frame anywhere, and every tick and timer can skip two calls into C++.
let used = false;

class AsyncContextFrame extends Map {
  wasCut = false;  // A value was taken out after the frame had become current.

  static current() {
    return used ? getContinuation() : undefined;
  }

  static set(frame) {
    if (used) setContinuation(frame);
  }

  // Makes `frame` current and returns the one before it.
  static exchange(frame) {
    if (!used) return undefined;
    const before = getContinuation();
    if (before !== frame) setContinuation(frame);
    return before;
  }

  // A copy of the current frame in which `key` has `value`.
  static derive(key, value) {
    used = true;
    const frame = new AsyncContextFrame(getContinuation());
    frame.set(key, value);
    return frame;
  }

  // In place, as in Node: what already waits with this frame has lost the value too.
  static forget(key) {
    const frame = AsyncContextFrame.current();
    if (frame === undefined) return;
    frame.delete(key);
    frame.wasCut = true;
  }
}

module.exports = AsyncContextFrame;
