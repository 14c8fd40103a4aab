#include "runtime/base/json_writer.h"

#include <cmath>

#include "runtime/base/check.h"

#define RAPIDJSON_ASSERT(x) ISOSCOPE_CHECK(x)
#define RAPIDJSON_HAS_STDSTRING 1
#include <rapidjson/writer.h>

namespace isoscope {
namespace {

// Lets RapidJSON append to a std::string.
class StringStream {
 public:
  using Ch = char;
  void Put(char c) { text.push_back(c); }
  void Flush() {}
  std::string text;
};

// The length of the valid UTF-8 sequence at the start of `text`; 0 when there is none.
size_t SequenceLength(std::string_view text) {
  const auto byte = [&](size_t i) { return i < text.size() ? static_cast<uint8_t>(text[i]) : 0; };
  const auto in = [&](size_t i, uint8_t low, uint8_t high) { return byte(i) >= low && byte(i) <= high; };
  const uint8_t lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return in(1, 0x80, 0xbf) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef) {
    const uint8_t low = lead == 0xe0 ? 0xa0 : 0x80;
    const uint8_t high = lead == 0xed ? 0x9f : 0xbf;  // No surrogates.
    return in(1, low, high) && in(2, 0x80, 0xbf) ? 3 : 0;
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    const uint8_t low = lead == 0xf0 ? 0x90 : 0x80;
    const uint8_t high = lead == 0xf4 ? 0x8f : 0xbf;
    return in(1, low, high) && in(2, 0x80, 0xbf) && in(3, 0x80, 0xbf) ? 4 : 0;
  }
  return 0;
}

}  // namespace

std::string_view ValidUtf8(std::string_view text, std::string* storage) {
  size_t at = 0;
  while (at < text.size()) {
    const size_t length = SequenceLength(text.substr(at));
    if (length == 0) break;
    at += length;
  }
  if (at == text.size()) return text;
  storage->assign(text.substr(0, at));
  while (at < text.size()) {
    const size_t length = SequenceLength(text.substr(at));
    if (length == 0) {
      storage->append("\xef\xbf\xbd");
      at++;
    } else {
      storage->append(text.substr(at, length));
      at += length;
    }
  }
  return *storage;
}

struct JsonWriter::Impl {
  StringStream stream;
  rapidjson::Writer<StringStream> writer{stream};
};

JsonWriter::JsonWriter() : impl_(std::make_unique<Impl>()) {}
JsonWriter::~JsonWriter() = default;

void JsonWriter::StartObject() { impl_->writer.StartObject(); }
void JsonWriter::EndObject() { impl_->writer.EndObject(); }
void JsonWriter::StartArray() { impl_->writer.StartArray(); }
void JsonWriter::EndArray() { impl_->writer.EndArray(); }
void JsonWriter::Key(std::string_view name) { impl_->writer.Key(name.data(), static_cast<rapidjson::SizeType>(name.size())); }
void JsonWriter::Null() { impl_->writer.Null(); }
void JsonWriter::Bool(bool value) { impl_->writer.Bool(value); }
void JsonWriter::Uint(uint64_t value) { impl_->writer.Uint64(value); }
void JsonWriter::Int(int64_t value) { impl_->writer.Int64(value); }

void JsonWriter::Double(double value) {
  constexpr double kMaxSafeInteger = 9007199254740991;
  if (!std::isfinite(value)) return Null();
  if (value == std::trunc(value) && std::abs(value) <= kMaxSafeInteger) return Int(static_cast<int64_t>(value));
  impl_->writer.Double(value);
}

void JsonWriter::String(std::string_view value) {
  std::string storage;
  const std::string_view valid = ValidUtf8(value, &storage);
  impl_->writer.String(valid.data() != nullptr ? valid.data() : "", static_cast<rapidjson::SizeType>(valid.size()));
}

void JsonWriter::Raw(std::string_view json) { impl_->writer.RawValue(json.data(), json.size(), rapidjson::kObjectType); }

const std::string& JsonWriter::text() const { return impl_->stream.text; }
std::string JsonWriter::Take() { return std::move(impl_->stream.text); }

}  // namespace isoscope
