// The types that fields of the schema may have. All are plain bytes; "Opt" ones are null until set.
#ifndef ISOSCOPE_RUNTIME_PROBES_FIELD_TYPES_H_
#define ISOSCOPE_RUNTIME_PROBES_FIELD_TYPES_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string_view>

#include "runtime/base/interner.h"

namespace isoscope {

using FieldU64 = uint64_t;
using FieldI64 = int64_t;
// In fewer bytes, where there are many records; outside of them they are no different.
using FieldU32 = uint32_t;
using FieldU16 = uint16_t;
using FieldI32 = int32_t;
using FieldBool = bool;

// A number that may be unknown: null in JSON.
template <typename T>
struct Optional {
  static constexpr T kNone = std::numeric_limits<T>::has_quiet_NaN ? std::numeric_limits<T>::quiet_NaN()
                             : std::numeric_limits<T>::is_signed   ? std::numeric_limits<T>::min()
                                                                   : std::numeric_limits<T>::max();
  T value = kNone;

  Optional() = default;
  Optional(T v) : value(v) {}  // NOLINT: `record.thread = 3`.
  bool has_value() const { return value == value && value != kNone; }
};
using FieldOptU64 = Optional<uint64_t>;
using FieldOptU16 = Optional<uint16_t>;
using FieldOptI64 = Optional<int64_t>;
using FieldOptF64 = Optional<double>;

// An interned text; null while 0.
struct FieldText {
  NameId id = 0;
  FieldText() = default;
  FieldText(NameId i) : id(i) {}  // NOLINT: `record.reason = hub.Intern("...")`.
};

// An address, "0x..." in JSON; null while 0.
struct FieldHex {
  uint64_t value = 0;
  FieldHex() = default;
  FieldHex(uint64_t v) : value(v) {}  // NOLINT
};

template <typename E>
using FieldEnum = E;

// At most N things; Add beyond that is counted in `missed`, never silent.
template <typename T, size_t N>
struct BoundedList {
  uint32_t count = 0;
  uint32_t missed = 0;
  T items[N];

  BoundedList() {}  // Items beyond `count` stay unset: they do not travel.
  bool Add(const T& item) {
    if (count == N) {
      missed++;
      return false;
    }
    items[count++] = item;
    return true;
  }
  const T* begin() const { return items; }
  const T* end() const { return items + count; }
  T* begin() { return items; }
  T* end() { return items + count; }
};

struct HeapSpace {
  NameId name = 0;
  uint64_t sizeBytes = 0;
  uint64_t usedBytes = 0;
  uint64_t availableBytes = 0;
  uint64_t physicalBytes = 0;
};

struct GcSpace {
  NameId name = 0;
  uint64_t usedBeforeBytes = 0;
  uint64_t usedAfterBytes = 0;
  uint64_t sizeBeforeBytes = 0;
  uint64_t sizeAfterBytes = 0;
};

struct Position {
  NameId scriptUrl = 0;
  uint32_t line = 0;
  uint32_t column = 0;
};

// V8 13.6 has 13 spaces.
template <typename T>
using FieldList = BoundedList<T, 20>;

// Named durations: {"mark": 83, "sweep": 10}.
struct NamedDuration {
  NameId name = 0;
  uint64_t durationUs = 0;
};
using FieldPhases = BoundedList<NamedDuration, 24>;

// Time in each phase of the loop, indexed by LoopPhase; `outside` is not part of an iteration.
struct FieldLoopPhases {
  static constexpr size_t kPhases = 9;
  uint64_t us[kPhases] = {};
};

struct FieldDistribution {
  uint64_t count = 0;
  uint64_t min = 0;
  double mean = 0;
  double stddev = 0;
  uint64_t p50 = 0;
  uint64_t p90 = 0;
  uint64_t p99 = 0;
  uint64_t max = 0;
};

// One JSON value as text. Too long a text is replaced by null with `truncated` set.
struct FieldJson {
  static constexpr size_t kMaxBytes = 8192;
  uint32_t size = 0;
  uint32_t truncated = 0;
  char data[kMaxBytes];

  FieldJson() {}
  bool Set(std::string_view json) {
    truncated = json.size() > kMaxBytes;
    size = truncated ? 0 : static_cast<uint32_t>(json.size());
    if (size != 0) std::memcpy(data, json.data(), size);
    return truncated == 0;
  }
  std::string_view view() const { return {data, size}; }
};

// Bytes at the end of a field's value that are unused and need not travel.
template <typename T>
constexpr size_t UnusedTail(const T&) {
  return 0;
}
template <typename T, size_t N>
constexpr size_t UnusedTail(const BoundedList<T, N>& list) {
  return (N - list.count) * sizeof(T);
}
constexpr size_t UnusedTail(const FieldJson& json) { return (FieldJson::kMaxBytes - json.size) & ~size_t{7}; }

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_PROBES_FIELD_TYPES_H_
