// Reading and writing files as a whole: one piece of pool work for open, fstat, every read or write, and close, where four trips through
// the pool would do the same slower.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <span>

#include "runtime/bindings/fs_functions.h"
#include "runtime/bindings/fs_request.h"
#include "runtime/env/buffers.h"
#include "runtime/env/simdutf.h"

namespace isoscope::fs {
namespace {

constexpr size_t kReadLimit = 2147483647;      // Node's limit of one readFile.
constexpr size_t kFirstRead = 64 * 1024;       // For files whose size is not known (procfs, pipes).
constexpr size_t kStepSize = 8 * 1024 * 1024;  // Between two steps a job notices that it was cancelled.
constexpr size_t kTextSpace = 16 * 1024;
constexpr size_t kExternalText = 1 << 20;  // From here on, ASCII text stays where it was read.

template <typename Call>
auto RetryOnSignal(Call call) {
  auto result = call();
  while (result == -1 && errno == EINTR) result = call();
  return result;
}

// A path to open, or a descriptor that stays its owner's.
struct Target {
  std::string path;
  int fd = -1;

  bool Parse(const CallInfo& info, int index) {
    if (!info[index]->IsNumber()) return GetPath(info, index, &path);
    return GetInt32(info, index, &fd);
  }
};

class Descriptor {
 public:
  ~Descriptor() {
    if (owned_ && fd_ >= 0) close(fd_);
  }
  bool Open(const Target& target, int flags, int mode, const SyscallTrace& trace) {
    fd_ = target.fd;
    if (fd_ >= 0) return true;
    owned_ = true;
    fd_ = trace("open", [&] { return RetryOnSignal([&] { return open(target.path.c_str(), flags | O_CLOEXEC, mode); }); });
    return fd_ >= 0;
  }
  // The error of closing, which for written files tells of data that did not arrive.
  int Close(const SyscallTrace& trace) {
    int fd = std::exchange(fd_, -1);
    return !owned_ || trace("close", [&] { return close(fd); }) == 0 || errno == EINTR || errno == EINPROGRESS ? 0 : -errno;
  }
  int get() const { return fd_; }

 private:
  int fd_ = -1;
  bool owned_ = false;
};

struct FreeDeleter {
  void operator()(void* memory) const { std::free(memory); }
};
using MallocedBytes = std::unique_ptr<char, FreeDeleter>;

class MallocedText : public v8::String::ExternalOneByteStringResource {
 public:
  MallocedText(MallocedBytes data, size_t length) : data_(std::move(data)), length_(length) {}
  const char* data() const override { return data_.get(); }
  size_t length() const override { return length_; }

 private:
  MallocedBytes data_;
  size_t length_;
};

enum class ReadKind : uint32_t { kBuffer, kUtf8, kLatin1, kCount };

// What went wrong in which call; the path only where the error is about the path.
struct Failure {
  int err = 0;
  const char* syscall = nullptr;
  bool about_path = false;
};

// The bytes of one file. Any thread.
class WholeFile {
 public:
  explicit WholeFile(ReadKind kind) : kind_(kind) {}

  const Failure& failure() const { return failure_; }
  // Where a file that is known to fit goes, so that nothing is allocated for it.
  void UseSpace(std::span<char> space) { space_ = space; }
  bool is_in_space() const { return is_in_space_; }
  size_t size() const { return size_; }
  // The size of a file that is larger than one readFile may be; 0: none such.
  uint64_t too_large() const { return too_large_; }

  void Read(const Target& target, int flags, const std::atomic<bool>* stop, const SyscallTrace& trace) {
    Descriptor file;
    if (!file.Open(target, flags, 0666, trace)) return Fail(errno, "open", target.fd < 0);
    struct stat info;
    if (trace("fstat", [&] { return fstat(file.get(), &info); }) != 0) return Fail(errno, "fstat", false);
    uint64_t known = S_ISREG(info.st_mode) ? static_cast<uint64_t>(info.st_size) : 0;
    if (known > kReadLimit) {
      too_large_ = known;
      return;
    }
    is_in_space_ = known != 0 && known <= space_.size();
    if (is_in_space_)
      capacity_ = known;
    else if (!Reserve(known != 0 ? known : kFirstRead))
      return;
    while (known == 0 || size_ < known) {
      if (stop != nullptr && stop->load(std::memory_order_relaxed)) return Fail(ECANCELED, "read", false);
      if (size_ == capacity_ && !Grow()) return;
      size_t wanted = std::min(capacity_ - size_, kStepSize);
      ssize_t count = trace("read", [&] { return RetryOnSignal([&] { return read(file.get(), data() + size_, wanted); }); });
      if (count < 0) return Fail(errno, "read", false);
      if (count == 0) break;
      size_ += static_cast<size_t>(count);
    }
    file.Close(trace);  // What was read is read.
    if (kind_ == ReadKind::kUtf8) is_ascii_ = simdutf::validate_ascii(data(), size_);
  }

