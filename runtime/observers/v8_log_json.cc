// What V8LogReader has kept, as JSON.
#include <algorithm>
#include <cstdio>
#include <string>

#include "runtime/observers/v8_log_reader.h"
#include "runtime/probes/names.h"

namespace isoscope {
namespace {

void Text(JsonWriter* json, std::string_view key, NameId id) {
  json->Key(key);
  id == 0 ? json->Null() : json->String(Names().Text(id));
}

void Text(JsonWriter* json, std::string_view key, const char* text) {
  json->Key(key);
  text == nullptr ? json->Null() : json->String(text);
}

void Address(JsonWriter* json, std::string_view key, uint64_t address) {
  json->Key(key);
  if (address == 0) return json->Null();
  char text[24];
  json->String({text, static_cast<size_t>(std::snprintf(text, sizeof(text), "0x%llx", static_cast<unsigned long long>(address)))});
}

void Place(JsonWriter* json, NameId script_url, uint32_t line, uint32_t column) {
  Text(json, "scriptUrl", script_url);
  json->Member("line", line);
  json->Member("column", column);
}

void WriteSite(JsonWriter* json, const IcSite& site) {
  json->StartObject();
  Text(json, "icType", site.type);
  json->Member("line", site.line);
  json->Member("column", site.column);
  Text(json, "property", site.property);
  Text(json, "state", site.state);
  json->Member("changes", site.changes);
  json->Key("maps");
  json->StartArray();
  for (const uint64_t map : site.maps) {
    char text[24];
    json->String({text, static_cast<size_t>(std::snprintf(text, sizeof(text), "0x%llx", static_cast<unsigned long long>(map)))});
  }
  json->EndArray();
  json->EndObject();
}

}  // namespace

void V8LogReader::WriteFunction(JsonWriter* json, FunctionId id, const FunctionInfo& function) const {
  json->StartObject();
  json->Member("id", id);
  Text(json, "function", function.name);
  Place(json, function.script_url, function.line, function.column);
  Text(json, "tier", EnumName(function.tier));
  Text(json, "osrTier", EnumName(function.osr_tier));
  json->Key("tiers");
  json->StartArray();
  for (const TierChange& change : function.tiers) {
    json->StartObject();
    json->Member("timeUs", change.time_us);
    Text(json, "tier", EnumName(change.tier));
    json->Member("osr", change.osr);
    json->Key("compileUs");
    change.compile_us.has_value() ? json->Uint(change.compile_us.value) : json->Null();
    json->Member("codeBytes", change.code_bytes);
    json->EndObject();
  }
  json->EndArray();
  json->Member("tiersSeen", function.tiers_seen);
  json->Key("deopts");
  json->StartArray();
  for (const DeoptSeen& deopt : function.deopts) {
    json->StartObject();
    json->Member("timeUs", deopt.time_us);
    Text(json, "reason", deopt.reason);
    Text(json, "deoptKind", deopt.kind);
    Place(json, deopt.at.scriptUrl, deopt.at.line, deopt.at.column);
    Text(json, "tierLost", EnumName(deopt.tier_lost));
    json->Member("osr", deopt.osr);
    json->Key("bytecodeOffset");
    deopt.bytecode_offset.has_value() ? json->Uint(deopt.bytecode_offset.value) : json->Null();
    json->EndObject();
  }
  json->EndArray();
  json->Member("deoptsSeen", function.deopts_seen);
  json->Key("inlinedInto");
  json->StartArray();
  for (const FunctionId into : function.inlined_into) {
    const FunctionInfo* outer = table_.Get(into);
    if (outer == nullptr) continue;
    json->StartObject();
    Text(json, "function", outer->name);
    Place(json, outer->script_url, outer->line, outer->column);
    json->EndObject();
  }
  json->EndArray();
  json->Key("ics");
  json->StartArray();
  for (const IcSite& site : function.sites) WriteSite(json, site);
  json->EndArray();
  json->EndObject();
}

void V8LogReader::WriteFunctions(JsonWriter* json, const Query& query) const {
  std::lock_guard lock(mutex_);
  const auto matches = [&query](const FunctionInfo& function) {
    if (query.line != 0 && (function.line != query.line || function.column != query.column)) return false;
    if (!query.script_url.empty() && Names().Text(function.script_url) != query.script_url) return false;
    return query.name.empty() || Names().Text(function.name) == query.name;
  };
  json->StartArray();
  size_t left = query.limit;
  for (FunctionId id = table_.end(); id > table_.first() && left > 0;) {
    const FunctionInfo& function = *table_.Get(--id);
    if (!matches(function)) continue;
    WriteFunction(json, id, function);
    left--;
  }
  json->EndArray();
}

void V8LogReader::WriteMaps(JsonWriter* json, size_t limit) const {
  std::lock_guard lock(mutex_);
  const MapId first = maps_.end() - std::min<uint64_t>(limit, maps_.end() - maps_.first());
  json->StartArray();
  for (MapId id = first; id < maps_.end(); id++) {
    const MapNode& node = maps_.Get(id);
    json->StartObject();
    json->Member("id", id);
    Address(json, "map", node.address);
    json->Key("parent");
    node.parent == 0 ? json->Null() : json->Uint(node.parent);
    Text(json, "event", node.event);
    Text(json, "property", node.property);
    Text(json, "reason", node.reason);
    Place(json, node.at.scriptUrl, node.at.line, node.at.column);
    json->Member("deprecated", node.deprecated);
    json->Key("timeUs");
    node.time_us == 0 ? json->Null() : json->Uint(node.time_us);
    json->EndObject();
  }
  json->EndArray();
}

}  // namespace isoscope
