'use strict';

// scope.explain(): finds the callback in the history; internal/scope/explanation cuts its delay into parts.

const scope = internalBinding('scope');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE } } = require('internal/errors');
const { explanationOf } = require('internal/scope/explanation');

function kindMask(...kinds) {
  return kinds.reduce((mask, kind) => mask | (1 << scope.kinds.indexOf(kind)), 0);
}

function findCallback(what, callbacks) {
  if (typeof what === 'object' && what !== null) {
    if (what.kind !== 'callback') throw new ERR_INVALID_ARG_VALUE('callback', what, 'must be a record of kind callback');
    return callbacks.find(({ sequence }) => sequence === what.sequence) ?? what;
  }
  if (typeof what !== 'number') throw new ERR_INVALID_ARG_TYPE('callback', ['number', 'Object'], what);
  const found = callbacks.findLast(({ asyncId }) => asyncId === what);
  if (found === undefined) {
    throw new ERR_INVALID_STATE(`The history has no callback of the resource ${what}: it has not run, is too old, or nobody watched 'callback' then`);
  }
  return found;
}

// explain(asyncId), explain(record of a callback).
function explain(what) {
  const mask = kindMask('callback', 'pool', 'gc', 'loop');
  const { items } = scope.history(0, mask, 0, -1, 0, -1);
  const callbacks = items.filter((item) => item.kind === 'callback' && !(item.count > 1));
  const explanation = explanationOf(findCallback(what, callbacks), items);
  if (explanation === null) {
    throw new ERR_INVALID_STATE('Nothing tells when this callback was asked for: it is neither a pool operation\'s nor a timer\'s');
  }
  return explanation;
}

module.exports = { explain };