  // Isolate thread: the bytes as JavaScript wants them.
  v8::MaybeLocal<v8::Value> Take(Environment* env) {
    v8::Isolate* isolate = env->isolate();
    if (kind_ == ReadKind::kBuffer) {
      if (size_ < capacity_ / 2) Shrink();
      return AdoptToBuffer(env, data_.release(), size_);
    }
    if (size_ > static_cast<size_t>(v8::String::kMaxLength)) return TooLongForString(isolate);
    bool one_byte = kind_ == ReadKind::kLatin1 || is_ascii_;
    if (!one_byte) {
      v8::Local<v8::String> text;
      if (!Utf8(isolate, {data(), size_}).ToLocal(&text)) return TooLongForString(isolate);
      return text;
    }
    if (size_ >= kExternalText) {
      if (size_ < capacity_ / 2) Shrink();
      return v8::String::NewExternalOneByte(isolate, new MallocedText(std::move(data_), size_));  // V8 owns it from here.
    }
    return v8::String::NewFromOneByte(isolate, reinterpret_cast<const uint8_t*>(data()), v8::NewStringType::kNormal, static_cast<int>(size_));
  }

 private:
  void Fail(int error_number, const char* syscall, bool about_path) { failure_ = {-error_number, syscall, about_path}; }
  char* data() { return is_in_space_ ? space_.data() : data_.get(); }

  bool Reserve(size_t capacity) {
    auto* grown = static_cast<char*>(std::realloc(data_.get(), capacity));
    if (grown == nullptr) {
      Fail(ENOMEM, "read", false);
      return false;
    }
    data_.release();
    data_.reset(grown);
    capacity_ = capacity;
    return true;
  }
  bool Grow() {
    if (capacity_ >= kReadLimit) {
      too_large_ = capacity_ + 1;
      return false;
    }
    return Reserve(std::min(capacity_ * 2, kReadLimit));
  }
  void Shrink() {
    void* smaller = std::realloc(data_.get(), std::max<size_t>(size_, 1));
    if (smaller == nullptr) return;
    data_.release();
    data_.reset(static_cast<char*>(smaller));
    capacity_ = size_;
  }

  static v8::MaybeLocal<v8::Value> TooLongForString(v8::Isolate* isolate) {
    char text[80];
    std::snprintf(text, sizeof(text), "Cannot create a string longer than 0x%x characters", static_cast<unsigned>(v8::String::kMaxLength));
    ThrowError(isolate, "ERR_STRING_TOO_LONG", text);
    return {};
  }

  const ReadKind kind_;
  std::span<char> space_;
  bool is_in_space_ = false;
  MallocedBytes data_;
  size_t size_ = 0;
  size_t capacity_ = 0;
  bool is_ascii_ = false;
  uint64_t too_large_ = 0;
  Failure failure_;
};

class ReadJob : public FsJob {
 public:
  ReadJob(Target target, int flags, ReadKind kind) : target_(std::move(target)), flags_(flags), file_(kind) {}

  void Perform() override { file_.Read(target_, flags_, stop_flag(), SyscallTrace(request())); }
  v8::MaybeLocal<v8::Value> Finish(Environment* env) override {
    if (file_.too_large() != 0) {
      std::string text = "File size (" + std::to_string(file_.too_large()) + ") is greater than 2 GiB";
      ThrowRangeError(env->isolate(), "ERR_FS_FILE_TOO_LARGE", text);
      return {};
    }
    const Failure& failure = file_.failure();
    if (failure.err == 0) return file_.Take(env);
    ThrowUv(env->isolate(), failure.err, failure.syscall, failure.about_path ? std::string_view(target_.path) : std::string_view());
    return {};
  }
  int err() const { return file_.too_large() != 0 ? UV_EFBIG : file_.failure().err; }
  WholeFile& file() { return file_; }

 private:
  const Target target_;
  const int flags_;
  WholeFile file_;
};

class WriteJob : public FsJob {
 public:
  struct Settings {
    int flags;
    int mode;
    bool flush;
  };
  WriteJob(Target target, Bytes bytes, Settings settings) : target_(std::move(target)), bytes_(std::move(bytes)), settings_(settings) {}
  WriteJob(Target target, std::string text, Settings settings) : target_(std::move(target)), text_(std::move(text)), settings_(settings) {
    bytes_.data = reinterpret_cast<uint8_t*>(text_.data());
    bytes_.size = text_.size();
  }

