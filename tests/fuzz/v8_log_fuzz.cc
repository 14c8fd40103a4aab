// Lines of V8's log, which carry names and sources of scripts.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "runtime/base/check.h"
#include "runtime/observers/v8_log_lines.h"
#include "runtime/observers/v8_log_reader.h"
#include "runtime/probes/hub.h"

using namespace isoscope;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const Watching watching(kV8LogKinds);
  IsolateLive live;
  V8LogReader reader(1, &live);
  const auto take = [](RecordBytes record) { VisitRecord(record, [](const auto&) {}); };
  uint64_t time_us = 0;
  for (std::string_view rest(reinterpret_cast<const char*>(data), size); !rest.empty();) {
    const size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    if (V8LogLines::KindOf(line) != Kind::kCount) reader.Read(++time_us, line, take);
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  reader.Settle(UINT64_MAX, take);
  // Every function that has a tier is counted under it.
  JsonWriter functions, maps;
  reader.WriteFunctions(&functions, {.limit = SIZE_MAX});
  reader.WriteMaps(&maps, SIZE_MAX);
  return 0;
}
