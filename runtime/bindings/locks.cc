// internalBinding('locks'): one thread's requests to the process's table of named locks (base/lock_table). Isolate thread only.
#include <uv.h>

#include <cstdio>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <v8-container.h>

#include "runtime/base/check.h"
#include "runtime/base/lock_table.h"
#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"
#include "runtime/env/handle_wrap.h"

namespace isoscope {
namespace {

// Hears of its requests from any thread; tells JavaScript of them as onevents(flat array).
class LockClient final : public HandleWrap, private LockTable::Client {
 public:
  static constexpr ClassInfo kClass{"LockClient", &HandleWrap::kClass};
  const ClassInfo* class_info() const override { return &kClass; }

  LockClient(Environment* env, v8::Local<v8::Object> object) : HandleWrap(env, object, reinterpret_cast<uv_handle_t*>(&wake_), AsyncProvider::kNONE) {
    int err = uv_async_init(env->uv_loop(), &wake_,
                            [](uv_async_t* handle) { static_cast<LockClient*>(static_cast<HandleWrap*>(handle->data))->TellAll(); });
    ISOSCOPE_CHECK_EQ(err, 0);
    wake_.data = static_cast<HandleWrap*>(this);
    uv_unref(reinterpret_cast<uv_handle_t*>(&wake_));
  }

  static void New(const CallInfo& info) {
    if (!info.IsConstructCall()) return ThrowTypeError(info.GetIsolate(), "ERR_CONSTRUCT_CALL_REQUIRED", "Class constructor LockClient needs 'new'");
    new LockClient(Environment::From(info.GetIsolate()), info.This());
  }

  // (id, name, exclusive, ifAvailable, steal) => true when an event will come or came; undefined when it was not available.
  static void Request(const CallInfo& info) {
    auto* client = This<LockClient>(info);
    uint32_t id = 0;
    std::string name;
    LockTable::Options options;
    if (client == nullptr || !GetUint32(info, 0, &id) || !GetUtf8(info, 1, &name) || !GetBool(info, 2, &options.exclusive) ||
        !GetBool(info, 3, &options.if_available) || !GetBool(info, 4, &options.steal)) {
      return;
    }
    if (client->IsOpen() && LockTable::OfProcess().Request(client, id, name, options)) info.GetReturnValue().Set(true);
  }

  // () => what happened and was not told yet: id, whether it was stolen, id ...
  static void TakeEvents(const CallInfo& info) {
    if (auto* client = This<LockClient>(info)) info.GetReturnValue().Set(client->TakeAll());
  }

  static void Release(const CallInfo& info) {
    auto* client = This<LockClient>(info);
    uint32_t id = 0;
    if (client != nullptr && GetUint32(info, 0, &id)) LockTable::OfProcess().Release(client, id);
  }

  // (id) => whether it was waiting
  static void Cancel(const CallInfo& info) {
    auto* client = This<LockClient>(info);
    uint32_t id = 0;
    if (client != nullptr && GetUint32(info, 0, &id)) info.GetReturnValue().Set(LockTable::OfProcess().Cancel(client, id));
  }

 private:
  void OnClose() override { LockTable::OfProcess().Forget(this); }

  void Notify(uint64_t request, bool stolen) override {
    std::lock_guard lock(mutex_);
    events_.emplace_back(static_cast<uint32_t>(request), stolen);
    uv_async_send(&wake_);
  }

  v8::Local<v8::Array> TakeAll() {
    std::vector<std::pair<uint32_t, bool>> events;
    {
      std::lock_guard lock(mutex_);
      events.swap(events_);
    }
    std::vector<v8::Local<v8::Value>> values;
    for (auto [id, stolen] : events) {
      values.push_back(v8::Integer::NewFromUnsigned(isolate(), id));
      values.push_back(v8::Boolean::New(isolate(), stolen));
    }
    return v8::Array::New(isolate(), values.data(), values.size());
  }

  void TellAll() {
    v8::HandleScope handles(isolate());
    v8::Context::Scope context_scope(env()->context());
    v8::Local<v8::Value> argv[] = {TakeAll()};
    if (argv[0].As<v8::Array>()->Length() > 0) MakeCallback(OneByte(isolate(), "onevents"), 1, argv);
  }

  uv_async_t wake_{};
  std::mutex mutex_;
  std::vector<std::pair<uint32_t, bool>> events_;
};

v8::Local<v8::Value> Flat(v8::Isolate* isolate, const std::vector<LockTable::Info>& infos) {
  std::vector<v8::Local<v8::Value>> values;
  for (const LockTable::Info& info : infos) {
    v8::Local<v8::String> name;
    if (!Utf8(isolate, info.name).ToLocal(&name)) continue;
    char client[32];
    std::snprintf(client, sizeof(client), "client-%zx", reinterpret_cast<size_t>(info.client) / alignof(LockClient));
    values.insert(values.end(), {name, v8::Boolean::New(isolate, info.exclusive), OneByte(isolate, client)});
  }
  return v8::Array::New(isolate, values.data(), values.size());
}

// () => [held, waiting], each flat: name, whether exclusive, client, name ...
void Query(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  std::vector<LockTable::Info> held;
  std::vector<LockTable::Info> waiting;
  LockTable::OfProcess().Query(&held, &waiting);
  v8::Local<v8::Value> values[] = {Flat(isolate, held), Flat(isolate, waiting)};
  info.GetReturnValue().Set(v8::Array::New(isolate, values, 2));
}

constexpr BindingFunction kFunctions[] = {Method<Query>("query")};
constexpr BindingFunction kMethods[] = {
    Method<LockClient::Request>("request", 5),
    Method<LockClient::TakeEvents>("takeEvents"),
    Method<LockClient::Release>("release", 1),
    Method<LockClient::Cancel>("cancel", 1),
};
const BindingClass kClasses[] = {
    {.name = "LockClient", .construct = Method<LockClient::New>("LockClient"), .methods = kMethods, .base = &kHandleWrapClass},
};

}  // namespace

extern const BindingDefinition kLocksBinding;
const BindingDefinition kLocksBinding = {.name = "locks", .functions = kFunctions, .classes = kClasses};

}  // namespace isoscope
