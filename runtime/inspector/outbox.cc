#include "runtime/inspector/outbox.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace isoscope {
namespace {

constexpr uint64_t kReleaseBytes = 32 * 1024 * 1024;  // Disk is given back in pieces of this size.

int OpenTemporaryFile() {
  const char* configured = std::getenv("TMPDIR");
  const std::string folder = configured != nullptr && *configured != 0 ? configured : "/tmp";
  const int file = open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != ENOENT)) return file;
  std::string name = folder + "/isoscope-inspector-XXXXXX";
  const int named = mkostemp(name.data(), O_CLOEXEC);
  if (named >= 0) unlink(name.c_str());
  return named;
}

bool WriteAt(int file, const char* data, size_t size, uint64_t offset) {
  while (size > 0) {
    const ssize_t written = pwrite(file, data, size, static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    data += written;
    size -= static_cast<size_t>(written);
    offset += static_cast<uint64_t>(written);
  }
  return true;
}

bool ReadAt(int file, char* data, size_t size, uint64_t offset) {
  while (size > 0) {
    const ssize_t got = pread(file, data, size, static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    data += got;
    size -= static_cast<size_t>(got);
    offset += static_cast<uint64_t>(got);
  }
  return true;
}

}  // namespace

Outbox::Outbox(std::function<void()> wake, Limits limits) : wake_(std::move(wake)), limits_(limits) {}

Outbox::~Outbox() { CloseFile(); }

void Outbox::Push(std::string message) {
  {
    std::lock_guard lock(mutex_);
    if (closed_ || !failure_.empty()) return;
    const bool was_empty = messages_.empty() && file_ < 0;
    if (file_ >= 0 || memory_bytes_ + message.size() > limits_.memory_bytes) {
      if (Spill(message) && !was_empty) return;
    } else {
      memory_bytes_ += message.size();
      messages_.push_back(std::move(message));
      if (!was_empty) return;
    }
  }
  wake_();
}

bool Outbox::Spill(const std::string& message) {
  if (file_ < 0) {
    file_ = OpenTemporaryFile();
    read_offset_ = write_offset_ = released_offset_ = 0;
  }
  const uint64_t size = message.size();
  if (write_offset_ - read_offset_ + size > limits_.file_bytes) {
    Fail("the client reads too slowly");
    return false;
  }
  if (file_ < 0 || !WriteAt(file_, reinterpret_cast<const char*>(&size), sizeof(size), write_offset_) ||
      !WriteAt(file_, message.data(), message.size(), write_offset_ + sizeof(size))) {
    Fail(std::string("the client reads too slowly, and what waits for it cannot be written: ") + std::strerror(errno));
    return false;
  }
  write_offset_ += sizeof(size) + size;
  return true;
}

bool Outbox::Pop(std::string* message) {
  std::lock_guard lock(mutex_);
  if (!messages_.empty()) {
    *message = std::move(messages_.front());
    messages_.pop_front();
    memory_bytes_ -= message->size();
    return true;
  }
  return file_ >= 0 && ReadSpilled(message);
}

bool Outbox::ReadSpilled(std::string* message) {
  uint64_t size = 0;
  if (!ReadAt(file_, reinterpret_cast<char*>(&size), sizeof(size), read_offset_)) {
    Fail(std::string("what waits for the client cannot be read: ") + std::strerror(errno));
    return false;
  }
  message->resize(size);
  if (!ReadAt(file_, message->data(), size, read_offset_ + sizeof(size))) {
    Fail(std::string("what waits for the client cannot be read: ") + std::strerror(errno));
    return false;
  }
  read_offset_ += sizeof(size) + size;
  if (read_offset_ == write_offset_) {
    CloseFile();
  } else if (read_offset_ - released_offset_ > kReleaseBytes) {
    // Best effort: a file system without holes keeps the blocks until the file closes.
    fallocate(file_, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, static_cast<off_t>(released_offset_),
              static_cast<off_t>(read_offset_ - released_offset_));
    released_offset_ = read_offset_;
  }
  return true;
}

void Outbox::CloseFile() {
  if (file_ >= 0) close(file_);
  file_ = -1;
}

void Outbox::Fail(std::string reason) {
  failure_ = std::move(reason);
  messages_.clear();
  memory_bytes_ = 0;
  CloseFile();
}

void Outbox::Close() {
  std::lock_guard lock(mutex_);
  closed_ = true;
  messages_.clear();
  memory_bytes_ = 0;
  CloseFile();
}

std::string Outbox::failure() const {
  std::lock_guard lock(mutex_);
  return failure_;
}

uint64_t Outbox::memory_bytes() const {
  std::lock_guard lock(mutex_);
  return memory_bytes_;
}

uint64_t Outbox::file_bytes() const {
  std::lock_guard lock(mutex_);
  return file_ >= 0 ? write_offset_ - read_offset_ : 0;
}

}  // namespace isoscope