  void Perform() override {
    const SyscallTrace trace(request());
    Descriptor file;
    if (!file.Open(target_, settings_.flags, settings_.mode, trace)) return Fail(errno, "open", true);
    for (size_t done = 0; done < bytes_.size;) {
      if (stop_requested()) return Fail(ECANCELED, "write", false);
      size_t wanted = std::min(bytes_.size - done, kStepSize);
      ssize_t count = trace("write", [&] { return RetryOnSignal([&] { return write(file.get(), bytes_.data + done, wanted); }); });
      if (count < 0) return Fail(errno, "write", false);
      done += static_cast<size_t>(count);
    }
    if (settings_.flush && trace("fsync", [&] { return RetryOnSignal([&] { return fsync(file.get()); }); }) != 0) return Fail(errno, "fsync", false);
    int err = file.Close(trace);
    if (err != 0) Fail(-err, "close", false);
  }
  v8::MaybeLocal<v8::Value> Finish(Environment* env) override {
    if (failure_.err == 0) return v8::Integer::New(env->isolate(), 0);
    bool show_path = failure_.about_path && target_.fd < 0;
    ThrowUv(env->isolate(), failure_.err, failure_.syscall, show_path ? std::string_view(target_.path) : std::string_view());
    return {};
  }

 private:
  void Fail(int error_number, const char* syscall, bool about_path) { failure_ = {-error_number, syscall, about_path}; }

  const Target target_;
  std::string text_;
  Bytes bytes_;
  const Settings settings_;
  Failure failure_;
};

}  // namespace

void ReadFile(const CallInfo& info) {
  Target target;
  int32_t flags;
  uint32_t kind;
  if (!target.Parse(info, 0) || !GetInt32(info, 1, &flags) || !GetUint32(info, 2, &kind)) return;
  if (kind >= static_cast<uint32_t>(ReadKind::kCount)) {
    return ThrowRangeError(info.GetIsolate(), "ERR_OUT_OF_RANGE", "The value of \"kind\" is out of range");
  }
  if (!info[3]->IsUndefined() || static_cast<ReadKind>(kind) == ReadKind::kBuffer) {
    return RunJob(info, 3, "fs.readFile", std::make_unique<ReadJob>(std::move(target), flags, static_cast<ReadKind>(kind)));
  }
  // A text is copied anyway: no memory of its own for a small file.
  ReadJob job(std::move(target), flags, static_cast<ReadKind>(kind));
  char space[kTextSpace];
  job.file().UseSpace(space);
  job.Perform();
  v8::Local<v8::Value> text;
  if (job.Finish(Environment::From(info.GetIsolate())).ToLocal(&text)) info.GetReturnValue().Set(text);
}

void WriteFile(const CallInfo& info) {
  Target target;
  WriteJob::Settings settings;
  if (!target.Parse(info, 0) || !GetInt32(info, 2, &settings.flags) || !GetInt32(info, 3, &settings.mode) || !GetBool(info, 4, &settings.flush)) {
    return;
  }
  std::unique_ptr<FsJob> job;
  if (info[1]->IsString()) {
    job = std::make_unique<WriteJob>(std::move(target), ToUtf8(info.GetIsolate(), info[1]), settings);
  } else {
    Bytes bytes;
    if (!GetBytes(info, 1, &bytes)) return;
    job = std::make_unique<WriteJob>(std::move(target), std::move(bytes), settings);
  }
  RunJob(info, 5, "fs.writeFile", std::move(job));
}

void ReadFileInto(const CallInfo& info) {
  Target target;
  int32_t flags;
  Bytes pool;
  uint32_t offset, most;
  if (!target.Parse(info, 0) || !GetInt32(info, 1, &flags) || !GetBytes(info, 2, &pool) || !GetUint32(info, 3, &offset) ||
      !GetUint32(info, 4, &most)) {
    return;
  }
  if (offset > pool.size) return ThrowRangeError(info.GetIsolate(), "ERR_OUT_OF_RANGE", "The value of \"offset\" is out of range");
  ReadJob job(std::move(target), flags, ReadKind::kBuffer);
  job.file().UseSpace({reinterpret_cast<char*>(pool.data) + offset, std::min<size_t>(pool.size - offset, most)});
  job.Perform();
  v8::Local<v8::Value> buffer;
  if (job.err() == 0 && job.file().is_in_space()) return info.GetReturnValue().Set(static_cast<uint32_t>(job.file().size()));
  if (job.Finish(Environment::From(info.GetIsolate())).ToLocal(&buffer)) info.GetReturnValue().Set(buffer);
}

void ReadFileUtf8(const CallInfo& info) {
  Target target;
  if (!target.Parse(info, 0)) return;
  ReadJob job(std::move(target), O_RDONLY, ReadKind::kUtf8);
  job.Perform();
  v8::Local<v8::Value> text;
  if (job.Finish(Environment::From(info.GetIsolate())).ToLocal(&text)) info.GetReturnValue().Set(text);
}

void InternalModuleReadText(const CallInfo& info) {
  Target target;
  if (!GetPath(info, 0, &target.path)) return;
  ReadJob job(std::move(target), O_RDONLY, ReadKind::kUtf8);
  job.Perform();
  if (job.err() != 0) return info.GetReturnValue().Set(job.err());
  v8::Local<v8::Value> text;
  if (job.Finish(Environment::From(info.GetIsolate())).ToLocal(&text)) info.GetReturnValue().Set(text);
}

}  // namespace isoscope::fs
