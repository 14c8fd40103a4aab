// The schema as JSON for clients and as Markdown for people.
#include <string>
#include <string_view>
#include <vector>

#include "runtime/probes/names.h"
#include "runtime/probes/record_json.h"

namespace isoscope {
namespace {

struct FieldDescription {
  std::string_view type;  // As the list spells it: "U64", "Enum<GcType>".
  std::string_view name;
  std::string_view doc;
};

struct KindDescription {
  Kind kind;
  bool in_default;
  std::vector<FieldDescription> fields;
};

std::vector<KindDescription> Describe() {
  std::vector<KindDescription> kinds;
#define F(type, name, doc) FieldDescription{#type, #name, doc},
#define K(Name, json, klass, in_default, doc) kinds.push_back({Kind::k##Name, in_default, {ISOSCOPE_FIELDS_##Name(F)}});
  ISOSCOPE_KINDS(K)
#undef K
#undef F
  return kinds;
}

// The values of an enum of the schema, as JSON shows them.
std::vector<std::string_view> EnumValues(std::string_view type) {
  std::vector<std::string_view> values;
#define E(Type, LIST)                                                      \
  if (type == "Enum<" #Type ">") {                                         \
    for (int i = 0; i < static_cast<int>(Type::kCount); i++) {             \
      const char* name = EnumName(static_cast<Type>(i));                   \
      values.push_back(name != nullptr ? std::string_view(name) : "null"); \
    }                                                                      \
  }
  ISOSCOPE_ENUMS(E)
#undef E
  return values;
}

// What a client sees of a field's type.
std::string JsonType(std::string_view type) {
  if (type == "U64" || type == "I64") return "integer";
  if (type == "Bool") return "boolean";
  if (type == "Text" || type == "Hex") return "string|null";
  if (type == "OptU64" || type == "OptI64") return "integer|null";
  if (type == "OptF64") return "number|null";
  if (type == "Json") return "any";
  if (type == "Phases") return "{name: integer}";
  if (type == "LoopPhases") return "{phase: integer}";
  if (type == "Distribution") return "{count, min, mean, stddev, p50, p90, p99, max}";
  if (type == "List<HeapSpace>") return "[{name, sizeBytes, usedBytes, availableBytes, physicalBytes}]";
  if (type == "List<GcSpace>") return "[{name, usedBeforeBytes, usedAfterBytes, sizeBeforeBytes, sizeAfterBytes}]";
  if (type == "List<Position>") return "[{scriptUrl, line, column}]";
  ISOSCOPE_CHECK(type.starts_with("Enum<"));
  return "enum";
}

}  // namespace

std::string SchemaJson() {
  JsonWriter json;
  json.StartObject();
  json.Member("schemaVersion", kSchemaVersion);
  json.Key("kinds");
  json.StartArray();
  for (const KindDescription& kind : Describe()) {
    json.StartObject();
    json.Member("name", KindName(kind.kind));
    json.Member("lifecycle", IsLifecycle(kind.kind));
    json.Member("default", kind.in_default);
    json.Member("description", KindDoc(kind.kind));
    json.Key("fields");
    json.StartArray();
    for (const FieldDescription& field : kind.fields) {
      json.StartObject();
      json.Member("name", field.name);
      json.Member("type", JsonType(field.type));
      if (auto values = EnumValues(field.type); !values.empty()) {
        json.Key("values");
        json.StartArray();
        for (std::string_view value : values) value == "null" ? json.Null() : json.String(value);
        json.EndArray();
      }
      json.Member("description", field.doc);
      json.EndObject();
    }
    json.EndArray();
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  return json.Take();
}

std::string SchemaMarkdown() {
  std::string text =
      "# Metrics reference\n\n"
      "Generated from `runtime/probes/schema.h`; run the tests with `ISOSCOPE_UPDATE_DOCS=1` to write it anew.\n\n"
      "Every record has `kind`, `sequence` (without gaps, in the order of collection), `timeUs` (monotonic, when it was sent) and `isolate` (0: the\n"
      "process). Names end in their unit; bytes and microseconds are integers; what is not known is null. *Lifecycle* kinds are not dropped while\n"
      "there is memory for them; *sample* kinds are dropped, and counted under `dropped`, when they come faster than they are collected.\n";
  for (const KindDescription& kind : Describe()) {
    text += "\n## ";
    text += KindName(kind.kind);
    text += "\n";
    text += KindDoc(kind.kind);
    text += IsLifecycle(kind.kind) ? " (lifecycle" : " (sample";
    text += kind.in_default ? ", in the default set).\n\n" : ").\n\n";
    text += "| field | type | what it is |\n| --- | --- | --- |\n";
    for (const FieldDescription& field : kind.fields) {
      std::string type = JsonType(field.type);
      if (auto values = EnumValues(field.type); !values.empty()) {
        type.clear();
        for (std::string_view value : values) {
          if (!type.empty()) type += ", ";
          type += value;
        }
      }
      for (size_t at = 0; (at = type.find('|', at)) != std::string::npos; at += 2) type.insert(at, "\\");
      text += "| `" + std::string(field.name) + "` | " + type + " | " + std::string(field.doc) + " |\n";
    }
  }
  return text;
}

}  // namespace isoscope
