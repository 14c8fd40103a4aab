'use strict';

// JavaScript's emit points of trace events. Where one stands:
//
//   const tracer = new Tracer('node,node.http');   // at a top level: it asks nothing yet
//   if (tracer.on) tracer.begin('http.server.request', id);

const { getCategoryEnabledBuffer, trace } = internalBinding('trace_events');

// Letters of the trace event format.
const kBegin = 98; // b
const kEnd = 101; // e
const kStep = 110; // n
const kCounter = 67; // C
const kMark = 73; // I

class Tracer {
  #categories;
  #switch;

  constructor(categories) {
    this.#categories = categories;
  }

  // The byte is native memory: while the startup snapshot is made there is none.
  get on() {
    const on = (this.#switch ??= getCategoryEnabledBuffer(this.#categories));
    return on !== undefined && on[0] !== 0;
  }

  begin(name, id = 0, data) {
    trace(kBegin, this.#categories, name, id, data);
  }

  step(name, id = 0, data) {
    trace(kStep, this.#categories, name, id, data);
  }

  end(name, id = 0, data) {
    trace(kEnd, this.#categories, name, id, data);
  }

  count(name, value) {
    trace(kCounter, this.#categories, name, 0, value);
  }

  // Times are milliseconds of the monotonic clock.
  markAt(name, time) {
    trace(kMark, this.#categories, name, undefined, undefined, time);
  }

  span(name, start, end) {
    trace(kBegin, this.#categories, name, 0, undefined, start);
    trace(kEnd, this.#categories, name, 0, undefined, end);
  }
}

module.exports = { Tracer };
