#include "runtime/recording/wire.h"

#include <cstring>

#include "runtime/probes/names.h"

namespace isoscope {

void WireWriter::Text(NameId id) {
  if (id == 0) return Varint(0);
  bool is_new = false;
  Varint(texts_->NumberOf(id, &is_new));
  if (is_new) Bytes(Names().Text(id));
}

uint64_t WireReader::Varint() {
  uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    if (data_.empty()) break;
    const auto byte = static_cast<uint8_t>(data_[0]);
    data_.remove_prefix(1);
    value |= static_cast<uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  Fail();
  return 0;
}

double WireReader::Double() {
  double value = 0;
  if (data_.size() < sizeof(value)) return Fail(), 0;
  std::memcpy(&value, data_.data(), sizeof(value));
  data_.remove_prefix(sizeof(value));
  return value;
}

std::string_view WireReader::Bytes() {
  const uint64_t size = Varint();
  if (size > data_.size()) return Fail(), std::string_view();
  const std::string_view bytes = data_.substr(0, size);
  data_.remove_prefix(size);
  return bytes;
}

NameId WireReader::Text() {
  const uint64_t number = Varint();
  if (number == 0) return 0;
  if (number <= texts_->size()) return (*texts_)[number - 1];
  if (number != texts_->size() + 1) return Fail(), 0;
  const std::string_view text = Bytes();
  if (!ok_) return 0;
  texts_->push_back(Intern(text));
  return texts_->back();
}

void WireReader::Skip(std::string_view signature) {
  for (size_t i = 0; i < signature.size() && ok_; i++) {
    switch (signature[i]) {
      case 'v':
        Varint();
        break;
      case 't':
        Text();
        break;
      case 'd':
        Double();
        break;
      case 'b':
        Bytes();
        break;
      default: {  // '[': checked by IsWireSignature.
        const size_t end = signature.find(']', i);
        const std::string_view row = signature.substr(i + 1, end - i - 1);
        const uint64_t count = Varint();
        Varint();
        for (uint64_t item = 0; item < count && ok_; item++) Skip(row);
        i = end;
      }
    }
  }
}

bool IsWireSignature(std::string_view signature) {
  if (signature.empty() || signature.size() > 64) return false;
  bool inside = false;
  for (size_t i = 0; i < signature.size(); i++) {
    const char c = signature[i];
    if (c == '[') {
      if (inside || i + 1 == signature.size() || signature[i + 1] == ']') return false;
      inside = true;
    } else if (c == ']') {
      if (!inside) return false;
      inside = false;
    } else if (c != 'v' && c != 't' && c != 'd' && c != 'b') {
      return false;
    }
  }
  return !inside;
}

}  // namespace isoscope
