#include "runtime/recording/frames.h"

#include <cerrno>
#include <cstring>

#include <zlib.h>

#include "runtime/base/check.h"

namespace isoscope {
namespace {

constexpr size_t kHeadBytes = 9;

struct FrameHead {
  uint32_t size;
  uint32_t checksum;
  char type;
};

uint32_t Checksum(char type, std::string_view payload) {
  uLong sum = crc32(0, reinterpret_cast<const Bytef*>(&type), 1);
  sum = crc32(sum, reinterpret_cast<const Bytef*>(payload.data()), static_cast<uInt>(payload.size()));
  return static_cast<uint32_t>(sum);
}

uint32_t ReadU32(const char* at) {
  uint32_t value = 0;
  for (int i = 3; i >= 0; i--) value = value << 8 | static_cast<uint8_t>(at[i]);
  return value;
}

void AppendU32(std::string* out, uint32_t value) {
  for (int i = 0; i < 4; i++) out->push_back(static_cast<char>(value >> (8 * i)));
}

}  // namespace

std::string MakeFrame(FrameType type, std::string_view payload) {
  ISOSCOPE_CHECK_LE(payload.size(), kMaxFrameBytes);
  std::string frame;
  frame.reserve(kHeadBytes + payload.size());
  AppendU32(&frame, static_cast<uint32_t>(payload.size()));
  AppendU32(&frame, Checksum(static_cast<char>(type), payload));
  frame.push_back(static_cast<char>(type));
  frame += payload;
  return frame;
}

Result<std::unique_ptr<FrameReader>> FrameReader::Make(std::FILE* file) {
  std::unique_ptr<FrameReader> reader(new FrameReader(file));
  char magic[kRecordingMagic.size()];
  if (std::fread(magic, 1, sizeof(magic), file) != sizeof(magic) || std::string_view(magic, sizeof(magic)) != kRecordingMagic) {
    return Status::Error("it is no recording of this version of Isoscope");
  }
  reader->good_bytes_ = sizeof(magic);
  return reader;
}

Result<std::unique_ptr<FrameReader>> FrameReader::Open(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rbe");
  if (file == nullptr) return Status::Error(std::strerror(errno));
  return Make(file);
}

bool FrameReader::Next(FrameType* type, std::string* payload) {
  if (!problem_.empty()) return false;
  const auto fail = [this](const char* what) {
    problem_ = std::string(what) + " at byte " + std::to_string(good_bytes_);
    return false;
  };
  char bytes[kHeadBytes];
  const size_t read = std::fread(bytes, 1, sizeof(bytes), file_.get());
  if (read == 0 && std::ferror(file_.get()) == 0) return false;
  if (read != sizeof(bytes)) return fail("it is cut off");
  const FrameHead head{ReadU32(bytes), ReadU32(bytes + 4), bytes[8]};
  if (head.size > kMaxFrameBytes) return fail("it is damaged");
  payload->clear();
  // Piece by piece: a length that lies must not cost memory.
  while (payload->size() < head.size) {
    const size_t at = payload->size();
    const size_t want = std::min<size_t>(head.size - at, 1 << 20);
    payload->resize(at + want);
    if (std::fread(payload->data() + at, 1, want, file_.get()) != want) return fail("it is cut off");
  }
  if (Checksum(head.type, *payload) != head.checksum) return fail("it is damaged");
  *type = static_cast<FrameType>(head.type);
  good_bytes_ += kHeadBytes + head.size;
  return true;
}

}  // namespace isoscope
