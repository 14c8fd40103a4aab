// Records and their schema as JSON: the one writer behind every door. Any thread.
#ifndef ISOSCOPE_RUNTIME_PROBES_RECORD_JSON_H_
#define ISOSCOPE_RUNTIME_PROBES_RECORD_JSON_H_

#include <cstdint>
#include <string>

#include "runtime/base/json_writer.h"
#include "runtime/probes/record_bytes.h"

namespace isoscope {

// Goes up when a kind or field changes its meaning or goes; new ones do not count.
inline constexpr int kSchemaVersion = 1;

// {kind, sequence, timeUs, isolate, ...fields}
void WriteRecord(JsonWriter* json, uint64_t sequence, RecordBytes record);

// Its fields only, as members of the object that is open.
void WriteFields(JsonWriter* json, RecordBytes record);

// Values that occur outside of records too.
void WriteValue(JsonWriter* json, const FieldDistribution& value);
void WriteValue(JsonWriter* json, const FieldLoopPhases& value);
void WriteValue(JsonWriter* json, const FieldList<HeapSpace>& value);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_PROBES_RECORD_JSON_H_
