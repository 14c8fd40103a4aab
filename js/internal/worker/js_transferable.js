'use strict';

// Objects of JavaScript's that travel in messages: they are marked, and say with these methods what is to be sent in their place.
//
//   markTransferMode(this, cloneable, transferable);        // in the constructor
//   [kClone]() { return { data, deserializeInfo: 'internal/blob:ClonedBlob' }; }     // kTransfer likewise; kTransferList gives what goes along
//   [kDeserialize](data) {}                                 // on a new object of that class, made without arguments

const { hasBuiltin, requireBuiltin } = require('internal/realm');
const { markTransferMode: mark } = internalBinding('messaging');
const { setHostFunction } = internalBinding('env');

// Node's names: programs find them by their descriptions.
const kClone = Symbol('messaging_clone_symbol');
const kDeserialize = Symbol('messaging_deserialize_symbol');
const kTransfer = Symbol('messaging_transfer_symbol');
const kTransferList = Symbol('messaging_transfer_list_symbol');

function markTransferMode(object, cloneable, transferable) {
  mark(object, cloneable === true, transferable === true);
}

function nestedTransferables(object) {
  return typeof object[kTransferList] === 'function' ? object[kTransferList]() : undefined;
}

function transferOut(object, transfer) {
  let method = transfer ? object[kTransfer] : object[kClone];
  if (typeof method !== 'function' && transfer) method = object[kClone];
  if (typeof method !== 'function') return undefined;
  const result = Reflect.apply(method, object, []);
  if (typeof result !== 'object' || result === null) return undefined;
  return [result.deserializeInfo, result.data];
}

// `maker` is "builtin:Class". A user's object may say anything: only builtins are loaded.
function transferIn(maker) {
  const [id, name] = maker.split(':');
  if (!hasBuiltin(id)) throw new Error(`Missing internal module '${id}'`);
  const Class = requireBuiltin(id)[name];
  if (typeof Class !== 'function' || typeof Class.prototype?.[kDeserialize] !== 'function') {
    throw new Error(`Unknown deserialize spec ${maker}`);
  }
  return new Class();
}

function transferFinish(object, data) {
  object[kDeserialize](data);
}

setHostFunction('nestedTransferables', nestedTransferables);
setHostFunction('transferOut', transferOut);
setHostFunction('transferIn', transferIn);
setHostFunction('transferFinish', transferFinish);

module.exports = { kClone, kDeserialize, kTransfer, kTransferList, markTransferMode };
