// A whole JavaScript world (isolate, loop, environment, observers), as the layers below the program see it.
//
// The program sets the factory once at start (host/instance); a world is made, run and destroyed on one thread, its own.
#ifndef ISOSCOPE_RUNTIME_ENV_WORLD_H_
#define ISOSCOPE_RUNTIME_ENV_WORLD_H_

#include <cstdint>
#include <memory>
#include <string>

#include "runtime/env/environment.h"

namespace isoscope {

class World {
 public:
  struct Settings {
    Environment::Settings environment;
    std::string name;                       // Of its lane.
    uint64_t max_old_generation_bytes = 0;  // 0: by the machine's memory.
    uint64_t max_young_generation_bytes = 0;
    uint64_t code_range_bytes = 0;
    uintptr_t stack_limit = 0;  // The lowest address JavaScript may use; 0: V8's default below the caller's.
  };
  // Null with a uv code when the system has no more of what a loop needs.
  using Factory = std::unique_ptr<World> (*)(Settings settings, int* error);
  static void SetFactory(Factory factory);
  static std::unique_ptr<World> Make(Settings settings, int* error);

  virtual ~World() = default;
  virtual Environment* env() = 0;
  virtual int Run() = 0;
  virtual void Teardown() = 0;
  // Instead of Teardown() and destruction: the thread stops for ever in the middle of V8. Only tells the watchers.
  virtual void Abandon() = 0;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_WORLD_H_
