// Records as they travel and are kept: bytes that begin with a RecordHeader, cut after the used part of the last field.
#ifndef ISOSCOPE_RUNTIME_PROBES_RECORD_BYTES_H_
#define ISOSCOPE_RUNTIME_PROBES_RECORD_BYTES_H_

#include <cstddef>
#include <cstring>
#include <span>

#include "runtime/base/check.h"
#include "runtime/probes/schema.h"

namespace isoscope {

using RecordBytes = std::span<const std::byte>;

inline RecordHeader HeaderOf(RecordBytes bytes) {
  ISOSCOPE_CHECK_GE(bytes.size(), sizeof(RecordHeader));
  RecordHeader header;
  std::memcpy(&header, bytes.data(), sizeof(header));
  return header;
}

// A copy with its unused part at rest.
template <typename Record>
Record ReadRecord(RecordBytes bytes) {
  ISOSCOPE_CHECK_LE(bytes.size(), sizeof(Record));
  Record record;
  if (bytes.size() == sizeof(Record)) [[likely]] {
    std::memcpy(static_cast<void*>(&record), bytes.data(), sizeof(Record));
  } else {
    std::memcpy(static_cast<void*>(&record), bytes.data(), bytes.size());
  }
  ISOSCOPE_CHECK(record.header.kind == Record::kKind);
  return record;
}

// Calls visit(const GcRecord&) or whatever kind the bytes are.
template <typename Visit>
void VisitRecord(RecordBytes bytes, Visit visit) {
  switch (HeaderOf(bytes).kind) {
#define K(Name, json, klass, in_default, doc) \
  case Kind::k##Name:                         \
    return visit(ReadRecord<Name##Record>(bytes));
    ISOSCOPE_KINDS(K)
#undef K
    case Kind::kCount:
      break;
  }
  ISOSCOPE_UNREACHABLE();
}

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_PROBES_RECORD_BYTES_H_
