// What may stand in a .labrun file. The bytes are frames without their checksums (type, length, payload), so that the fuzzer gets past those;
// what is read must be writable as JSON again.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

#include "runtime/base/check.h"
#include "runtime/base/json_reader.h"
#include "runtime/probes/record_json.h"
#include "runtime/recording/frames.h"
#include "runtime/recording/record_codec.h"
#include "runtime/recording/recording_reader.h"

using namespace isoscope;

namespace {

struct Reader final : RecordingVisitor {
  void OnRecord(uint64_t sequence, RecordBytes record) override {
    JsonWriter json;
    WriteRecord(&json, sequence, record);
    ISOSCOPE_CHECK(JsonDocument().Parse(json.text()));
    ISOSCOPE_CHECK(sequence > last);
    last = sequence;
  }
  void OnSource(const ScriptSource& source) override { bytes += source.text.size(); }
  void OnProfile(const CpuProfileChunk& chunk) override { bytes += chunk.json.size(); }
  uint64_t last = 0;
  size_t bytes = 0;
};

void Read(std::string file) {
  std::FILE* stream = fmemopen(file.data(), file.size(), "rb");
  ISOSCOPE_CHECK(stream != nullptr);
  auto reader = RecordingReader::Make(stream);
  if (!reader.ok()) return;
  Reader visitor;
  const RecordingOutcome outcome = reader.value()->Read(&visitor);
  ISOSCOPE_CHECK(outcome.good_bytes <= file.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  std::string_view input(reinterpret_cast<const char*>(data), size);
  Read(std::string(input));
  static const std::string header = RunHeader{}.ToJson(), schema = WireSchemaJson();
  std::string file = std::string(kRecordingMagic) + MakeFrame(FrameType::kHeader, header) + MakeFrame(FrameType::kSchema, schema);
  while (input.size() >= 3) {
    const auto type = static_cast<FrameType>(input[0]);
    const size_t length = std::min<size_t>(static_cast<uint8_t>(input[1]) | static_cast<uint8_t>(input[2]) << 8, input.size() - 3);
    file += MakeFrame(type, input.substr(3, length));
    input.remove_prefix(3 + length);
  }
  Read(std::move(file));
  return 0;
}
