'use strict';

const binding = internalBinding('v8');
const { Serializer, Deserializer } = internalBinding('serdes');
const { heapStatistics, heapSpaceStatistics } = internalBinding('env').fields;
const { codes: { ERR_INVALID_ARG_VALUE, ERR_NOT_BUILDING_SNAPSHOT } } = require('internal/errors');
const { emitExperimentalWarning, kEmptyObject } = require('internal/util');
const { validateBoolean, validateFunction, validateObject, validateString, validateUint32 } = require('internal/validators');

// ---- Statistics ----

// The order in which the binding writes them.
const heapNames = [
  'total_heap_size', 'total_heap_size_executable', 'total_physical_size', 'total_available_size', 'used_heap_size', 'heap_size_limit',
  'malloced_memory', 'peak_malloced_memory', 'does_zap_garbage', 'number_of_native_contexts', 'number_of_detached_contexts',
  'total_global_handles_size', 'used_global_handles_size', 'external_memory',
];
const codeNames = ['code_and_metadata_size', 'bytecode_and_metadata_size', 'external_script_source_size', 'cpu_profiler_metadata_size'];

function named(names, values) {
  const result = {};
  for (let i = 0; i < names.length; i++) result[names[i]] = values[i];
  return result;
}

function getHeapStatistics() {
  binding.heapStatistics();
  return named(heapNames, heapStatistics);
}

function getHeapSpaceStatistics() {
  const spaces = [];
  const count = binding.numberOfHeapSpaces();
  for (let i = 0; i < count; i++) {
    const name = binding.heapSpaceStatistics(i);
    spaces.push({
      space_name: name,
      space_size: heapSpaceStatistics[0],
      space_used_size: heapSpaceStatistics[1],
      space_available_size: heapSpaceStatistics[2],
      physical_space_size: heapSpaceStatistics[3],
    });
  }
  return spaces;
}

function getHeapCodeStatistics() {
  binding.heapCodeStatistics();
  return named(codeNames, heapSpaceStatistics);
}

// ---- Heap snapshots ----

function snapshotOptions(options = kEmptyObject) {
  validateObject(options, 'options');
  const { exposeInternals = false, exposeNumericValues = false } = options;
  validateBoolean(exposeInternals, 'options.exposeInternals');
  validateBoolean(exposeNumericValues, 'options.exposeNumericValues');
  return [exposeInternals, exposeNumericValues];
}

let snapshotCount = 0;

function defaultSnapshotName() {
  const now = new Date();
  const pad = (number, length = 2) => String(number).padStart(length, '0');
  const date = `${now.getFullYear()}${pad(now.getMonth() + 1)}${pad(now.getDate())}`;
  const time = `${pad(now.getHours())}${pad(now.getMinutes())}${pad(now.getSeconds())}`;
  return `Heap.${date}.${time}.${process.pid}.0.${pad(++snapshotCount, 3)}.heapsnapshot`;
}

function writeHeapSnapshot(filename, options) {
  let path = filename;
  if (path === undefined) path = defaultSnapshotName();
  else path = require('internal/fs/paths').getValidatedPath(path);
  const err = binding.writeHeapSnapshot(path, ...snapshotOptions(options));
  if (err) {
    const { UVException } = require('internal/errors');
    throw new UVException({ errno: err, syscall: 'open', path });
  }
  return path;
}

