#include "runtime/recording/recorder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>

#include "runtime/base/check.h"
#include "runtime/probes/snapshot.h"

namespace isoscope {
namespace {

// For this process alone: a child that inherits --record must not write into its parent's file. -1 with errno; EWOULDBLOCK when another has it.
int OpenAlone(const std::string& path) {
  const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) return -1;
  // What cannot be locked or shortened (a pipe, a device) belongs to whoever opens it.
  if (flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    close(fd);
    errno = EWOULDBLOCK;
    return -1;
  }
  if (ftruncate(fd, 0) != 0 && errno != EINVAL) {
    const int error = errno;
    close(fd);
    errno = error;
    return -1;
  }
  return fd;
}

// "run.labrun" -> "run.4711.labrun"
std::string OfThisProcess(const std::string& path) {
  const size_t slash = path.rfind('/');
  size_t dot = path.rfind('.');
  if (dot == std::string::npos || (slash != std::string::npos && dot < slash)) dot = path.size();
  return path.substr(0, dot) + "." + std::to_string(getpid()) + path.substr(dot);
}

}  // namespace

Recorder& Recorder::Get() {
  static Recorder* const recorder = new Recorder;  // Never destroyed: it may be asked at exit.
  return *recorder;
}

Status Recorder::Start(const Settings& settings) {
  std::lock_guard control(control_mutex_);
  if (thread_.joinable()) {
    if (active()) return Status::Error("a recording is under way already: " + state()->path);
    thread_.join();  // It ended by an error.
  }
  if (settings.path.empty()) return Status::Error("a recording needs the name of a file");
  std::string path = settings.path;
  fd_ = OpenAlone(path);
  if (fd_ < 0 && errno == EWOULDBLOCK) fd_ = OpenAlone(path = OfThisProcess(path));
  if (fd_ < 0) return Status::Error("cannot record to " + path + ": " + std::strerror(errno));
  {
    std::lock_guard lock(mutex_);
    state_ = State();
    state_->path = path;
    stopping_ = false;
    queue_.clear();
    queued_bytes_ = 0;
  }
  sources_written_ = 0;
  lost_written_ = {};
  if (!Write(RecordingEncoder::Begin(RunHeader::OfThisProcess(settings.kinds)))) return Status::Error(state()->error);
  ScriptSources::Want();
  watching_.Change(settings.kinds);
  encoder_ = std::make_unique<RecordingEncoder>();
  kinds_ = settings.kinds;
  taken_ = 0;
  CpuProfiles::Get().SetTaker([this](CpuProfileChunk chunk) {
    std::lock_guard lock(mutex_);
    queue_.push_back(RecordingEncoder::Profile(chunk));
    queued_bytes_ += queue_.back().size();
    changed_.notify_one();
  });
  // Signals are the main thread's.
  sigset_t all, previous;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &previous);
  thread_ = std::thread([this] { Main(); });
  pthread_sigmask(SIG_SETMASK, &previous, nullptr);
  Collector::Get().AddSink(this, settings.with_history);
  return Status::Ok();
}

Status Recorder::Stop(const std::string& reason) {
  std::lock_guard control(control_mutex_);
  if (!thread_.joinable()) return Status::Ok();
  Collector::Get().Drain();
  Collector::Get().RemoveSink(this);
  CpuProfiles::Get().SetTaker(nullptr);
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    end_reason_ = reason;
    changed_.notify_one();
  }
  thread_.join();
  thread_ = std::thread();
  encoder_.reset();
  watching_.Change(0);
  ScriptSources::Unwant();
  const std::string error = state()->error;
  return error.empty() ? Status::Ok() : Status::Error(error);
}

std::optional<Recorder::State> Recorder::state() {
  std::lock_guard lock(mutex_);
  return state_;
}

bool Recorder::active() {
  std::lock_guard lock(mutex_);
  return state_.has_value() && state_->error.empty() && !stopping_;
}

