// Reads JSON that came from outside: parsing never recurses, and a member that is missing or of another type gives the default.
//
// Values belong to their document. Any thread, one at a time.
#ifndef ISOSCOPE_RUNTIME_BASE_JSON_READER_H_
#define ISOSCOPE_RUNTIME_BASE_JSON_READER_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/base/check.h"

#ifndef RAPIDJSON_ASSERT
#define RAPIDJSON_ASSERT(x) ISOSCOPE_CHECK(x)
#endif
#ifndef RAPIDJSON_HAS_STDSTRING
#define RAPIDJSON_HAS_STDSTRING 1
#endif
#include <rapidjson/document.h>

namespace isoscope {

using JsonValue = rapidjson::Value;

class JsonDocument {
 public:
  // False when `text` is not one whole JSON value; value() is null then.
  bool Parse(std::string_view text) {
    document_.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseFullPrecisionFlag>(text.data(), text.size());
    if (!document_.HasParseError()) return true;
    document_.SetNull();
    return false;
  }
  const JsonValue& value() const { return document_; }

 private:
  rapidjson::Document document_;
};

// The member, or a null value.
inline const JsonValue& JsonMember(const JsonValue& object, const char* name) {
  static const JsonValue kNull;
  if (!object.IsObject()) return kNull;
  const auto it = object.FindMember(name);
  return it == object.MemberEnd() ? kNull : it->value;
}
inline std::string JsonText(const JsonValue& object, const char* name, std::string otherwise = {}) {
  const JsonValue& value = JsonMember(object, name);
  return value.IsString() ? std::string(value.GetString(), value.GetStringLength()) : otherwise;
}
inline uint64_t JsonUint(const JsonValue& object, const char* name, uint64_t otherwise = 0) {
  const JsonValue& value = JsonMember(object, name);
  return value.IsUint64() ? value.GetUint64() : otherwise;
}
inline double JsonDouble(const JsonValue& object, const char* name, double otherwise = 0) {
  const JsonValue& value = JsonMember(object, name);
  return value.IsNumber() ? value.GetDouble() : otherwise;
}
inline bool JsonBool(const JsonValue& object, const char* name, bool otherwise = false) {
  const JsonValue& value = JsonMember(object, name);
  return value.IsBool() ? value.GetBool() : otherwise;
}
inline std::string_view JsonView(const JsonValue& text) { return {text.GetString(), text.GetStringLength()}; }

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BASE_JSON_READER_H_