// V8 writes a snapshot in one go, which a reader may not keep pace with: it goes through a file that has no name any more, so that what is
// not read yet lies on the disk.
function spoolHeapSnapshot(flags) {
  const { mkdtempSync, openSync, rmSync } = require('fs');
  const folder = mkdtempSync(require('path').join(require('os').tmpdir(), 'isoscope-'));
  try {
    const path = `${folder}/heapsnapshot`;
    const err = binding.writeHeapSnapshot(path, ...flags);
    if (err) {
      const { UVException } = require('internal/errors');
      throw new UVException({ errno: err, syscall: 'open', path });
    }
    return openSync(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function getHeapSnapshot(options) {
  const flags = snapshotOptions(options);
  const { Readable } = require('stream');
  const { read, close } = require('fs');
  const kChunk = 64 * 1024;
  let fd = -1;
  return new Readable({
    read() {
      try {
        if (fd < 0) fd = spoolHeapSnapshot(flags);
      } catch (error) {
        this.destroy(error);
        return;
      }
      read(fd, Buffer.allocUnsafeSlow(kChunk), 0, kChunk, -1, (error, size, buffer) => {
        if (error) this.destroy(error);
        else this.push(size > 0 ? buffer.subarray(0, size) : null);
      });
    },
    destroy(error, callback) {
      if (fd < 0) callback(error);
      else close(fd, (closeError) => callback(error ?? closeError));
    },
  });
}

let nearLimitSet = false;

function setHeapSnapshotNearHeapLimit(limit) {
  validateUint32(limit, 'limit', true);
  if (nearLimitSet) return;
  nearLimitSet = true;
  binding.snapshotNearHeapLimit(limit, process.cwd());
}

function queryObjects(ctor, options = kEmptyObject) {
  validateFunction(ctor, 'constructor');
  validateObject(options, 'options');
  const format = options.format || 'count';
  if (format !== 'count' && format !== 'summary') throw new ERR_INVALID_ARG_VALUE('options.format', format);
  emitExperimentalWarning('v8.queryObjects()');
  const { prototype } = ctor;
  const objects = typeof prototype === 'object' && prototype !== null ? binding.queryObjects(prototype) : [];
  if (format === 'count') return objects.length;
  const { inspect } = require('internal/util/inspect');
  return objects.map((object) => inspect(object, { __proto__: null, depth: 0 }));
}

// ---- Flags ----

function setFlagsFromString(flags) {
  validateString(flags, 'flags');
  binding.setFlagsFromString(flags);
}

function isStringOneByteRepresentation(content) {
  validateString(content, 'content');
  return binding.isStringOneByteRepresentation(content);
}

// ---- Serialization ----

// What subclasses throw for values that can't be cloned.
Serializer.prototype._getDataCloneError = Error;

Deserializer.prototype.readRawBytes = function readRawBytes(length) {
  const offset = this._readRawBytes(length);
  const { buffer, byteOffset } = this.buffer;
  return Buffer.from(buffer, byteOffset + offset, length);
};

// The numbers are part of Node's format. 10 is a Buffer.
const kBufferIndex = 10;
const viewTypes = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, DataView,
  undefined, BigInt64Array, BigUint64Array, globalThis.Float16Array];
const toStringTag = Object.prototype.toString;

function viewTypeIndex(view) {
  if (Buffer.isBuffer(view) && view.constructor === Buffer) return kBufferIndex;
  const tag = Reflect.apply(toStringTag, view, []);
  return viewTypes.findIndex((type) => type !== undefined && tag === `[object ${type.name}]`);
}

class DefaultSerializer extends Serializer {
  constructor() {
    super();
    this._setTreatArrayBufferViewsAsHostObjects(true);
  }

  // Only the view's own bytes: a Buffer's ArrayBuffer is mostly a pool that holds other data too.
  _writeHostObject(view) {
    const index = viewTypeIndex(view);
    if (index === -1) {
      const { inspect } = require('internal/util/inspect');
      throw new this._getDataCloneError(`Unserializable host object: ${inspect(view)}`);
    }
    this.writeUint32(index);
    this.writeUint32(view.byteLength);
    this.writeRawBytes(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  }
}

class DefaultDeserializer extends Deserializer {
  _readHostObject() {
    const index = this.readUint32();
    const byteLength = this.readUint32();
    const start = this.buffer.byteOffset + this._readRawBytes(byteLength);
    if (index === kBufferIndex) return Buffer.from(this.buffer.buffer, start, byteLength);
    const Type = viewTypes[index];
    const elementSize = Type.BYTES_PER_ELEMENT || 1;
    if (start % elementSize === 0) return new Type(this.buffer.buffer, start, byteLength / elementSize);
    const aligned = this.buffer.buffer.slice(start, start + byteLength);
    return new Type(aligned, 0, byteLength / elementSize);
  }
}

function serialize(value) {
  const serializer = new DefaultSerializer();
  serializer.writeHeader();
  serializer.writeValue(value);
  return serializer.releaseBuffer();
}

function deserialize(buffer) {
  const deserializer = new DefaultDeserializer(buffer);
  deserializer.readHeader();
  return deserializer.readValue();
}

// ---- Garbage collection profile ----

const profiledHeapNames = ['totalHeapSize', 'totalHeapSizeExecutable', 'totalPhysicalSize', 'totalAvailableSize', 'totalGlobalHandlesSize',
  'usedGlobalHandlesSize', 'usedHeapSize', 'heapSizeLimit', 'mallocedMemory', 'externalMemory', 'peakMallocedMemory'];

function profiledFigures([heap, spaces]) {
  const heapSpaceStatistics = [];
  for (let i = 0; i < spaces.length; i += 5) {
    const [spaceName, spaceSize, spaceUsedSize, spaceAvailableSize, physicalSpaceSize] = spaces.slice(i, i + 5);
    heapSpaceStatistics.push({ spaceName, spaceSize, spaceUsedSize, spaceAvailableSize, physicalSpaceSize });
  }
  return { heapStatistics: named(profiledHeapNames, heap), heapSpaceStatistics };
}

class GCProfiler {
  #native = null;
  #startTime = 0;

  start() {
    if (this.#native !== null) return;
    this.#native = new binding.GCProfiler();
    this.#startTime = Date.now();
    this.#native.start();
  }

  stop() {
    if (this.#native === null) return undefined;
    const flat = this.#native.stop();
    this.#native = null;
    const statistics = [];
    for (let i = 0; i < flat.length; i += 4) {
      statistics.push({ gcType: flat[i], beforeGC: profiledFigures(flat[i + 2]), cost: flat[i + 1], afterGC: profiledFigures(flat[i + 3]) });
    }
    return { version: 1, startTime: this.#startTime, statistics, endTime: Date.now() };
  }
}

// ---- Startup snapshots of user code are not offered: no program is ever building one ----

function notBuilding() {
  throw new ERR_NOT_BUILDING_SNAPSHOT();
}

const startupSnapshot = {
  addSerializeCallback: notBuilding,
  addDeserializeCallback: notBuilding,
  setDeserializeMainFunction: notBuilding,
  isBuildingSnapshot: () => false,
};

const { createHook, onInit, onBefore, onAfter, onSettled } = require('internal/promise_hooks');

// Coverage is loaded when somebody counts it.
const coverage = () => (require('internal/realm').isLoaded('internal/coverage') ? require('internal/coverage') : undefined);

function takeCoverage() {
  coverage()?.takeCoverage();
}

function stopCoverage() {
  coverage()?.stopCoverage();
}

// Nothing of ours lives in a C++ garbage collected heap.
function getCppHeapStatistics(type = 'detailed') {
  require('internal/validators').validateOneOf(type, 'type', ['brief', 'detailed']);
  const sizes = { committed_size_bytes: 0, resident_size_bytes: 0, used_size_bytes: 0, space_statistics: [], type_names: [] };
  return { ...sizes, detail_level: type };
}

// A profile that stop() gives as JSON.
class SyncCPUProfileHandle {
  #id;

  constructor(id) {
    this.#id = id;
  }

  stop() {
    if (this.#id === undefined) return undefined;
    const text = internalBinding('profiler').stopCpuProfile(this.#id);
    this.#id = undefined;
    return text;
  }

  [Symbol.dispose]() {
    this.stop();
  }
}

const kProfileIntervalUs = 1000;

function startCpuProfile() {
  return new SyncCPUProfileHandle(internalBinding('profiler').startCpuProfile(kProfileIntervalUs));
}

module.exports = {
  cachedDataVersionTag: binding.cachedDataVersionTag,
  getHeapSnapshot,
  getHeapStatistics,
  getHeapSpaceStatistics,
  getHeapCodeStatistics,
  setFlagsFromString,
  Serializer,
  Deserializer,
  DefaultSerializer,
  DefaultDeserializer,
  deserialize,
  serialize,
  writeHeapSnapshot,
  promiseHooks: { createHook, onInit, onBefore, onAfter, onSettled },
  queryObjects,
  startupSnapshot,
  setHeapSnapshotNearHeapLimit,
  GCProfiler,
  isStringOneByteRepresentation,
  getCppHeapStatistics,
  startCpuProfile,
  stopCoverage,
  takeCoverage,
};
