#include "runtime/probes/trace_log.h"

#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <utility>

#include "runtime/base/clock.h"
#include "runtime/base/json_writer.h"

namespace isoscope {

constinit std::atomic<uint8_t> trace_groups_on[static_cast<size_t>(TraceGroup::kCount)]{};

namespace {

constexpr const char* kGroupNames[] = {
#define V(name, categories) categories,
    ISOSCOPE_TRACE_GROUPS(V)
#undef V
};

// Between two hand-overs, and how much may wait for one.
constexpr std::chrono::milliseconds kInterval{200};
constexpr size_t kWakeBytes = 256 * 1024;
constexpr size_t kMaxWaitingBytes = 64 * 1024 * 1024;

int ThreadId() {
  static thread_local const int id = static_cast<int>(syscall(SYS_gettid));
  return id;
}

std::string Quoted(std::string_view text) {
  JsonWriter json;
  json.String(text);
  return json.Take();
}

std::string EventText(std::string_view categories, const TraceEvent& event, int thread) {
  const bool now = event.time_us == 0;
  const uint64_t time_us = now ? MonotonicUs() : event.time_us;
  const uint64_t thread_time_us = now ? ThreadCpuUs() : event.thread_time_us;
  std::string text = "{\"pid\":" + std::to_string(getpid()) + ",\"tid\":" + std::to_string(thread) + ",\"ts\":" + std::to_string(time_us) +
                     ",\"tts\":" + std::to_string(thread_time_us) + ",\"ph\":\"" + event.phase + "\",\"cat\":" + Quoted(categories) +
                     ",\"name\":" + Quoted(event.name) + ",\"dur\":" + std::to_string(event.duration_us) +
                     ",\"tdur\":" + std::to_string(event.thread_duration_us);
  if (!event.scope.empty()) text += ",\"scope\":" + Quoted(event.scope);
  if (event.id.has_value()) {
    char id[24];
    std::snprintf(id, sizeof(id), "0x%llx", static_cast<unsigned long long>(*event.id));
    text += ",\"id\":\"" + std::string(id) + "\"";
  }
  text += ",\"args\":{";
  text += event.args;
  return text + "}}";
}

std::string Metadata(std::string_view name, std::string_view args) {
  return EventText("__metadata", {.phase = 'M', .name = name, .args = args}, ThreadId());
}

}  // namespace

uint64_t ThreadCpuUs() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<uint64_t>(now.tv_sec) * 1'000'000u + static_cast<uint64_t>(now.tv_nsec) / 1000;
}

std::string TraceArg(std::string_view name, std::string_view value) { return Quoted(name) + ":" + Quoted(value); }
std::string TraceArg(std::string_view name, int64_t value) { return Quoted(name) + ":" + std::to_string(value); }

TraceLog& TraceLog::Get() {
  static TraceLog* const log = new TraceLog;  // V8's threads may emit until the very end.
  return *log;
}

TraceLog::TraceLog() = default;

// --- Categories

bool TraceLog::WantedLocked(const std::set<std::string, std::less<>>& categories, std::string_view names) const {
  while (!names.empty()) {
    const size_t comma = names.find(',');
    if (categories.contains(names.substr(0, comma))) return true;
    if (comma == std::string_view::npos) break;
    names.remove_prefix(comma + 1);
  }
  return false;
}

TraceCategories* TraceLog::Categories(std::string_view names) {
  std::lock_guard lock(mutex_);
  for (TraceCategories& known : categories_) {
    if (known.names == names) return &known;
  }
  TraceCategories& added = categories_.emplace_back();
  added.names = names;
  for (const auto& client : clients_) {
    if (WantedLocked(client->categories_, names)) added.on = 1;
  }
  return &added;
}

void TraceLog::Update() {
  active_ = !clients_.empty();
  const auto wanted = [&](std::string_view names) {
    return std::any_of(clients_.begin(), clients_.end(), [&](const auto& client) { return WantedLocked(client->categories_, names); });
  };
  for (size_t i = 0; i < static_cast<size_t>(TraceGroup::kCount); i++) trace_groups_on[i].store(wanted(kGroupNames[i]), std::memory_order_relaxed);
  for (TraceCategories& known : categories_) known.on.store(wanted(known.names), std::memory_order_relaxed);
}

std::set<std::string> TraceLog::EnabledCategories() {
  std::lock_guard lock(mutex_);
  std::set<std::string> all;
  for (const auto& client : clients_) all.insert(client->categories_.begin(), client->categories_.end());
  return all;
}

void TraceLog::OnChange(std::function<void()> listener) {
  std::lock_guard lock(mutex_);
  listeners_.push_back(std::move(listener));
}

void TraceLog::Changed() {
  std::vector<std::function<void()>> listeners;
  {
    std::lock_guard lock(mutex_);
    listeners = listeners_;
  }
  for (const auto& listener : listeners) listener();
}

// --- Clients

