// An isolate with its loop, producer and observers, for tests that need V8 but no environment.
#ifndef ISOSCOPE_TESTS_CC_OBSERVERS_OBSERVED_ISOLATE_H_
#define ISOSCOPE_TESTS_CC_OBSERVERS_OBSERVED_ISOLATE_H_

#include <memory>
#include <optional>
#include <string>

#include <v8-context.h>
#include <v8-local-handle.h>
#include <v8-primitive.h>
#include <v8-script.h>
#include <catch2/catch_test_macros.hpp>

#include "runtime/engine/isolate_holder.h"
#include "runtime/engine/v8_runtime.h"
#include "runtime/loop/event_loop.h"
#include "runtime/observers/isolate_observers.h"
#include "tests/cc/loop/recorded.h"

namespace isoscope {

class ObservedIsolate {
 public:
  explicit ObservedIsolate(KindMask watched)
      : recorded_(watched), holder_(Runtime()->platform(), IsolateHolder::Settings{}), loop_(recorded_.producer()), scope_(isolate()) {
    REQUIRE(loop_.Init() == 0);
    observers_.emplace(isolate(), &loop_, recorded_.producer());
    v8::HandleScope handles(isolate());
    context_.Reset(isolate(), v8::Context::New(isolate()));
  }
  ~ObservedIsolate() {
    context_.Reset();
    observers_.reset();
    REQUIRE(loop_.Close() == 0);
  }

  v8::Isolate* isolate() { return holder_.isolate(); }
  v8::Local<v8::Context> context() { return context_.Get(isolate()); }
  EventLoop& loop() { return loop_; }
  Recorded& recorded() { return recorded_; }
  void EndObservers() { observers_.reset(); }

  // False when it threw or was terminated.
  bool Run(const std::string& source) {
    v8::HandleScope handles(isolate());
    v8::Local<v8::Context> context = context_.Get(isolate());
    v8::Context::Scope scope(context);
    v8::Local<v8::String> text = v8::String::NewFromUtf8(isolate(), source.c_str()).ToLocalChecked();
    v8::Local<v8::Script> script = v8::Script::Compile(context, text).ToLocalChecked();
    return !script->Run(context).IsEmpty();
  }
  // Foreground tasks that are due, as the loop would run them.
  void RunTasks() {
    v8::HandleScope handles(isolate());
    while (std::unique_ptr<v8::Task> task = holder_.runner()->TakeTask()) task->Run();
  }

 private:
  // V8 starts once in a process, with gc() for the tests.
  static V8Runtime* Runtime() {
    static std::unique_ptr<V8Runtime> runtime = [] {
      std::vector<std::string> unknown;
      return V8Runtime::Start({.flags = {"--expose-gc"}}, &unknown);
    }();
    return runtime.get();
  }

  Recorded recorded_;
  IsolateHolder holder_;
  EventLoop loop_;
  v8::Isolate::Scope scope_;
  std::optional<IsolateObservers> observers_;
  v8::Global<v8::Context> context_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_TESTS_CC_OBSERVERS_OBSERVED_ISOLATE_H_
