// The query parameters that the doors share. No I/O.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_REQUEST_PARAMETERS_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_REQUEST_PARAMETERS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/inspector/http_message.h"
#include "runtime/probes/history.h"

namespace isoscope {

// An absent or empty parameter leaves `out` as it is; false with `error` when it cannot be read.
bool ReadNumber(const HttpRequest& request, std::string_view name, uint64_t* out, std::string* error);
bool ReadNumber(const HttpRequest& request, std::string_view name, uint32_t* out, std::string* error);
bool ReadKinds(const HttpRequest& request, KindMask* out, std::string* error, std::string_view name = "kinds");

// since, kinds, isolate, limit, fromUs, toUs.
bool ReadHistoryQuery(const HttpRequest& request, HistoryQuery* out, std::string* error);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_REQUEST_PARAMETERS_H_
