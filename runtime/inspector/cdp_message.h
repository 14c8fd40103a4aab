// Requests, answers and events of the Chrome DevTools Protocol, for the domains that are ours; V8 parses its own. No I/O, any thread.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_CDP_MESSAGE_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_CDP_MESSAGE_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <rapidjson/document.h>

namespace isoscope {

inline constexpr int kCdpInvalidParams = -32602;
inline constexpr int kCdpMethodNotFound = -32601;
inline constexpr int kCdpInvalidRequest = -32600;
inline constexpr int kCdpServerError = -32000;

class JsonWriter;

// One request as a client sent it. `params` is an object, empty when there was none.
class CdpRequest {
 public:
  // False for what is no request (no object, no integer id, no method): V8's dispatcher says what is wrong with it.
  bool Parse(std::string_view text);

  int64_t id() const { return id_; }
  const std::string& method() const { return method_; }

  // Parameters: an absent one leaves `out` as it is. False, with error() set, when it has another type or is out of range.
  bool Get(const char* name, bool* out);
  bool Get(const char* name, uint64_t* out);
  bool Get(const char* name, int64_t* out);
  bool Get(const char* name, std::string* out);
  bool Get(const char* name, std::vector<std::string>* out);
  // A member of an object among the parameters: Get("traceConfig", "includedCategories", &list).
  bool Get(const char* object, const char* name, std::vector<std::string>* out);
  bool Has(const char* name) const;
  // False, with error() set, when it is absent.
  bool Need(const char* name);
  bool NeedIn(const char* object, const char* name);

  // What Get() or Need() refused, in V8's words; for CdpInvalidParams().
  const std::string& error() const { return error_; }

 private:
  const rapidjson::Value* Find(const char* name) const;
  bool Refuse(const char* name, const char* why);

  rapidjson::Document document_;
  int64_t id_ = 0;
  std::string method_;
  std::string error_;
};

// `write` adds the members of result or params.
using CdpBody = std::function<void(JsonWriter*)>;
std::string CdpResult(int64_t id, const CdpBody& write = nullptr);
std::string CdpError(int64_t id, int code, std::string_view message);
std::string CdpInvalidParams(int64_t id, std::string_view why);
std::string CdpEvent(std::string_view method, const CdpBody& write = nullptr);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_CDP_MESSAGE_H_
