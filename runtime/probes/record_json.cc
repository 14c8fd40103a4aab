#include "runtime/probes/record_json.h"

#include <concepts>
#include <cstdio>
#include <type_traits>

#include "runtime/probes/names.h"

namespace isoscope {
namespace {

void WriteText(JsonWriter* json, NameId id) {
  if (id == 0) {
    json->Null();
  } else {
    json->String(Names().Text(id));
  }
}

template <std::integral Number>
void WriteValue(JsonWriter* json, Number value) {
  if constexpr (std::is_same_v<Number, bool>) {
    json->Bool(value);
  } else {
    std::is_signed_v<Number> ? json->Int(static_cast<int64_t>(value)) : json->Uint(static_cast<uint64_t>(value));
  }
}
void WriteValue(JsonWriter* json, FieldText value) { WriteText(json, value.id); }

template <std::integral Number>
void WriteValue(JsonWriter* json, Optional<Number> value) {
  value.has_value() ? WriteValue(json, value.value) : json->Null();
}
void WriteValue(JsonWriter* json, FieldOptF64 value) { json->Double(value.value); }

void WriteValue(JsonWriter* json, FieldHex value) {
  if (value.value == 0) return json->Null();
  char text[24];
  const int length = std::snprintf(text, sizeof(text), "0x%llx", static_cast<unsigned long long>(value.value));
  json->String({text, static_cast<size_t>(length)});
}

#define E(Type, LIST)                                    \
  void WriteValue(JsonWriter* json, Type value) {        \
    const char* name = EnumName(value);                  \
    name != nullptr ? json->String(name) : json->Null(); \
  }
ISOSCOPE_ENUMS(E)
#undef E

void WriteValue(JsonWriter* json, const FieldPhases& phases) {
  json->StartObject();
  for (const NamedDuration& phase : phases) {
    json->Key(Names().Text(phase.name));
    json->Uint(phase.durationUs);
  }
  json->EndObject();
}

void WriteValue(JsonWriter* json, const FieldList<GcSpace>& spaces) {
  json->StartArray();
  for (const GcSpace& space : spaces) {
    json->StartObject();
    json->Key("name");
    WriteText(json, space.name);
    json->Member("usedBeforeBytes", space.usedBeforeBytes);
    json->Member("usedAfterBytes", space.usedAfterBytes);
    json->Member("sizeBeforeBytes", space.sizeBeforeBytes);
    json->Member("sizeAfterBytes", space.sizeAfterBytes);
    json->EndObject();
  }
  json->EndArray();
}

void WriteValue(JsonWriter* json, const FieldList<Position>& positions) {
  json->StartArray();
  for (const Position& position : positions) {
    json->StartObject();
    json->Key("scriptUrl");
    WriteText(json, position.scriptUrl);
    json->Member("line", position.line);
    json->Member("column", position.column);
    json->EndObject();
  }
  json->EndArray();
}

void WriteValue(JsonWriter* json, const FieldJson& value) { value.size == 0 ? json->Null() : json->Raw(value.view()); }

// What a bounded list had no room for shows as a member of its own.
template <typename T>
void WriteMissed(JsonWriter*, const char*, const T&) {}
template <typename T, size_t N>
void WriteMissed(JsonWriter* json, const char* name, const BoundedList<T, N>& list) {
  if (list.missed != 0) json->Member(std::string(name) + "Missed", list.missed);
}

}  // namespace

void WriteValue(JsonWriter* json, const FieldDistribution& value) {
  json->StartObject();
  json->Member("count", value.count);
  json->Member("min", value.min);
  json->Member("mean", value.mean);
  json->Member("stddev", value.stddev);
  json->Member("p50", value.p50);
  json->Member("p90", value.p90);
  json->Member("p99", value.p99);
  json->Member("max", value.max);
  json->EndObject();
}

void WriteValue(JsonWriter* json, const FieldLoopPhases& value) {
  json->StartObject();
  for (size_t i = 1; i < FieldLoopPhases::kPhases; i++) json->Member(EnumName(static_cast<LoopPhase>(i)), value.us[i]);
  json->EndObject();
}
static_assert(FieldLoopPhases::kPhases == static_cast<size_t>(LoopPhase::kCount));

void WriteValue(JsonWriter* json, const FieldList<HeapSpace>& spaces) {
  json->StartArray();
  for (const HeapSpace& space : spaces) {
    json->StartObject();
    json->Key("name");
    WriteText(json, space.name);
    json->Member("sizeBytes", space.sizeBytes);
    json->Member("usedBytes", space.usedBytes);
    json->Member("availableBytes", space.availableBytes);
    json->Member("physicalBytes", space.physicalBytes);
    json->EndObject();
  }
  json->EndArray();
}

void WriteRecord(JsonWriter* json, uint64_t sequence, RecordBytes bytes) {
  const RecordHeader header = HeaderOf(bytes);
  json->StartObject();
  json->Member("kind", KindName(header.kind));
  json->Member("sequence", sequence);
  json->Member("timeUs", header.timeUs);
  json->Member("isolate", header.isolate);
  WriteFields(json, bytes);
  json->EndObject();
}

void WriteFields(JsonWriter* json, RecordBytes bytes) {
  VisitRecord(bytes, [json]<typename Record>(const Record& record) {
#define F(type, name, doc) json->Key(#name), WriteValue(json, record.name), WriteMissed(json, #name, record.name);
#define K(Name, json_name, klass, in_default, doc) \
  if constexpr (Record::kKind == Kind::k##Name) {  \
    ISOSCOPE_FIELDS_##Name(F)                      \
  }
    ISOSCOPE_KINDS(K)
#undef K
#undef F
  });
}

}  // namespace isoscope
