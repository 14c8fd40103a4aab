#include "runtime/recording/record_codec.h"

#include <array>
#include <concepts>

#include "runtime/base/json_reader.h"
#include "runtime/base/json_writer.h"
#include "runtime/probes/names.h"
#include "runtime/probes/producer.h"
#include "runtime/probes/record_json.h"

namespace isoscope {
namespace {

// --- One Put, Get and Wire for every field type; an enum travels by its name.

template <typename E>
struct EnumTexts {
  static constexpr size_t kCount = static_cast<size_t>(E::kCount);
  static const std::array<NameId, kCount>& Ids() {
    static const std::array<NameId, kCount> ids = [] {
      std::array<NameId, kCount> made{};
      for (size_t i = 0; i < kCount; i++) {
        const char* name = EnumName(static_cast<E>(i));
        made[i] = name != nullptr ? Intern(name) : 0;
      }
      return made;
    }();
    return ids;
  }
};

template <std::unsigned_integral Number>
void Put(WireWriter* writer, Number value) {
  writer->Varint(value);
}
template <std::signed_integral Number>
void Put(WireWriter* writer, Number value) {
  writer->Signed(value);
}
void Put(WireWriter* writer, FieldText value) { writer->Text(value.id); }
void Put(WireWriter* writer, FieldHex value) { writer->Varint(value.value); }
template <std::unsigned_integral Number>
void Put(WireWriter* writer, Optional<Number> value) {
  writer->Varint(static_cast<Number>(value.value + 1));  // None is the highest: it becomes 0.
}
void Put(WireWriter* writer, FieldOptI64 value) { writer->Signed(value.value); }  // None is the lowest.
void Put(WireWriter* writer, FieldOptF64 value) { writer->Double(value.value); }  // None is NaN.

template <std::unsigned_integral Number>
void Get(WireReader* reader, Number* value) {
  *value = static_cast<Number>(reader->Varint());
}
template <std::signed_integral Number>
void Get(WireReader* reader, Number* value) {
  *value = static_cast<Number>(reader->Signed());
}
void Get(WireReader* reader, bool* value) { *value = reader->Varint() != 0; }
void Get(WireReader* reader, FieldText* value) { value->id = reader->Text(); }
void Get(WireReader* reader, FieldHex* value) { value->value = reader->Varint(); }
template <std::unsigned_integral Number>
void Get(WireReader* reader, Optional<Number>* value) {
  value->value = static_cast<Number>(reader->Varint() - 1);
}
void Get(WireReader* reader, FieldOptI64* value) { value->value = reader->Signed(); }
void Get(WireReader* reader, FieldOptF64* value) { value->value = reader->Double(); }

template <std::integral Number>
std::string Wire(const Number&) {
  return "v";
}
std::string Wire(const FieldText&) { return "t"; }
std::string Wire(const FieldHex&) { return "v"; }
template <std::integral Number>
std::string Wire(const Optional<Number>&) {
  return "v";
}
std::string Wire(const FieldOptF64&) { return "d"; }

#define E(Type, LIST)                                                                                                    \
  void Put(WireWriter* writer, Type value) { writer->Text(EnumTexts<Type>::Ids()[static_cast<size_t>(value)]); }         \
  void Get(WireReader* reader, Type* value) {                                                                            \
    const NameId id = reader->Text();                                                                                    \
    const auto& ids = EnumTexts<Type>::Ids();                                                                            \
    *value = Type{}; /* A value that another version added reads as the first, which is "unknown" where there is one. */ \
    for (size_t i = 0; i < ids.size(); i++) {                                                                            \
      if (ids[i] == id) *value = static_cast<Type>(i);                                                                   \
    }                                                                                                                    \
  }                                                                                                                      \
  std::string Wire(const Type&) { return "t"; }
ISOSCOPE_ENUMS(E)
#undef E

void PutItem(WireWriter* writer, const HeapSpace& item) {
  writer->Text(item.name);
  for (uint64_t value : {item.sizeBytes, item.usedBytes, item.availableBytes, item.physicalBytes}) writer->Varint(value);
}
void GetItem(WireReader* reader, HeapSpace* item) {
  item->name = reader->Text();
  for (uint64_t* value : {&item->sizeBytes, &item->usedBytes, &item->availableBytes, &item->physicalBytes}) *value = reader->Varint();
}
std::string ItemWire(const HeapSpace&) { return "tvvvv"; }

void PutItem(WireWriter* writer, const GcSpace& item) {
  writer->Text(item.name);
  for (uint64_t value : {item.usedBeforeBytes, item.usedAfterBytes, item.sizeBeforeBytes, item.sizeAfterBytes}) writer->Varint(value);
}
void GetItem(WireReader* reader, GcSpace* item) {
  item->name = reader->Text();
  for (uint64_t* value : {&item->usedBeforeBytes, &item->usedAfterBytes, &item->sizeBeforeBytes, &item->sizeAfterBytes}) *value = reader->Varint();
}
std::string ItemWire(const GcSpace&) { return "tvvvv"; }

void PutItem(WireWriter* writer, const Position& item) {
  writer->Text(item.scriptUrl);
  writer->Varint(item.line);
  writer->Varint(item.column);
}
void GetItem(WireReader* reader, Position* item) {
  item->scriptUrl = reader->Text();
  item->line = static_cast<uint32_t>(reader->Varint());
  item->column = static_cast<uint32_t>(reader->Varint());
}
std::string ItemWire(const Position&) { return "tvv"; }

void PutItem(WireWriter* writer, const NamedDuration& item) {
  writer->Text(item.name);
  writer->Varint(item.durationUs);
}
void GetItem(WireReader* reader, NamedDuration* item) {
  item->name = reader->Text();
  item->durationUs = reader->Varint();
}
std::string ItemWire(const NamedDuration&) { return "tv"; }

template <typename T, size_t N>
void Put(WireWriter* writer, const BoundedList<T, N>& list) {
  writer->Varint(list.count);
  writer->Varint(list.missed);
  for (const T& item : list) PutItem(writer, item);
}
template <typename T, size_t N>
void Get(WireReader* reader, BoundedList<T, N>* list) {
  const uint64_t count = reader->Varint();
  const uint64_t missed = reader->Varint();
  for (uint64_t i = 0; i < count && reader->ok(); i++) {
    T item;
    GetItem(reader, &item);
    list->Add(item);
  }
  list->missed += static_cast<uint32_t>(missed);
}
template <typename T, size_t N>
std::string Wire(const BoundedList<T, N>&) {
  return "[" + ItemWire(T()) + "]";
}

void Put(WireWriter* writer, const FieldLoopPhases& phases) {
  writer->Varint(FieldLoopPhases::kPhases);
  writer->Varint(0);
  for (size_t i = 0; i < FieldLoopPhases::kPhases; i++) PutItem(writer, NamedDuration{EnumTexts<LoopPhase>::Ids()[i], phases.us[i]});
}
void Get(WireReader* reader, FieldLoopPhases* phases) {
  const uint64_t count = reader->Varint();
  reader->Varint();
  const auto& ids = EnumTexts<LoopPhase>::Ids();
  for (uint64_t i = 0; i < count && reader->ok(); i++) {
    NamedDuration item;
    GetItem(reader, &item);
    for (size_t phase = 0; phase < FieldLoopPhases::kPhases; phase++) {
      if (ids[phase] == item.name) phases->us[phase] = item.durationUs;
    }
  }
}
std::string Wire(const FieldLoopPhases&) { return "[tv]"; }

void Put(WireWriter* writer, const FieldDistribution& d) {
  for (uint64_t value : {d.count, d.min, d.p50, d.p90, d.p99, d.max}) writer->Varint(value);
  writer->Double(d.mean);
  writer->Double(d.stddev);
}
void Get(WireReader* reader, FieldDistribution* d) {
  for (uint64_t* value : {&d->count, &d->min, &d->p50, &d->p90, &d->p99, &d->max}) *value = reader->Varint();
  d->mean = reader->Double();
  d->stddev = reader->Double();
}
std::string Wire(const FieldDistribution&) { return "vvvvvvdd"; }

void Put(WireWriter* writer, const FieldJson& json) {
  writer->Bytes(json.view());
  writer->Varint(json.truncated);
}
void Get(WireReader* reader, FieldJson* json) {
  const std::string_view text = reader->Bytes();
  json->truncated = reader->Varint() != 0;
  if (text.empty()) return;
  // It is copied into other JSON as it is.
  if (text.size() > FieldJson::kMaxBytes || !JsonDocument().Parse(text)) return reader->Fail();
  json->Set(text);
}
std::string Wire(const FieldJson&) { return "bv"; }

// --- The tables that the schema gives.

struct OwnField {
  const char* name;
  const char* type;  // As the schema lists it.
  std::string wire;
  void (*get)(WireReader* reader, void* record);
};

template <typename Record>
std::vector<OwnField> OwnFieldsOf() {
  std::vector<OwnField> fields;
#define F(type, name, doc) \
  fields.push_back({#name, #type, Wire(Record{}.name), [](WireReader* reader, void* record) { Get(reader, &static_cast<Record*>(record)->name); }});
#define K(Name, json, klass, in_default, doc)     \
  if constexpr (Record::kKind == Kind::k##Name) { \
    ISOSCOPE_FIELDS_##Name(F)                     \
  }
  ISOSCOPE_KINDS(K)
#undef K
#undef F
  return fields;
}

const std::array<std::vector<OwnField>, kKindCount>& OwnFields() {
  static const auto* const fields = new std::array<std::vector<OwnField>, kKindCount>{
#define K(Name, json, klass, in_default, doc) OwnFieldsOf<Name##Record>(),
      ISOSCOPE_KINDS(K)
#undef K
  };
  return *fields;
}

}  // namespace

std::string WireSchemaJson() {
  JsonWriter json;
  json.StartObject();
  json.Member("schemaVersion", kSchemaVersion);
  json.Key("kinds");
  json.StartArray();
  for (size_t i = 0; i < kKindCount; i++) {
    json.StartObject();
    json.Member("name", KindName(static_cast<Kind>(i)));
    json.Key("fields");
    json.StartArray();
    for (const OwnField& field : OwnFields()[i]) {
      json.StartObject();
      json.Member("name", field.name);
      json.Member("wire", std::string_view(field.wire));
      json.Member("type", field.type);
      json.EndObject();
    }
    json.EndArray();
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  return json.Take();
}

void EncodeFields(WireWriter* writer, RecordBytes bytes) {
  VisitRecord(bytes, [writer]<typename Record>(const Record& record) {
#define F(type, name, doc) Put(writer, record.name);
#define K(Name, json, klass, in_default, doc)     \
  if constexpr (Record::kKind == Kind::k##Name) { \
    ISOSCOPE_FIELDS_##Name(F)                     \
  }
    ISOSCOPE_KINDS(K)
#undef K
#undef F
  });
}

Result<RecordDecoder> RecordDecoder::Make(std::string_view wire_schema_json) {
  JsonDocument document;
  const Status wrong = Status::Error("its schema cannot be read");
  if (!document.Parse(wire_schema_json)) return wrong;
  const JsonValue& kinds = JsonMember(document.value(), "kinds");
  if (!kinds.IsArray()) return wrong;
  RecordDecoder decoder;
  for (const JsonValue& kind : kinds.GetArray()) {
    const JsonValue& fields = JsonMember(kind, "fields");
    if (!fields.IsArray()) return wrong;
    FileKind file_kind;
    const auto own = KindFromName(JsonText(kind, "name"));
    if (own.has_value()) file_kind.kind = static_cast<int>(*own);
    for (const JsonValue& field : fields.GetArray()) {
      FileField file_field{.wire = JsonText(field, "wire")};
      if (!IsWireSignature(file_field.wire)) return wrong;
      const std::string name = JsonText(field, "name");
      for (size_t i = 0; own.has_value() && i < OwnFields()[static_cast<size_t>(*own)].size(); i++) {
        const OwnField& own_field = OwnFields()[static_cast<size_t>(*own)][i];
        if (name == own_field.name && file_field.wire == own_field.wire) file_field.index = static_cast<int>(i);
      }
      file_kind.fields.push_back(std::move(file_field));
    }
    decoder.kinds_.push_back(std::move(file_kind));
  }
  return decoder;
}

void RecordDecoder::Decode(size_t kind, uint32_t isolate, uint64_t time_us, WireReader* reader, const std::function<void(RecordBytes)>& visit) const {
  if (kind >= kinds_.size()) return reader->Fail();
  const FileKind& file_kind = kinds_[kind];
  const auto decode = [&]<typename Record>(Record record) {
    const auto& own = OwnFields()[static_cast<size_t>(Record::kKind)];
    for (const FileField& field : file_kind.fields) {
      field.index < 0 ? reader->Skip(field.wire) : own[static_cast<size_t>(field.index)].get(reader, &record);
    }
    record.header.isolate = isolate;
    record.header.timeUs = time_us;
    if (reader->ok()) visit({reinterpret_cast<const std::byte*>(&record), UsedSize(record)});
  };
  switch (file_kind.kind) {
#define K(Name, json, klass, in_default, doc) \
  case static_cast<int>(Kind::k##Name):       \
    return decode(Name##Record{});
    ISOSCOPE_KINDS(K)
#undef K
    default:
      for (const FileField& field : file_kind.fields) reader->Skip(field.wire);
  }
}

}  // namespace isoscope
