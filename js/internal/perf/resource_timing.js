'use strict';

// PerformanceResourceTiming: the entries that fetch makes.

const { codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS } } = require('internal/errors');
const { kEnumerableProperty } = require('internal/util');
const { PerformanceEntry, kSkipThrow } = require('internal/perf/entry');
const { bufferResourceTiming, enqueue } = require('internal/perf/observe');

// Attribute -> how it is read from fetch's timing info.
const times = {
  __proto__: null,
  workerStart: (info) => info.finalServiceWorkerStartTime,
  redirectStart: (info) => info.redirectStartTime,
  redirectEnd: (info) => info.redirectEndTime,
  fetchStart: (info) => info.postRedirectStartTime,
  domainLookupStart: (info) => info.finalConnectionTimingInfo?.domainLookupStartTime,
  domainLookupEnd: (info) => info.finalConnectionTimingInfo?.domainLookupEndTime,
  connectStart: (info) => info.finalConnectionTimingInfo?.connectionStartTime,
  connectEnd: (info) => info.finalConnectionTimingInfo?.connectionEndTime,
  secureConnectionStart: (info) => info.finalConnectionTimingInfo?.secureConnectionStartTime,
  nextHopProtocol: (info) => info.finalConnectionTimingInfo?.ALPNNegotiatedProtocol,
  requestStart: (info) => info.finalNetworkRequestStartTime,
  responseStart: (info) => info.finalNetworkResponseStartTime,
  responseEnd: (info) => info.endTime,
  encodedBodySize: (info) => info.encodedBodySize,
  decodedBodySize: (info) => info.decodedBodySize,
};
const kHeaderBytes = 300;  // The standard's stand-in for the size of headers.

class PerformanceResourceTiming extends PerformanceEntry {
  #given;

  constructor(token = undefined, given = undefined) {
    super(token, given?.url, 'resource', given?.info.startTime, given === undefined ? 0 : given.info.endTime - given.info.startTime);
    this.#given = given;
  }

  static read(entry, name) {
    if (!(#given in entry)) throw new ERR_INVALID_THIS('PerformanceResourceTiming');
    return name === undefined ? entry.#given : times[name](entry.#given.info);
  }

  // Own ones, that tell a stranger from an entry.
  get name() { return readGiven(this) && super.name; }
  get startTime() { return readGiven(this) && super.startTime; }
  get duration() { return readGiven(this) && super.duration; }
  get initiatorType() { return readGiven(this).initiatorType; }
  get deliveryType() { return readGiven(this).deliveryType; }
  get responseStatus() { return readGiven(this).responseStatus; }

  get transferSize() {
    const { cacheMode, info } = readGiven(this);
    if (cacheMode === 'local') return 0;
    return cacheMode === 'validated' ? kHeaderBytes : info.encodedBodySize + kHeaderBytes;
  }

  toJSON() {
    const {
      name, entryType, startTime, duration, initiatorType, nextHopProtocol, workerStart, redirectStart, redirectEnd, fetchStart, domainLookupStart,
      domainLookupEnd, connectStart, connectEnd, secureConnectionStart, requestStart, responseStart, responseEnd, transferSize, encodedBodySize,
      decodedBodySize, deliveryType, responseStatus,
    } = this;
    return {
      name, entryType, startTime, duration, initiatorType, nextHopProtocol, workerStart, redirectStart, redirectEnd, fetchStart, domainLookupStart,
      domainLookupEnd, connectStart, connectEnd, secureConnectionStart, requestStart, responseStart, responseEnd, transferSize, encodedBodySize,
      decodedBodySize, deliveryType, responseStatus,
    };
  }
}
const readGiven = PerformanceResourceTiming.read;
delete PerformanceResourceTiming.read;

for (const name in times) {
  Object.defineProperty(PerformanceResourceTiming.prototype, name, {
    __proto__: null, enumerable: true, configurable: true, get() { return readGiven(this, name); },
  });
}
Object.defineProperties(PerformanceResourceTiming.prototype, {
  initiatorType: kEnumerableProperty,
  deliveryType: kEnumerableProperty,
  responseStatus: kEnumerableProperty,
  transferSize: kEnumerableProperty,
  toJSON: kEnumerableProperty,
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'PerformanceResourceTiming' },
});

function markResourceTiming(info, url, initiatorType, global, cacheMode, bodyInfo, responseStatus, deliveryType = '') {
  if (cacheMode !== '' && cacheMode !== 'local') throw new ERR_INVALID_ARG_VALUE('cacheMode', cacheMode);
  const entry = new PerformanceResourceTiming(kSkipThrow, { info, url, initiatorType, cacheMode, responseStatus, deliveryType });
  enqueue(entry);
  bufferResourceTiming(entry);
  return entry;
}

module.exports = { PerformanceResourceTiming, markResourceTiming };
