// What GET /json/protocol answers: V8's domains as devtools-protocol describes them, and those of runtime/inspector/protocol/, put together by
// build/protocol.py. Read-only memory of the program that nothing touches until somebody asks.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_PROTOCOL_TEXT_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_PROTOCOL_TEXT_H_

#include <string_view>

namespace isoscope {

extern "C" {
extern const char isoscope_protocol[];
extern const char isoscope_protocol_end[];
}

inline std::string_view ProtocolText() { return {isoscope_protocol, static_cast<size_t>(isoscope_protocol_end - isoscope_protocol)}; }

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_PROTOCOL_TEXT_H_
