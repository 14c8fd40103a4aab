#include "runtime/modules/builtin_cache.h"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include <v8-script.h>

#include "runtime/env/environment.h"

namespace isoscope {
namespace {

struct Entries {
  std::atomic<bool> any{false};
  std::mutex mutex;
  std::map<std::string, std::vector<uint8_t>, std::less<>> compiled;
};
Entries& TheEntries() {
  static Entries* const entries = new Entries;  // Never destroyed: workers may still look at exit.
  return *entries;
}

struct Noted {
  explicit Noted(Environment*) {}
  std::vector<std::pair<std::string, v8::Global<v8::Function>>> functions;
};

}  // namespace

const std::vector<uint8_t>* BuiltinCache::Find(std::string_view id) {
  Entries& entries = TheEntries();
  if (!entries.any.load(std::memory_order_relaxed)) return nullptr;
  std::lock_guard lock(entries.mutex);
  auto it = entries.compiled.find(id);
  return it != entries.compiled.end() ? &it->second : nullptr;
}

void BuiltinCache::NoteCompiled(Environment* env, std::string_view id, v8::Local<v8::Function> function) {
  if (env == nullptr || env->settings().is_main_thread()) return;
  env->Data<Noted>()->functions.emplace_back(std::string(id), v8::Global<v8::Function>(env->isolate(), function));
}

void BuiltinCache::Keep(Environment* env) {
  auto functions = std::exchange(env->Data<Noted>()->functions, {});
  for (auto& [id, function] : functions) {
    if (Find(id) != nullptr) continue;
    v8::HandleScope handles(env->isolate());
    std::unique_ptr<v8::ScriptCompiler::CachedData> data(v8::ScriptCompiler::CreateCodeCacheForFunction(function.Get(env->isolate())));
    if (data == nullptr) continue;
    Entries& entries = TheEntries();
    std::lock_guard lock(entries.mutex);
    entries.compiled.try_emplace(std::move(id), data->data, data->data + data->length);
    entries.any.store(true, std::memory_order_relaxed);
  }
}

}  // namespace isoscope