void Recorder::OnRecord(uint64_t sequence, RecordBytes record) {
  const Kind kind = HeaderOf(record).kind;
  if ((kinds_ & MaskOf(kind)) == 0) return;
  const size_t waiting = queued_bytes_.load(std::memory_order_relaxed);
  if (waiting > (IsLifecycle(kind) ? kHardLimitBytes : kSoftLimitBytes)) {
    std::lock_guard lock(mutex_);
    state_->lost[static_cast<size_t>(kind)]++;
    return;
  }
  encoder_->Add(sequence, record);
  taken_++;
}

void Recorder::OnDrainEnd() {
  std::string frames = encoder_->TakeFrames();
  if (frames.empty()) return;
  std::lock_guard lock(mutex_);
  if (!state_->error.empty()) return;
  state_->records = taken_;
  queued_bytes_ += frames.size();
  queue_.push_back(std::move(frames));
  changed_.notify_one();
}

void Recorder::Main() {
  pthread_setname_np(pthread_self(), "isoscope-record");
  auto next_extras = std::chrono::steady_clock::now();  // A first snapshot at once.
  for (bool ended = false; !ended;) {
    std::vector<std::string> work;
    bool extras = false;
    {
      std::unique_lock lock(mutex_);
      changed_.wait_until(lock, next_extras, [this] { return stopping_ || !queue_.empty(); });
      work.swap(queue_);
      ended = stopping_;
    }
    for (const std::string& frames : work) {
      if (!Write(frames)) break;
      queued_bytes_ -= frames.size();
    }
    if (std::chrono::steady_clock::now() >= next_extras) {
      extras = true;
      next_extras = std::chrono::steady_clock::now() + std::chrono::milliseconds(kSnapshotIntervalMs);
    }
    if (extras || ended) WriteExtras();
    if (fd_ < 0) break;
  }
  if (fd_ < 0) {  // It broke: take nothing more. Stop() may be doing the same.
    Collector::Get().RemoveSink(this);
    return;
  }
  const State state = *this->state();
  if (Write(RecordingEncoder::End(end_reason_, state.records, state.lost)) && close(fd_) != 0) {
    std::lock_guard lock(mutex_);
    state_->error = "cannot finish " + state_->path + ": " + std::strerror(errno);
    std::fprintf(stderr, "isoscope: %s\n", state_->error.c_str());
  }
  fd_ = -1;
}

// Sources before the snapshot: what a cut file has of either is as whole as can be.
void Recorder::WriteExtras() {
  std::string frames;
  ScriptSources::Get().Visit(sources_written_, [&](const ScriptSource& source) {
    frames += RecordingEncoder::Source(source);
    sources_written_++;
  });
  const auto lost = state()->lost;
  if (lost != lost_written_) frames += RecordingEncoder::Lost(lost);
  lost_written_ = lost;
  frames += RecordingEncoder::Snapshot(SnapshotJson());
  Write(frames);
  constexpr int kExtrasPerCut = 2;
  if (CpuProfiles::Wanted() && ++extras_ % kExtrasPerCut == 0) CpuProfiles::Get().RequestCuts();
}

bool Recorder::Write(std::string_view bytes) {
  if (fd_ < 0) return false;
  uint64_t written = 0;
  while (written < bytes.size()) {
    const ssize_t size = write(fd_, bytes.data() + written, bytes.size() - written);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) break;
    written += static_cast<uint64_t>(size);
  }
  const int error = errno;
  std::lock_guard lock(mutex_);
  if (written == bytes.size()) {
    state_->bytes += written;
    return true;
  }
  // Back to the last whole frame.
  if (ftruncate(fd_, static_cast<off_t>(state_->bytes)) != 0) errno = 0;  // The reader finds that end by itself.
  close(fd_);
  fd_ = -1;
  queue_.clear();
  queued_bytes_ = 0;
  state_->error = "recording to " + state_->path + " ended after " + std::to_string(state_->bytes) + " bytes: " + std::strerror(error);
  std::fprintf(stderr, "isoscope: %s\n", state_->error.c_str());
  return false;
}

}  // namespace isoscope
