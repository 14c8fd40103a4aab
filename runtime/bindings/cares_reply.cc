#include "runtime/bindings/cares_reply.h"

#include <arpa/inet.h>

#include <memory>

#include <ares.h>

namespace isoscope {
namespace {

constexpr size_t kHeaderSize = 12;
constexpr uint16_t kInternet = 1;

// A position in the reply that never leaves [.., end): every read says whether there was that much.
class Reader {
 public:
  Reader(std::span<const uint8_t> reply, size_t position, size_t end) : reply_(reply), position_(position), end_(end) {}

  bool Number(int bytes, uint32_t* out) {
    if (Left() < static_cast<size_t>(bytes)) return false;
    *out = 0;
    for (int i = 0; i < bytes; i++) *out = *out << 8 | reply_[position_++];
    return true;
  }
  bool Name(std::string* out) {
    if (Left() == 0) return false;
    char* text = nullptr;
    long size = 0;
    // Names point backwards into the whole reply.
    if (ares_expand_name(&reply_[position_], reply_.data(), static_cast<int>(reply_.size()), &text, &size) != ARES_SUCCESS) return false;
    std::unique_ptr<char, void (*)(void*)> owned(text, ares_free_string);
    if (size < 0 || static_cast<size_t>(size) > Left()) return false;
    position_ += static_cast<size_t>(size);
    *out = text;
    return true;
  }
  bool Bytes(size_t size, std::string* out) {
    if (Left() < size) return false;
    out->assign(reinterpret_cast<const char*>(reply_.data()) + position_, size);
    position_ += size;
    return true;
  }
  // A length in a byte, then the text.
  bool Text(std::string* out) {
    uint32_t size = 0;
    return Number(1, &size) && Bytes(size, out);
  }
  bool Skip(size_t size) {
    if (Left() < size) return false;
    position_ += size;
    return true;
  }
  size_t Left() const { return end_ - position_; }
  size_t position() const { return position_; }

 private:
  const std::span<const uint8_t> reply_;
  size_t position_;
  const size_t end_;
};

// Reads by a format: digits are numbers of so many bytes, n a name, t a text, * texts to the end, b the bytes to the end.
bool ReadFields(Reader reader, const char* format, DnsRecord* out) {
  for (const char* c = format; *c != '\0'; c++) {
    std::string text;
    if (*c >= '1' && *c <= '4') {
      uint32_t number = 0;
      if (!reader.Number(*c - '0', &number)) return false;
      out->numbers.push_back(number);
      continue;
    }
    if (*c == '*') {
      while (reader.Left() > 0) {
        if (!reader.Text(&text)) return false;
        out->texts.push_back(text);
      }
      continue;
    }
    bool read = *c == 'n' ? reader.Name(&text) : *c == 't' ? reader.Text(&text) : reader.Bytes(reader.Left(), &text);
    if (!read) return false;
    out->texts.push_back(text);
  }
  return true;
}

bool ReadAddress(Reader reader, int family, DnsRecord* out) {
  std::string bytes;
  char text[INET6_ADDRSTRLEN];
  if (!reader.Bytes(family == AF_INET ? 4 : 16, &bytes) || inet_ntop(family, bytes.data(), text, sizeof(text)) == nullptr) return false;
  out->texts.push_back(text);
  return true;
}

// False for a record that is damaged; `*known` says whether it is one of ours.
bool ReadRecord(Reader data, DnsRecord* out, bool* known) {
  *known = true;
  switch (out->type) {
    case DnsType::kA:
      return ReadAddress(data, AF_INET, out);
    case DnsType::kAaaa:
      return ReadAddress(data, AF_INET6, out);
    case DnsType::kNs:
    case DnsType::kCname:
    case DnsType::kPtr:
      return ReadFields(data, "n", out);
    case DnsType::kSoa:
      return ReadFields(data, "nn44444", out);
    case DnsType::kMx:
      return ReadFields(data, "2n", out);
    case DnsType::kTxt:
      return ReadFields(data, "*", out);
    case DnsType::kSrv:
      return ReadFields(data, "222n", out);
    case DnsType::kNaptr:
      return ReadFields(data, "22tttn", out);
    case DnsType::kTlsa:
      return ReadFields(data, "111b", out);
    case DnsType::kCaa:
      return ReadFields(data, "1tb", out);
    default:
      *known = false;
      return true;
  }
}

}  // namespace

int ParseDnsReply(std::span<const uint8_t> reply, DnsType wanted, std::vector<DnsRecord>* out) {
  if (reply.size() < kHeaderSize || reply.size() > INT32_MAX) return ARES_EBADRESP;
  Reader reader(reply, 4, reply.size());
  uint32_t questions = 0, answers = 0;
  if (!reader.Number(2, &questions) || !reader.Number(2, &answers) || !reader.Skip(4)) return ARES_EBADRESP;
  std::string name;
  for (uint32_t i = 0; i < questions; i++) {
    if (!reader.Name(&name) || !reader.Skip(4)) return ARES_EBADRESP;
  }
  for (uint32_t i = 0; i < answers; i++) {
    uint32_t type = 0, record_class = 0, size = 0;
    DnsRecord record{};
    if (!reader.Name(&name) || !reader.Number(2, &type) || !reader.Number(2, &record_class) || !reader.Number(4, &record.ttl) ||
        !reader.Number(2, &size) || reader.Left() < size) {
      return ARES_EBADRESP;
    }
    Reader data(reply, reader.position(), reader.position() + size);
    reader.Skip(size);
    record.type = static_cast<DnsType>(type);
    if (record_class != kInternet || (wanted != DnsType::kAny && record.type != wanted)) continue;
    bool known = false;
    if (!ReadRecord(data, &record, &known)) return ARES_EBADRESP;
    if (known) out->push_back(std::move(record));
  }
  return out->empty() ? ARES_ENODATA : ARES_SUCCESS;
}

}  // namespace isoscope