void TraceLog::Add(std::shared_ptr<TraceClient> client, const std::set<std::string>& categories) {
  {
    std::lock_guard lock(mutex_);
    client->categories_ = {categories.begin(), categories.end()};
    for (const auto& [name, text] : metadata_) AppendLocked(client.get(), text);
    for (const auto& [thread, text] : thread_names_) AppendLocked(client.get(), text);
    clients_.push_back(std::move(client));
    if (!thread_.joinable()) {
      thread_ = std::thread([this, generation = generation_] { Run(generation); });
    }
    Update();
  }
  Changed();
}

void TraceLog::SetCategories(TraceClient* client, const std::set<std::string>& categories) {
  {
    std::lock_guard lock(mutex_);
    client->categories_ = {categories.begin(), categories.end()};
    client->wanted_.clear();
    Update();
  }
  Changed();
}

void TraceLog::Remove(TraceClient* client) {
  std::shared_ptr<TraceClient> removed;
  std::thread ended;
  {
    std::lock_guard lock(mutex_);
    const auto found = std::find_if(clients_.begin(), clients_.end(), [&](const auto& held) { return held.get() == client; });
    if (found == clients_.end()) return;
    removed = std::move(*found);
    clients_.erase(found);
    Update();
    if (clients_.empty()) {
      generation_++;
      ended = std::move(thread_);
      wake_.notify_all();
    }
  }
  Changed();
  if (ended.joinable()) ended.join();
  HandOver(removed.get());
  removed->OnRemoved();
}

void TraceLog::RemoveAll() {
  for (;;) {
    TraceClient* client;
    {
      std::lock_guard lock(mutex_);
      if (clients_.empty()) return;
      client = clients_.back().get();
    }
    Remove(client);
  }
}

void TraceLog::HandOver(TraceClient* client) {
  std::lock_guard taking(client->taking_);
  std::string events;
  size_t count = 0;
  {
    std::lock_guard lock(mutex_);
    if (const uint64_t dropped = std::exchange(client->dropped_, 0); dropped != 0) {
      AppendLocked(client, Metadata("dropped_events", TraceArg("count", static_cast<int64_t>(dropped))));
    }
    events.swap(client->waiting_);
    count = std::exchange(client->count_, 0);
  }
  if (count > 0) client->Take(events, count);
}

void TraceLog::Run(uint64_t generation) {
  pthread_setname_np(pthread_self(), "TraceLog");
  std::unique_lock lock(mutex_);
  while (generation == generation_) {
    wake_.wait_for(lock, kInterval);
    const std::vector<std::shared_ptr<TraceClient>> clients = clients_;
    lock.unlock();
    for (const auto& client : clients) HandOver(client.get());
    lock.lock();
  }
}

// --- Events

void TraceLog::AppendLocked(TraceClient* client, const std::string& text) {
  if (client->waiting_.size() + text.size() > kMaxWaitingBytes) {
    client->dropped_++;
    return;
  }
  if (client->count_++ > 0) client->waiting_ += ',';
  client->waiting_ += text;
  if (client->waiting_.size() > kWakeBytes) wake_.notify_one();
}

void TraceLog::Emit(std::string_view categories, const TraceEvent& event) {
  const std::string text = EventText(categories, event, ThreadId());
  std::lock_guard lock(mutex_);
  for (const auto& client : clients_) {
    auto wanted = client->wanted_.find(categories);
    if (wanted == client->wanted_.end()) {
      wanted = client->wanted_.emplace(std::string(categories), WantedLocked(client->categories_, categories)).first;
    }
    if (wanted->second) AppendLocked(client.get(), text);
  }
}

void TraceLog::Emit(TraceGroup group, const TraceEvent& event) { Emit(kGroupNames[static_cast<size_t>(group)], event); }

void TraceLog::Broadcast(const std::string& metadata) {
  for (const auto& client : clients_) AppendLocked(client.get(), metadata);
}

void TraceLog::NameThread(std::string name) {
  const std::string text = Metadata("thread_name", TraceArg("name", name));
  std::lock_guard lock(mutex_);
  thread_names_[ThreadId()] = text;
  Broadcast(text);
}

void TraceLog::ForgetThread() {
  std::lock_guard lock(mutex_);
  thread_names_.erase(ThreadId());
}

void TraceLog::SetMetadata(const std::string& name, const std::string& args) {
  const std::string text = Metadata(name, args);
  std::lock_guard lock(mutex_);
  metadata_[name] = text;
  Broadcast(text);
}

void TraceLog::NameProcess(std::string_view title) { SetMetadata("process_name", TraceArg("name", title)); }

void TraceLog::SetProcess(std::string node_version, std::string process_args) {
  SetMetadata("version", TraceArg("node", node_version));
  SetMetadata("node", "\"process\":" + process_args);
}

void TraceScope::Begin() {
  start_us_ = MonotonicUs();
  thread_start_us_ = ThreadCpuUs();
}

void TraceScope::End() {
  TraceLog::Get().Emit(group_, {.phase = 'X',
                                .name = name_,
                                .time_us = start_us_,
                                .thread_time_us = thread_start_us_,
                                .duration_us = MonotonicUs() - start_us_,
                                .thread_duration_us = ThreadCpuUs() - thread_start_us_});
}

}  // namespace isoscope
