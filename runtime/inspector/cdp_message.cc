#include "runtime/inspector/cdp_message.h"

#include "runtime/base/json_writer.h"

namespace isoscope {
namespace {

bool ReadStrings(const rapidjson::Value& value, std::vector<std::string>* out) {
  if (!value.IsArray()) return false;
  std::vector<std::string> strings;
  for (const auto& item : value.GetArray()) {
    if (!item.IsString()) return false;
    strings.emplace_back(item.GetString(), item.GetStringLength());
  }
  *out = std::move(strings);
  return true;
}

}  // namespace

bool CdpRequest::Parse(std::string_view text) {
  // Iterative: a deeply nested message must not exhaust the stack.
  document_.Parse<rapidjson::kParseIterativeFlag>(text.data(), text.size());
  if (document_.HasParseError() || !document_.IsObject()) return false;
  const auto id = document_.FindMember("id");
  const auto method = document_.FindMember("method");
  if (id == document_.MemberEnd() || !id->value.IsInt()) return false;
  if (method == document_.MemberEnd() || !method->value.IsString()) return false;
  id_ = id->value.GetInt();
  method_.assign(method->value.GetString(), method->value.GetStringLength());
  return true;
}

const rapidjson::Value* CdpRequest::Find(const char* name) const {
  const auto params = document_.FindMember("params");
  if (params == document_.MemberEnd() || !params->value.IsObject()) return nullptr;
  const auto member = params->value.FindMember(name);
  return member == params->value.MemberEnd() ? nullptr : &member->value;
}

bool CdpRequest::Has(const char* name) const { return Find(name) != nullptr; }

bool CdpRequest::NeedIn(const char* object, const char* name) {
  const rapidjson::Value* value = Find(object);
  if (value == nullptr || !value->IsObject()) return Refuse(object, "object expected");
  return value->HasMember(name) || Refuse((std::string(object) + "." + name).c_str(), "mandatory field missing");
}

bool CdpRequest::Need(const char* name) { return Has(name) || Refuse(name, "mandatory field missing"); }

bool CdpRequest::Refuse(const char* name, const char* why) {
  error_ = std::string("Failed to deserialize params.") + name + " - BINDINGS: " + why;
  return false;
}

bool CdpRequest::Get(const char* name, bool* out) {
  const rapidjson::Value* value = Find(name);
  if (value == nullptr) return true;
  if (!value->IsBool()) return Refuse(name, "bool value expected");
  *out = value->GetBool();
  return true;
}

bool CdpRequest::Get(const char* name, uint64_t* out) {
  const rapidjson::Value* value = Find(name);
  if (value == nullptr) return true;
  if (!value->IsUint64()) return Refuse(name, "non-negative integer expected");
  *out = value->GetUint64();
  return true;
}

bool CdpRequest::Get(const char* name, int64_t* out) {
  const rapidjson::Value* value = Find(name);
  if (value == nullptr) return true;
  if (!value->IsInt64()) return Refuse(name, "integer value expected");
  *out = value->GetInt64();
  return true;
}

bool CdpRequest::Get(const char* name, std::string* out) {
  const rapidjson::Value* value = Find(name);
  if (value == nullptr) return true;
  if (!value->IsString()) return Refuse(name, "string value expected");
  out->assign(value->GetString(), value->GetStringLength());
  return true;
}

bool CdpRequest::Get(const char* name, std::vector<std::string>* out) {
  const rapidjson::Value* value = Find(name);
  return value == nullptr || ReadStrings(*value, out) || Refuse(name, "array of strings expected");
}

bool CdpRequest::Get(const char* object, const char* name, std::vector<std::string>* out) {
  const rapidjson::Value* value = Find(object);
  if (value == nullptr) return true;
  if (!value->IsObject()) return Refuse(object, "object expected");
  const auto member = value->FindMember(name);
  return member == value->MemberEnd() || ReadStrings(member->value, out) || Refuse(name, "array of strings expected");
}

std::string CdpResult(int64_t id, const CdpBody& write) {
  JsonWriter json;
  json.StartObject();
  json.Member("id", id);
  json.Key("result");
  json.StartObject();
  if (write) write(&json);
  json.EndObject();
  json.EndObject();
  return json.Take();
}

std::string CdpError(int64_t id, int code, std::string_view message) {
  JsonWriter json;
  json.StartObject();
  json.Member("id", id);
  json.Key("error");
  json.StartObject();
  json.Member("code", code);
  json.Member("message", message);
  json.EndObject();
  json.EndObject();
  return json.Take();
}

std::string CdpInvalidParams(int64_t id, std::string_view why) {
  JsonWriter json;
  json.StartObject();
  json.Member("id", id);
  json.Key("error");
  json.StartObject();
  json.Member("code", kCdpInvalidParams);
  json.Member("message", "Invalid parameters");
  json.Member("data", why);
  json.EndObject();
  json.EndObject();
  return json.Take();
}

std::string CdpEvent(std::string_view method, const CdpBody& write) {
  JsonWriter json;
  json.StartObject();
  json.Member("method", method);
  json.Key("params");
  json.StartObject();
  if (write) write(&json);
  json.EndObject();
  json.EndObject();
  return json.Take();
}

}  // namespace isoscope
