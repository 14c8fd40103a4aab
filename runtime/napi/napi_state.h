// What all add-ons of one environment share: the keys of private properties, the finalizers that are due, and the way home for memory
// whose release another thread sees.
//
// Isolate thread only, but for FinalizerInbox. Lives in Environment::Data; its handles are closed by a cleanup hook.
#ifndef ISOSCOPE_RUNTIME_NAPI_NAPI_STATE_H_
#define ISOSCOPE_RUNTIME_NAPI_NAPI_STATE_H_

#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include <uv.h>

#include <v8-persistent-handle.h>
#include <v8-primitive.h>

namespace isoscope {
class Environment;
}

namespace isoscope::napi {

class Tracked;

// Ids of memory that V8 has let go of, from whichever thread swept it. Outlives the environment as long as any such memory does.
class FinalizerInbox {
 public:
  void Post(uint64_t id);  // Any thread.
  std::vector<uint64_t> Take();
  void Open(uv_async_t* wake);
  void Close();

 private:
  std::mutex mutex_;
  std::vector<uint64_t> released_;
  uv_async_t* wake_ = nullptr;  // Null: nobody reads any more.
};

class NapiState {
 public:
  explicit NapiState(Environment* host);
  ~NapiState();
  NapiState(const NapiState&) = delete;
  NapiState& operator=(const NapiState&) = delete;

  v8::Local<v8::Private> wrap_key() const;
  v8::Local<v8::Private> type_tag_key() const;

  // `tracked` is finalized in the loop's next check phase, before immediates of JavaScript. The garbage collector may call this.
  void Enqueue(Tracked* tracked);
  void Dequeue(Tracked* tracked);  // Its destructor does so.

  // Memory that is `tracked`, until it is finalized: its id for the inbox.
  uint64_t AddMemory(Tracked* tracked);
  void RemoveMemory(uint64_t id) { memory_.erase(id); }
  const std::shared_ptr<FinalizerInbox>& inbox() const { return inbox_; }

 private:
  static void OnCheck(uv_check_t* check);
  static void OnReleased(uv_async_t* wake);
  void RunDue();
  void Close();

  Environment* const host_;
  v8::Global<v8::Private> wrap_key_;
  v8::Global<v8::Private> type_tag_key_;
  std::vector<Tracked*> due_;
  std::unordered_map<uint64_t, Tracked*> memory_;
  uint64_t last_memory_ = 0;
  const std::shared_ptr<FinalizerInbox> inbox_ = std::make_shared<FinalizerInbox>();
  bool closed_ = false;
  uv_check_t check_{};
  uv_idle_t idle_{};  // While it runs, poll does not wait.
  uv_async_t wake_{};
};

}  // namespace isoscope::napi

#endif  // ISOSCOPE_RUNTIME_NAPI_NAPI_STATE_H_
