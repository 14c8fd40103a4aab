// scope.observe(): a subscription to records that calls JavaScript with whole batches on the isolate's loop.
#ifndef ISOSCOPE_RUNTIME_BINDINGS_SCOPE_OBSERVER_H_
#define ISOSCOPE_RUNTIME_BINDINGS_SCOPE_OBSERVER_H_

#include <memory>
#include <string>

#include <uv.h>

#include "runtime/env/arguments.h"
#include "runtime/env/handle_wrap.h"
#include "runtime/probes/hub.h"
#include "runtime/probes/subscription.h"

namespace isoscope {

// The object that `json` describes; empty when V8 threw (a text longer than it allows).
v8::MaybeLocal<v8::Value> ParseJson(Environment* env, const std::string& json);

// Isolate thread, but for the wake-up, which any draining thread may send. JavaScript sets `onbatch(batch)`. Its kinds are watched until it
// is closed. It does not keep the loop alive.
class ScopeObserver final : public HandleWrap {
 public:
  static constexpr ClassInfo kClass{"ScopeObserver", &HandleWrap::kClass};

  ScopeObserver(Environment* env, v8::Local<v8::Object> object, KindMask kinds);
  const ClassInfo* class_info() const override { return &kClass; }

  static void New(const CallInfo& info);
  static void Take(const CallInfo& info);  // What is there now, without waiting: a batch or undefined.
  static void Stop(const CallInfo& info);  // Before close(): nothing comes any more.

  void OnEnvironmentTeardown() override;

 protected:
  void OnClose() override { subscription_.reset(); }

 private:
  static constexpr int kMaxBatchesPerWake = 8;
  void Deliver();

  uv_async_t wake_{};
  Watching watching_;
  std::unique_ptr<Subscription> subscription_;  // Wakes through wake_: gone before that memory is.
};

extern const BindingClass kScopeObserverClass;

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BINDINGS_SCOPE_OBSERVER_H_
