// The schema as JSON for clients, as Markdown for people, as types for programs.
#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/probes/names.h"
#include "runtime/probes/record_json.h"
#include "runtime/probes/schema_texts.h"

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

// What the types of the list are in other languages; enums apart.
struct TypeTexts {
  std::string_view type;
  const char* shown;        // docs/metrics.md
  const char* json_schema;  // Members of a JSON Schema object.
  const char* typescript;
  const char* cdp;  // Members of a property in /json/protocol; "optional" is added for what may be null.
  bool nullable;
  bool bounded;  // "<name>Missed" stands beside it when there was not room for all.
};
constexpr TypeTexts kTypes[] = {
    {"U64", "integer", R"("type":"integer","minimum":0)", "number", R"("type":"integer")", false, false},
    {"U32", "integer", R"("type":"integer","minimum":0)", "number", R"("type":"integer")", false, false},
    {"U16", "integer", R"("type":"integer","minimum":0)", "number", R"("type":"integer")", false, false},
    {"I64", "integer", R"("type":"integer")", "number", R"("type":"integer")", false, false},
    {"I32", "integer", R"("type":"integer")", "number", R"("type":"integer")", false, false},
    {"Bool", "boolean", R"("type":"boolean")", "boolean", R"("type":"boolean")", false, false},
    {"Text", "string|null", R"("type":["string","null"])", "string | null", R"("type":"string")", true, false},
    {"Hex", "string|null", R"("type":["string","null"],"pattern":"^0x[0-9a-f]+$")", "string | null", R"("type":"string")", true, false},
    {"OptU64", "integer|null", R"("type":["integer","null"],"minimum":0)", "number | null", R"("type":"integer")", true, false},
    {"OptU16", "integer|null", R"("type":["integer","null"],"minimum":0)", "number | null", R"("type":"integer")", true, false},
    {"OptI64", "integer|null", R"("type":["integer","null"])", "number | null", R"("type":"integer")", true, false},
    {"OptF64", "number|null", R"("type":["number","null"])", "number | null", R"("type":"number")", true, false},
    {"Json", "any", "", "unknown", R"("type":"any")", true, false},
    {"Phases", "{name: integer}", R"("type":"object","additionalProperties":{"type":"integer","minimum":0})", "Record<string, number>",
     R"("type":"object")", false, true},
    {"LoopPhases", "{phase: integer}", R"("type":"object","additionalProperties":{"type":"integer","minimum":0})", "Record<string, number>",
     R"("type":"object")", false, false},
    {"Distribution", "{count, min, mean, stddev, p50, p90, p99, max}", R"("$ref":"#/$defs/Distribution")", "Distribution", R"("$ref":"Distribution")",
     false, false},
    {"List<HeapSpace>", "[{name, sizeBytes, usedBytes, availableBytes, physicalBytes}]", R"("type":"array","items":{"$ref":"#/$defs/HeapSpace"})",
     "HeapSpace[]", R"("type":"array","items":{"$ref":"HeapSpace"})", false, true},
    {"List<GcSpace>", "[{name, usedBeforeBytes, usedAfterBytes, sizeBeforeBytes, sizeAfterBytes}]",
     R"("type":"array","items":{"$ref":"#/$defs/GcSpace"})", "GcSpace[]", R"("type":"array","items":{"$ref":"GcSpace"})", false, true},
    {"List<Position>", "[{scriptUrl, line, column}]", R"("type":"array","items":{"$ref":"#/$defs/Position"})", "Position[]",
     R"("type":"array","items":{"$ref":"Position"})", false, true},
};

// The structures that fields are made of.
struct Structure {
  const char* name;
  const char* doc;
  std::initializer_list<std::pair<const char*, std::string_view>> members;  // Name, type of the list.
};
const Structure kStructures[] = {
    {"HeapSpace",
     "one space of V8's heap",
     {{"name", "Text"}, {"sizeBytes", "U64"}, {"usedBytes", "U64"}, {"availableBytes", "U64"}, {"physicalBytes", "U64"}}},
    {"GcSpace",
     "one space before and after a collection",
     {{"name", "Text"}, {"usedBeforeBytes", "U64"}, {"usedAfterBytes", "U64"}, {"sizeBeforeBytes", "U64"}, {"sizeAfterBytes", "U64"}}},
    {"Position", "a place in a script", {{"scriptUrl", "Text"}, {"line", "U64"}, {"column", "U64"}}},
    {"Distribution",
     "what a histogram says",
     {{"count", "U64"}, {"min", "U64"}, {"mean", "OptF64"}, {"stddev", "OptF64"}, {"p50", "U64"}, {"p90", "U64"}, {"p99", "U64"}, {"max", "U64"}}},
};

const TypeTexts* TextsOf(std::string_view type) {
  for (const TypeTexts& texts : kTypes) {
    if (texts.type == type) return &texts;
  }
  ISOSCOPE_CHECK(type.starts_with("Enum<"));  // A new type of fields needs a row above.
  return nullptr;
}

// What a client sees of a field's type.
std::string JsonType(std::string_view type) {
  const TypeTexts* texts = TextsOf(type);
  return texts != nullptr ? texts->shown : "enum";
}

// "gcPhases" -> "GcPhasesRecord".
std::string RecordName(Kind kind) {
  std::string name = KindName(kind);
  name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return name + "Record";
}

std::string Quoted(std::string_view text) {
  JsonWriter json;
  json.String(text);
  return json.Take();
}

// ["a","b",null]; `null` as its own word.
std::string EnumJson(std::string_view type, bool with_null) {
  std::string out;
  for (std::string_view value : EnumValues(type)) {
    if (value == "null" && !with_null) continue;
    out += (out.empty() ? "" : ",") + (value == "null" ? std::string("null") : Quoted(value));
  }
  return "[" + out + "]";
}

std::string JsonSchemaOf(std::string_view type) {
  const TypeTexts* texts = TextsOf(type);
  return texts != nullptr ? std::string(texts->json_schema) : "\"enum\":" + EnumJson(type, true);
}

std::string TypeScriptOf(std::string_view type) {
  if (const TypeTexts* texts = TextsOf(type)) return texts->typescript;
  std::string out;
  for (std::string_view value : EnumValues(type)) {
    out += (out.empty() ? "" : " | ") + (value == "null" ? std::string("null") : "'" + std::string(value) + "'");
  }
  return out;
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
      "there is memory for them; *sample* kinds are dropped, and counted under `dropped`, when they come faster than they are collected.\n\n"
      "Records of `loop` and `callback` may stand for several events (`count`), short ones in a row, unless somebody asked for each:\n"
      "[how](how-figures-are-obtained.md#loop-callbacks-ticks).\n";
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

// What every record begins with.
namespace {

struct CommonField {
  const char* name;
  const char* doc;
};
constexpr CommonField kCommon[] = {
    {"sequence", "rises, in the order of collection"}, {"timeUs", "monotonic, when it was sent"}, {"isolate", "its id; 0: the process"}};

}  // namespace

std::string SchemaJsonSchema() {
  std::string out = "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"title\":\"a record of Isoscope\",\"oneOf\":[";
  bool first = true;
  for (const KindDescription& kind : Describe()) {
    out += (first ? "" : ",") + ("{\"$ref\":\"#/$defs/" + RecordName(kind.kind) + "\"}");
    first = false;
  }
  out += "],\"$defs\":{";
  for (const Structure& structure : kStructures) {
    std::string properties, required;
    for (const auto& [name, type] : structure.members) {
      properties += (properties.empty() ? "" : ",") + Quoted(name) + ":{" + JsonSchemaOf(type) + "}";
      required += (required.empty() ? "" : ",") + Quoted(name);
    }
    out += Quoted(structure.name) + ":{\"type\":\"object\",\"additionalProperties\":false,\"required\":[" + required + "],\"properties\":{" +
           properties + "}},";
  }
  first = true;
  for (const KindDescription& kind : Describe()) {
    std::string properties = "\"kind\":{\"const\":" + Quoted(KindName(kind.kind)) + "}", required = "\"kind\"";
    for (const CommonField& field : kCommon) {
      properties += "," + Quoted(field.name) + ":{\"type\":\"integer\",\"minimum\":0,\"description\":" + Quoted(field.doc) + "}";
      required += "," + Quoted(field.name);
    }
    for (const FieldDescription& field : kind.fields) {
      const std::string type = JsonSchemaOf(field.type);
      properties += "," + Quoted(field.name) + ":{" + type + (type.empty() ? "" : ",") + "\"description\":" + Quoted(field.doc) + "}";
      required += "," + Quoted(field.name);
      const TypeTexts* texts = TextsOf(field.type);
      if (texts != nullptr && texts->bounded) properties += ",\"" + std::string(field.name) + "Missed\":{\"type\":\"integer\",\"minimum\":1}";
    }
    out += (first ? "" : ",") + Quoted(RecordName(kind.kind)) + ":{\"type\":\"object\",\"description\":" + Quoted(KindDoc(kind.kind)) +
           ",\"additionalProperties\":false,\"required\":[" + required + "],\"properties\":{" + properties + "}}";
    first = false;
  }
  return out + "}}";
}

std::string SchemaTypeScript() {
  std::string out =
      "// Generated from runtime/probes/schema.h; run the tests with ISOSCOPE_UPDATE_DOCS=1 to write it anew.\n\n"
      "export const schemaVersion: " +
      std::to_string(kSchemaVersion) + ";\n";
  for (const Structure& structure : kStructures) {
    out += "\n/** " + std::string(structure.doc) + " */\nexport interface " + structure.name + " {\n";
    for (const auto& [name, type] : structure.members) out += "  " + std::string(name) + ": " + TypeScriptOf(type) + ";\n";
    out += "}\n";
  }
  out += "\nexport interface RecordBase {\n";
  for (const CommonField& field : kCommon) out += "  /** " + std::string(field.doc) + " */\n  " + field.name + ": number;\n";
  out += "}\n";
  std::string all;
  for (const KindDescription& kind : Describe()) {
    all += (all.empty() ? "" : " | ") + RecordName(kind.kind);
    out += "\n/** " + std::string(KindDoc(kind.kind)) + " */\nexport interface " + RecordName(kind.kind) + " extends RecordBase {\n  kind: '" +
           KindName(kind.kind) + "';\n";
    for (const FieldDescription& field : kind.fields) {
      out += "  /** " + std::string(field.doc) + " */\n  " + std::string(field.name) + ": " + TypeScriptOf(field.type) + ";\n";
      const TypeTexts* texts = TextsOf(field.type);
      if (texts != nullptr && texts->bounded) out += "  " + std::string(field.name) + "Missed?: number;\n";
    }
    out += "}\n";
  }
  out += "\nexport type ScopeRecord =\n  " + all + ";\n\nexport type Kind = ScopeRecord['kind'];\n";
  return out;
}

std::string SchemaCdpTypes() {
  std::string out = "[";
  const auto property = [](std::string_view name, std::string_view type, std::string_view doc) {
    const TypeTexts* texts = TextsOf(type);
    const auto values = EnumValues(type);
    const bool optional = texts != nullptr ? texts->nullable : std::find(values.begin(), values.end(), "null") != values.end();
    return "{\"name\":" + Quoted(name) + "," + (texts != nullptr ? texts->cdp : "\"type\":\"string\",\"enum\":" + EnumJson(type, false)) +
           (optional ? ",\"optional\":true" : "") + (doc.empty() ? "" : ",\"description\":" + Quoted(doc)) + "}";
  };
  const auto object = [](std::string_view id, std::string_view doc, const std::string& properties) {
    return "{\"id\":" + Quoted(id) + ",\"type\":\"object\",\"description\":" + Quoted(doc) + ",\"properties\":[" + properties + "]}";
  };
  for (const Structure& structure : kStructures) {
    std::string properties;
    for (const auto& [name, type] : structure.members) properties += (properties.empty() ? "" : ",") + property(name, type, "");
    out += object(structure.name, structure.doc, properties) + ",";
  }
  bool first = true;
  for (const KindDescription& kind : Describe()) {
    std::string properties = "{\"name\":\"kind\",\"type\":\"string\",\"enum\":[" + Quoted(KindName(kind.kind)) + "]}";
    for (const CommonField& field : kCommon) properties += "," + property(field.name, "U64", field.doc);
    for (const FieldDescription& field : kind.fields) properties += "," + property(field.name, field.type, field.doc);
    out += (first ? "" : ",") + object(RecordName(kind.kind), KindDoc(kind.kind), properties);
    first = false;
  }
  return out + "]";
}

}  // namespace isoscope
