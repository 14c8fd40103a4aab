// One running JavaScript world, whole: isolate, context, loop, environment, observers.
//
// Made, run and destroyed on one thread (the main thread, or a worker's: World's factory is set to Make). Members are declared in the order in which
// they must be built; destruction is the reverse.
#ifndef ISOSCOPE_RUNTIME_HOST_INSTANCE_H_
#define ISOSCOPE_RUNTIME_HOST_INSTANCE_H_

#include <memory>
#include <optional>
#include <string>

#include <v8-isolate.h>
#include <v8-persistent-handle.h>

#include "runtime/engine/isolate_holder.h"
#include "runtime/env/boundary_observer.h"
#include "runtime/env/environment.h"
#include "runtime/env/world.h"
#include "runtime/loop/event_loop.h"
#include "runtime/observers/isolate_observers.h"
#include "runtime/probes/isolate_info.h"

namespace isoscope {

class Instance final : public World {
 public:
  // Null with a uv code when there is no loop to be had (too many open files).
  static std::unique_ptr<World> Make(Settings settings, int* error);
  ~Instance() override;
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;

  Environment* env() override { return &*env_; }
  v8::Isolate* isolate() { return isolate_.isolate(); }

  // Bootstraps (or takes the snapshot's context), runs what the command line asks for, then the loop. The exit code.
  int Run() override;
  // Closes everything that is alive. No JavaScript runs any more.
  void Teardown() override;
  void Abandon() override;

 private:
  Instance(Platform* platform, Settings settings, int* error);
  bool PrepareContext(bool from_snapshot);
  bool RunHostFunction(HostFunction which);

  const bool from_snapshot_;
  std::shared_ptr<IsolateInfo> info_;
  Producer* const producer_;  // The hub's; retired at the end.
  IsolateHolder isolate_;
  std::optional<v8::Isolate::Scope> isolate_scope_;
  EventLoop loop_;
  std::optional<Environment> env_;
  BoundaryObserver boundary_;
  std::unique_ptr<IsolateObservers> observers_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_HOST_INSTANCE_H_
