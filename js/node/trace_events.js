'use strict';

// node:trace_events: which categories go into the trace file.

const { codes: { ERR_TRACE_EVENTS_CATEGORY_REQUIRED, ERR_TRACE_EVENTS_UNAVAILABLE } } = require('internal/errors');
const { customInspectSymbol } = require('internal/util');
const { validateObject, validateStringArray } = require('internal/validators');
const { inspect } = require('internal/util/inspect');
const { isMainThread } = require('worker_threads');
const { CategorySet, getEnabledCategories } = internalBinding('trace_events');

if (!isMainThread) throw new ERR_TRACE_EVENTS_UNAVAILABLE();

const kMaxEnabled = 10;
const enabledObjects = new Set();

class Tracing {
  #categories;
  #handle;

  constructor(categories) {
    this.#categories = categories.join(',');
    this.#handle = new CategorySet(categories);
  }

  enable() {
    if (this.enabled) return;
    enabledObjects.add(this);
    this.#handle.enable();
    if (enabledObjects.size > kMaxEnabled) {
      process.emitWarning(
        `Possible trace_events memory leak detected. There are more than ${kMaxEnabled} enabled Tracing objects.`,
      );
    }
  }

  disable() {
    if (!enabledObjects.delete(this)) return;
    this.#handle.disable();
  }

  get enabled() {
    return enabledObjects.has(this);
  }

  get categories() {
    return this.#categories;
  }

  [customInspectSymbol]() {
    return `Tracing ${inspect({ enabled: this.enabled, categories: this.categories })}`;
  }
}

function createTracing(options) {
  validateObject(options, 'options');
  const { categories } = options;
  validateStringArray(categories, 'options.categories');
  if (categories.length === 0) throw new ERR_TRACE_EVENTS_CATEGORY_REQUIRED();
  return new Tracing(categories);
}

module.exports = { createTracing, getEnabledCategories };
