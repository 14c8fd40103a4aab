// What one debugger is still to be sent: a queue whose memory is bounded however slow the client is. Past the bound messages go to an unlinked
// temporary file, in order, so that the isolate never waits for a client.
//
// Push: any thread. Pop and the rest: the service thread. No V8, no uv.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_OUTBOX_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_OUTBOX_H_

#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <utility>

namespace isoscope {

class Outbox {
 public:
  struct Limits {
    size_t memory_bytes = 16 * 1024 * 1024;
    uint64_t file_bytes = uint64_t{8} * 1024 * 1024 * 1024;
  };

  // `wake` is called by the pushing thread when there is something to pop after there was nothing, and when the queue fails.
  explicit Outbox(std::function<void()> wake) : Outbox(std::move(wake), Limits()) {}
  Outbox(std::function<void()> wake, Limits limits);
  ~Outbox();
  Outbox(const Outbox&) = delete;
  Outbox& operator=(const Outbox&) = delete;

  void Push(std::string message);
  bool Pop(std::string* message);
  // Nothing is kept any more.
  void Close();
  // Not empty once messages were lost because the file could not take them: the client must be let go.
  std::string failure() const;
  uint64_t memory_bytes() const;
  uint64_t file_bytes() const;

 private:
  bool Spill(const std::string& message);
  bool ReadSpilled(std::string* message);
  void CloseFile();
  void Fail(std::string reason);

  const std::function<void()> wake_;
  const Limits limits_;
  mutable std::mutex mutex_;
  std::deque<std::string> messages_;  // Older than all in the file.
  uint64_t memory_bytes_ = 0;
  int file_ = -1;
  uint64_t read_offset_ = 0;
  uint64_t write_offset_ = 0;
  uint64_t released_offset_ = 0;
  bool closed_ = false;
  std::string failure_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_OUTBOX_H_
