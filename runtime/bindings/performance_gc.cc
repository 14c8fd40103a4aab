// PerformanceObserver's 'gc' entries: what V8's callbacks around a collection tell, delivered on the loop's next turn.
//
// Isolate thread only. JavaScript must not run inside a collection, so entries are kept and a uv_async_t, which does not keep the loop alive,
// brings them to `ongc([kind, flags, start ms, duration ms, ...])`.
#include <uv.h>

#include <vector>

#include <v8-callbacks.h>
#include <v8-container.h>
#include <v8-isolate.h>

#include "runtime/base/clock.h"
#include "runtime/bindings/performance_histogram.h"
#include "runtime/env/arguments.h"
#include "runtime/env/environment.h"
#include "runtime/env/handle_wrap.h"

namespace isoscope {
namespace {

class GcWatch : public HandleWrap {
 public:
  static constexpr ClassInfo kClass{"GCWatch", &HandleWrap::kClass};

  GcWatch(Environment* env, v8::Local<v8::Object> object) : HandleWrap(env, object, reinterpret_cast<uv_handle_t*>(&async_), AsyncProvider::kNONE) {
    uv_async_init(env->uv_loop(), &async_, OnAsync);
    async_.data = static_cast<HandleWrap*>(this);
    uv_unref(uv_handle());
  }
  const ClassInfo* class_info() const override { return &kClass; }

  static void New(const CallInfo& info) {
    if (!info.IsConstructCall()) return ThrowTypeError(info.GetIsolate(), "ERR_CONSTRUCT_CALL_REQUIRED", "Class constructor GCWatch needs 'new'");
    new GcWatch(Environment::From(info.GetIsolate()), info.This());
  }

  static void Start(const CallInfo& info) {
    auto* self = From<GcWatch>(info.This());
    if (self == nullptr || self->watching_ || !self->IsOpen()) return;
    self->watching_ = true;
    self->isolate()->AddGCPrologueCallback(OnStart, self);
    self->isolate()->AddGCEpilogueCallback(OnEnd, self);
  }

  static void Stop(const CallInfo& info) {
    auto* self = From<GcWatch>(info.This());
    if (self != nullptr) self->Unhook();
  }

  void OnEnvironmentTeardown() override {
    Unhook();
    HandleWrap::OnEnvironmentTeardown();
  }

 private:
  struct Entry {
    v8::GCType type;
    v8::GCCallbackFlags flags;
    uint64_t start_ns;
    uint64_t end_ns;
  };

  void Unhook() {
    if (!watching_) return;
    watching_ = false;
    isolate()->RemoveGCPrologueCallback(OnStart, this);
    isolate()->RemoveGCEpilogueCallback(OnEnd, this);
  }

  static void OnStart(v8::Isolate*, v8::GCType, v8::GCCallbackFlags, void* data) {
    auto* self = static_cast<GcWatch*>(data);
    if (self->depth_++ == 0) self->start_ns_ = MonotonicNs();
  }

  static void OnEnd(v8::Isolate*, v8::GCType type, v8::GCCallbackFlags flags, void* data) {
    auto* self = static_cast<GcWatch*>(data);
    if (self->depth_ == 0 || --self->depth_ > 0) return;  // Begun before we watched, or inside another.
    self->entries_.push_back({type, flags, self->start_ns_, MonotonicNs()});
    uv_async_send(&self->async_);
  }

  static void OnAsync(uv_async_t* async) {
    auto* self = static_cast<GcWatch*>(static_cast<HandleWrap*>(async->data));
    if (!self->env()->can_call_into_js()) return;
    v8::Isolate* isolate = self->isolate();
    v8::HandleScope handles(isolate);
    v8::Context::Scope context_scope(self->env()->context());
    std::vector<Entry> entries;
    entries.swap(self->entries_);
    std::vector<v8::Local<v8::Value>> numbers;
    for (const Entry& entry : entries) {
      for (double number : {static_cast<double>(entry.type), static_cast<double>(entry.flags), static_cast<double>(entry.start_ns) / 1e6,
                            static_cast<double>(entry.end_ns - entry.start_ns) / 1e6}) {
        numbers.push_back(v8::Number::New(isolate, number));
      }
    }
    v8::Local<v8::Value> argv[] = {v8::Array::New(isolate, numbers.data(), numbers.size())};
    self->MakeCallback(OneByte(isolate, "ongc"), 1, argv);
  }

  uv_async_t async_{};
  bool watching_ = false;
  int depth_ = 0;
  uint64_t start_ns_ = 0;
  std::vector<Entry> entries_;
};

constexpr BindingFunction kMethods[] = {Method<GcWatch::Start>("start"), Method<GcWatch::Stop>("stop")};

}  // namespace

constinit const BindingClass kGcWatchClass = {
    .name = "GCWatch", .construct = Method<GcWatch::New>("GCWatch"), .methods = kMethods, .base = &kHandleWrapClass};

}  // namespace isoscope
