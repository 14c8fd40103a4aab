// Everything that is observed of one isolate through V8 and its loop: installs what the Hub's mask asks for and takes it away again.
//
// Made and destroyed on the isolate's thread, after its loop was opened and before it closes; nothing else may be alive in the loop when
// it is destroyed. Reaches its thread by itself when the mask changes elsewhere, also while JavaScript spins.
#ifndef ISOSCOPE_RUNTIME_OBSERVERS_ISOLATE_OBSERVERS_H_
#define ISOSCOPE_RUNTIME_OBSERVERS_ISOLATE_OBSERVERS_H_

#include <atomic>
#include <functional>
#include <memory>
#include <thread>

#include <v8-isolate.h>

#include "runtime/observers/cpu_profile.h"
#include "runtime/observers/delay.h"
#include "runtime/observers/gc.h"
#include "runtime/observers/heap.h"
#include "runtime/observers/heap_reader.h"
#include "runtime/observers/isolate_interrupt.h"
#include "runtime/observers/v8_log_observer.h"
#include "runtime/probes/hub.h"

namespace isoscope {

class EventLoop;

class IsolateObservers {
 public:
  // `producer` must belong to an isolate.
  IsolateObservers(v8::Isolate* isolate, EventLoop* loop, Producer* producer);
  ~IsolateObservers();
  IsolateObservers(const IsolateObservers&) = delete;
  IsolateObservers& operator=(const IsolateObservers&) = delete;

  // Crossings between JavaScript and C++ are counted in a layer beside this one: told, on the isolate's thread, when they are wanted.
  void SetBoundarySwitch(std::function<void(bool on)> boundary_switch);
  // The same of resources that JavaScript alone knows; it may be in the middle of JavaScript.
  void SetResourceSwitch(std::function<void()> resource_switch);
  // Once the isolate has its main context.
  void ContextReady() { v8_log_.TellExistingFunctions(); }

 private:
  void OnMask(KindMask mask);  // Any thread.
  void OnInterrupt();
  void Apply(KindMask mask);

  EventLoop* const loop_;
  Producer* const producer_;
  const std::thread::id thread_;
  std::atomic<KindMask> wanted_{0};
  KindMask applied_ = 0;
  HeapReader reader_;
  IsolateInterrupt interrupt_;
  HeapObserver heap_;
  GcObserver gc_;
  V8LogObserver v8_log_;
  std::unique_ptr<DelayObserver> delay_;  // Made when first wanted.
  std::unique_ptr<CpuProfileObserver> cpu_;
  std::function<void(bool on)> boundary_switch_;
  std::function<void()> resource_switch_;
  Hub::ListenerId listener_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_OBSERVERS_ISOLATE_OBSERVERS_H_
