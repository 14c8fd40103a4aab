// Trace events: Node's trace_events, V8's trace points, all as Chrome's Trace Event JSON, for whoever asked for their categories.
//
// Any thread. An emit point reads one byte while nobody has asked for its group (`if (Traced(TraceGroup::kFsSync)) [[unlikely]]`). What is
// emitted becomes text at once and waits, bounded, in each client that wants it; one thread, which lives as long as there are clients, hands it
// over. No V8, no uv.
#ifndef ISOSCOPE_RUNTIME_PROBES_TRACE_LOG_H_
#define ISOSCOPE_RUNTIME_PROBES_TRACE_LOG_H_

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace isoscope {

// Groups of our emit points in C++; JavaScript and V8 name theirs as they come. A group is on when one of its categories is.
#define ISOSCOPE_TRACE_GROUPS(V)                                         \
  V(AsyncHooks, "node,node.async_hooks")                                 \
  V(Bootstrap, "node,node.bootstrap")                                    \
  V(DnsNative, "node,node.dns,node.dns.native")                          \
  V(Environment, "node,node.environment")                                \
  V(FsAsync, "node,node.fs,node.fs.async")                               \
  V(FsSync, "node,node.fs,node.fs.sync")                                 \
  V(FsDirAsync, "node,node.fs_dir,node.fs_dir.async")                    \
  V(FsDirSync, "node,node.fs_dir,node.fs_dir.sync")                      \
  V(NetNative, "node,node.net,node.net.native")                          \
  V(PoolWorkAsync, "node,node.threadpoolwork,node.threadpoolwork.async") \
  V(PoolWorkSync, "node,node.threadpoolwork,node.threadpoolwork.sync")   \
  V(PromiseRejections, "node,node.promises,node.promises.rejections")    \
  V(Realm, "node,node.realm")                                            \
  V(VmScript, "node,node.vm,node.vm.script")

enum class TraceGroup : uint8_t {
#define V(name, categories) k##name,
  ISOSCOPE_TRACE_GROUPS(V)
#undef V
      kCount
};

// Its address stays for ever.
struct TraceCategories {
  std::string names;  // "node,node.fs"
  std::atomic<uint8_t> on{0};
};

extern std::atomic<uint8_t> trace_groups_on[static_cast<size_t>(TraceGroup::kCount)];
inline bool Traced(TraceGroup group) { return trace_groups_on[static_cast<size_t>(group)].load(std::memory_order_relaxed) != 0; }

// One event. Phases: B begin, E end, X complete, b n e nestable async begin, instant, end, I instant, C counter, M metadata.
struct TraceEvent {
  char phase = 'I';
  std::string_view name;
  std::string_view args;  // The members of its args: `"result":0`.
  std::optional<uint64_t> id = std::nullopt;
  uint64_t time_us = 0;         // 0: now.
  uint64_t thread_time_us = 0;  // With time_us: the thread's CPU time.
  uint64_t duration_us = 0;
  uint64_t thread_duration_us = 0;
  std::string_view scope = {};  // Of the id.
};

// Who wants events.
class TraceClient {
 public:
  virtual ~TraceClient() = default;
  // `count` events as JSON objects with commas between. By the log's thread, or by the thread that takes the client away; never by two at once.
  virtual void Take(const std::string& events, size_t count) = 0;
  // Nothing comes any more.
  virtual void OnRemoved() {}

 private:
  friend class TraceLog;
  std::set<std::string, std::less<>> categories_;
  std::map<std::string, bool, std::less<>> wanted_;  // By the names of a group.
  std::string waiting_;
  size_t count_ = 0;
  uint64_t dropped_ = 0;
  std::mutex taking_;
};

class TraceLog {
 public:
  static TraceLog& Get();

  // `client` gets what happens from now on. An empty set: nothing until SetCategories().
  void Add(std::shared_ptr<TraceClient> client, const std::set<std::string>& categories);
  void SetCategories(TraceClient* client, const std::set<std::string>& categories);
  // Hands over what still waits.
  void Remove(TraceClient* client);
  // At the end of the process: all of them.
  void RemoveAll();

  bool active() const { return active_.load(std::memory_order_relaxed); }  // Somebody listens.
  // Of all clients, sorted.
  std::set<std::string> EnabledCategories();
  // Called after each change, by who made it, without locks. Never taken away.
  void OnChange(std::function<void()> listener);

  TraceCategories* Categories(std::string_view names);

  void Emit(std::string_view categories, const TraceEvent& event);
  void Emit(TraceGroup group, const TraceEvent& event);

  // Metadata, which every client gets: once when it comes, and when it changes.
  void NameThread(std::string name);  // The calling one.
  void ForgetThread();                // It ends.
  void NameProcess(std::string_view title);
  void SetProcess(std::string node_version, std::string process_args);

 private:
  TraceLog();
  void Run(uint64_t generation);
  void HandOver(TraceClient* client);
  void Update();  // Under the mutex.
  bool WantedLocked(const std::set<std::string, std::less<>>& categories, std::string_view names) const;
  void AppendLocked(TraceClient* client, const std::string& text);
  void Broadcast(const std::string& metadata);
  void SetMetadata(const std::string& name, const std::string& args);
  void Changed();

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<TraceCategories> categories_;
  std::vector<std::shared_ptr<TraceClient>> clients_;
  std::vector<std::function<void()>> listeners_;
  // Of now, for clients that come later.
  std::map<std::string, std::string> metadata_;
  std::map<int, std::string> thread_names_;
  std::atomic<bool> active_{false};
  std::thread thread_;
  uint64_t generation_ = 0;  // Of the thread: an older one ends.
};

// X: from here to the end of the scope.
class TraceScope {
 public:
  TraceScope(TraceGroup group, const char* name) : group_(group), name_(name) {
    if (Traced(group)) [[unlikely]]
      Begin();
  }
  ~TraceScope() {
    if (start_us_ != 0) [[unlikely]]
      End();
  }
  TraceScope(const TraceScope&) = delete;
  TraceScope& operator=(const TraceScope&) = delete;

 private:
  void Begin();
  void End();

  const TraceGroup group_;
  const char* const name_;
  uint64_t start_us_ = 0;
  uint64_t thread_start_us_ = 0;
};

uint64_t ThreadCpuUs();
inline uint64_t TraceIdOf(const void* object) { return reinterpret_cast<uintptr_t>(object); }
// `"name":"text"` and `"name":number`, for args; joined by commas.
std::string TraceArg(std::string_view name, std::string_view value);
std::string TraceArg(std::string_view name, int64_t value);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_PROBES_TRACE_LOG_H_
