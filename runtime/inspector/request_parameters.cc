#include "runtime/inspector/request_parameters.h"

#include <charconv>
#include <limits>

#include "runtime/probes/names.h"

namespace isoscope {
namespace {

template <typename T>
bool Read(const HttpRequest& request, std::string_view name, T* out, std::string* error) {
  const std::string* text = request.parameter(name);
  if (text == nullptr || text->empty()) return true;
  const char* end = text->data() + text->size();
  const auto [stop, code] = std::from_chars(text->data(), end, *out);
  if (code == std::errc() && stop == end) return true;
  *error = "'" + std::string(name) + "' is no whole number from 0 to " + std::to_string(std::numeric_limits<T>::max());
  return false;
}

}  // namespace

bool ReadNumber(const HttpRequest& request, std::string_view name, uint64_t* out, std::string* error) { return Read(request, name, out, error); }
bool ReadNumber(const HttpRequest& request, std::string_view name, uint32_t* out, std::string* error) { return Read(request, name, out, error); }

bool ReadKinds(const HttpRequest& request, KindMask* out, std::string* error, std::string_view name) {
  const std::string* text = request.parameter(name);
  return text == nullptr || text->empty() || ParseKinds(*text, out, error);
}

bool ReadHistoryQuery(const HttpRequest& request, HistoryQuery* out, std::string* error) {
  return ReadNumber(request, "since", &out->since, error) && ReadNumber(request, "isolate", &out->isolate, error) &&
         ReadNumber(request, "limit", &out->limit, error) && ReadNumber(request, "fromUs", &out->from_us, error) &&
         ReadNumber(request, "toUs", &out->to_us, error) && ReadKinds(request, &out->kinds, error);
}

}  // namespace isoscope
