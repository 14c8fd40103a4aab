#include "runtime/probes/trace_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

namespace isoscope {
namespace {

constexpr size_t kEventsPerFile = 1 << 19;  // Node's.

void Replace(std::string* text, const std::string& what, const std::string& by) {
  for (size_t at = text->find(what); at != std::string::npos; at = text->find(what, at + by.size())) text->replace(at, what.size(), by);
}

}  // namespace

class TraceFile::Writer final : public TraceClient {
 public:
  explicit Writer(std::string pattern) : pattern_(std::move(pattern)) {}

  void Take(const std::string& events, size_t count) override {
    if (failed_) return;
    if (fd_ < 0 && !Open()) return;
    Write((events_ > 0 ? "," : "") + events);
    events_ += count;
    if (events_ >= kEventsPerFile) Close();
  }
  void OnRemoved() override { Close(); }

 private:
  bool Open() {
    std::string path = pattern_;
    Replace(&path, "${pid}", std::to_string(getpid()));
    Replace(&path, "${rotation}", std::to_string(++rotation_));
    fd_ = open(path.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0644);
    if (fd_ < 0) return Fail("Could not open trace file " + path), false;
    events_ = 0;
    Write("{\"traceEvents\":[");
    return fd_ >= 0;
  }

  void Close() {
    if (fd_ < 0) return;
    Write("]}");
    if (fd_ >= 0) close(fd_);
    fd_ = -1;
  }

  void Write(const std::string& text) {
    for (size_t done = 0; done < text.size() && fd_ >= 0;) {
      const ssize_t count = write(fd_, text.data() + done, text.size() - done);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return Fail("Could not write the trace file");
      done += static_cast<size_t>(count);
    }
  }

  // Told once; the program runs on without.
  void Fail(const std::string& what) {
    std::fprintf(stderr, "%s: %s\n", what.c_str(), std::strerror(errno));
    failed_ = true;
    if (fd_ >= 0) close(fd_);
    fd_ = -1;
  }

  const std::string pattern_;
  int fd_ = -1;
  int rotation_ = 0;
  size_t events_ = 0;
  bool failed_ = false;
};

TraceFile& TraceFile::Get() {
  static TraceFile* const file = new TraceFile;  // Ended by TraceLog::RemoveAll(), not by static destruction.
  return *file;
}

void TraceFile::SetPattern(std::string pattern) {
  std::lock_guard lock(mutex_);
  pattern_ = std::move(pattern);
}

void TraceFile::Enable(const std::vector<std::string>& categories) { Change(categories, 1); }
void TraceFile::Disable(const std::vector<std::string>& categories) { Change(categories, -1); }

void TraceFile::Change(const std::vector<std::string>& categories, int by) {
  std::set<std::string> enabled;
  std::shared_ptr<Writer> added;
  {
    std::lock_guard lock(mutex_);
    for (const std::string& category : categories) {
      if ((counts_[category] += by) <= 0) counts_.erase(category);
    }
    for (const auto& [category, count] : counts_) enabled.insert(category);
    if (writer_ == nullptr) {
      if (enabled.empty()) return;
      writer_ = added = std::make_shared<Writer>(pattern_);
    }
  }
  if (added != nullptr) {
    TraceLog::Get().Add(added, enabled);
  } else {
    TraceLog::Get().SetCategories(writer_.get(), enabled);
  }
}

}  // namespace isoscope
