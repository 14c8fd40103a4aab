// Numbers that C++ and JavaScript both read and write without a call.
//
// One ArrayBuffer of the isolate holds them all; every line of the list is a typed array over a part of it. It is created in mksnapshot,
// serialized with the context, and found again at start. Only the isolate's thread touches it. JavaScript:
// `internalBinding('env').fields.tickInfo`; C++: `env->fields().tickInfo()`.
#ifndef ISOSCOPE_RUNTIME_ENV_SHARED_FIELDS_H_
#define ISOSCOPE_RUNTIME_ENV_SHARED_FIELDS_H_

#include <cstddef>
#include <cstdint>

namespace isoscope {

// V(name, JavaScript array type, C++ element type, length): keep 8-byte elements first, so that every array is aligned.
#define ISOSCOPE_SHARED_FIELDS(V)                  \
  V(asyncIds, Float64Array, double, 5)             \
  V(hrtime, BigUint64Array, uint64_t, 1)           \
  V(hrtimeParts, Uint32Array, uint32_t, 4)         \
  V(statValues, Float64Array, double, 36)          \
  V(bigintStatValues, BigInt64Array, int64_t, 36)  \
  V(statFsValues, Float64Array, double, 8)         \
  V(bigintStatFsValues, BigInt64Array, int64_t, 8) \
  V(memoryUsage, Float64Array, double, 6)          \
  V(cpuUsage, Float64Array, double, 16)            \
  V(heapStatistics, Float64Array, double, 16)      \
  V(heapSpaceStatistics, Float64Array, double, 8)  \
  V(loopMetrics, Float64Array, double, 4)          \
  V(immediateInfo, Uint32Array, uint32_t, 4)       \
  V(timerInfo, Int32Array, int32_t, 2)             \
  V(tickCounts, Uint32Array, uint32_t, 4)          \
  V(urlComponents, Uint32Array, uint32_t, 10)      \
  V(streamState, Int32Array, int32_t, 6)           \
  V(asyncHooks, Uint32Array, uint32_t, 8)          \
  V(exitInfo, Int32Array, int32_t, 4)              \
  V(tickInfo, Uint8Array, uint8_t, 8)              \
  V(smallRead, Uint8Array, uint8_t, 64)            \
  V(messaging, Uint8Array, uint8_t, 8)

// Indexes within the arrays, the same on both sides (JavaScript reads them from `internalBinding('env').constants`).
// V(constant, value)
#define ISOSCOPE_FIELD_INDEXES(V) \
  V(kHasTickScheduled, 0)         \
  V(kHasRejectionToWarn, 1)       \
  V(kTicksRun, 0)                 \
  V(kImmediateCount, 0)           \
  V(kImmediateRefCount, 1)        \
  V(kImmediateHasOutstanding, 2)  \
  V(kActiveTimeouts, 0)           \
  V(kTimersObserved, 1)           \
  V(kExecutionAsyncId, 0)         \
  V(kTriggerAsyncId, 1)           \
  V(kAsyncIdCounter, 2)           \
  V(kDefaultTriggerAsyncId, 3)    \
  V(kHookInit, 0)                 \
  V(kHookBefore, 1)               \
  V(kHookAfter, 2)                \
  V(kHookDestroy, 3)              \
  V(kHookPromiseResolve, 4)       \
  V(kHookTotal, 5)                \
  V(kExiting, 0)                  \
  V(kExitCode, 1)                 \
  V(kHasExitCode, 2)              \
  V(kHasCaptureCallback, 3)       \
  V(kReadBytesOrError, 0)         \
  V(kArrayBufferOffset, 1)        \
  V(kBytesWritten, 2)             \
  V(kLastWriteWasAsync, 3)        \
  V(kHasMarkedObjects, 0)         \
  V(kHasMarkedClasses, 1)

enum FieldIndex : size_t {
#define V(name, value) name = value,
  ISOSCOPE_FIELD_INDEXES(V)
#undef V
};

class SharedFields {
 public:
  // The layout of the one buffer; each array starts 8-byte aligned.
  struct Layout {
#define V(name, array, type, length) alignas(8) type name[length];
    ISOSCOPE_SHARED_FIELDS(V)
#undef V
  };
  static constexpr size_t kByteLength = sizeof(Layout);

  void Attach(void* data) { layout_ = static_cast<Layout*>(data); }
  bool attached() const { return layout_ != nullptr; }

#define V(name, array, type, length) \
  type* name() const { return layout_->name; }
  ISOSCOPE_SHARED_FIELDS(V)
#undef V

 private:
  Layout* layout_ = nullptr;  // Owned by the ArrayBuffer, which the Environment keeps alive.
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_SHARED_FIELDS_H_
