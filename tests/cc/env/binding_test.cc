#include "runtime/env/binding.h"

#include <v8-function.h>
#include <catch2/catch_test_macros.hpp>

#include "runtime/env/arguments.h"
#include "runtime/env/base_object.h"
#include "runtime/env/environment.h"
#include "tests/cc/observers/observed_isolate.h"

namespace isoscope {
namespace {

void Twice(const CallInfo& info) {
  double number;
  if (GetDouble(info, 0, &number)) info.GetReturnValue().Set(2 * number);
}

class Counter : public BaseObject {
 public:
  static constexpr ClassInfo kClass{"Counter", &BaseObject::kClass};
  static inline int alive = 0;
  Counter(Environment* env, v8::Local<v8::Object> object) : BaseObject(env, object) {
    alive++;
    MakeWeak();
  }
  ~Counter() override { alive--; }
  const ClassInfo* class_info() const override { return &kClass; }

  static void New(const CallInfo& info) { new Counter(Environment::From(info.GetIsolate()), info.This()); }
  static void Next(const CallInfo& info) {
    if (Counter* counter = This<Counter>(info)) info.GetReturnValue().Set(++counter->value_);
  }

 private:
  int value_ = 0;
};

constexpr BindingFunction kFunctions[] = {Method<Twice>("twice", 1)};
constexpr BindingFunction kCounterMethods[] = {Method<Counter::Next>("next")};
constexpr BindingClass kClasses[] = {{.name = "Counter", .construct = Method<Counter::New>("Counter"), .methods = kCounterMethods}};
const BindingDefinition kTestBinding = {.name = "test", .functions = kFunctions, .classes = kClasses};

// A context with the binding as the global `binding`, and an environment without a loop.
class WithBinding {
 public:
  WithBinding() : isolate_(0), scope_(isolate_.isolate()), env_(isolate_.isolate(), nullptr, nullptr, {}) {
    v8::Local<v8::Context> context = isolate_.context();
    env_.AttachFreshContext(context);
    v8::Context::Scope context_scope(context);
    v8::Local<v8::Object> binding = InstantiateBinding(&env_, context, kTestBinding).ToLocalChecked();
    SetProperty(context, context->Global(), "binding", binding);
  }
  ~WithBinding() { env_.Teardown(); }
  bool Run(const std::string& source) { return isolate_.Run(source); }
  // Throws in JavaScript unless `condition` holds, which Run() tells.
  bool Holds(const std::string& condition) { return Run("if (!(" + condition + ")) throw new Error()"); }
  v8::Isolate* isolate() { return isolate_.isolate(); }

 private:
  ObservedIsolate isolate_;
  v8::HandleScope scope_;
  Environment env_;
};

}  // namespace

TEST_CASE("a table becomes functions that check what they are given", "[env]") {
  WithBinding world;
  CHECK(world.Holds("binding.twice(21) === 42 && binding.twice.length === 1 && binding.twice.name === 'twice'"));
  CHECK(world.Holds("(() => { try { binding.twice('x') } catch (e) { return e instanceof TypeError && e.code === 'ERR_INVALID_ARG_TYPE' } })()"));
  CHECK(world.Holds("(() => { try { new binding.twice(1) } catch (e) { return e instanceof TypeError } })()"));
}

TEST_CASE("methods refuse strangers as `this`", "[env]") {
  WithBinding world;
  CHECK(world.Holds("(globalThis.counter = new binding.Counter(), counter.next() === 1 && counter.next() === 2)"));
  for (const char* stranger : {"{}", "undefined", "1", "Object.create(binding.Counter.prototype)", "new Uint8Array(8)", "new Proxy(counter, {})"}) {
    INFO(stranger);
    CHECK(world.Holds(std::string("(() => { try { counter.next.call(") + stranger +
                      ") } catch (e) { return e.message === 'Illegal invocation' } })()"));
  }
}

TEST_CASE("a dropped object's C++ side goes with it, the rest at teardown", "[env]") {
  {
    WithBinding world;
    CHECK(world.Run("globalThis.kept = new binding.Counter(); (() => { for (let i = 0; i < 100; i++) new binding.Counter() })()"));
    CHECK(Counter::alive == 101);
    CHECK(world.Run("gc()"));
    CHECK(Counter::alive < 101);
    CHECK(Counter::alive >= 1);
  }
  CHECK(Counter::alive == 0);
}

TEST_CASE("crossings are counted while a thread has counters, and only then", "[env]") {
  WithBinding world;
  BoundarySlot* slot = kFunctions[0].slot;
  BoundaryCounters counters(BindingRegistry::SlotCount());
  CHECK(world.Run("binding.twice(1)"));
  BoundaryCounters::SetCurrent(&counters);
  CHECK(world.Run("for (let i = 0; i < 10; i++) binding.twice(i)"));
  BoundaryCounters::SetCurrent(nullptr);
  CHECK(world.Run("binding.twice(1)"));
  CHECK(counters.counts()[slot->index].calls.Get() == 10);
  CHECK(counters.counts()[slot->index].time_ns.Get() > 0);
}

}  // namespace isoscope
