#include "runtime/env/world.h"

#include <utility>

#include "runtime/base/check.h"

namespace isoscope {
namespace {

World::Factory world_factory = nullptr;  // Set before the first world.

}  // namespace

void World::SetFactory(Factory factory) { world_factory = factory; }

std::unique_ptr<World> World::Make(Settings settings, int* error) {
  ISOSCOPE_CHECK(world_factory != nullptr);
  return world_factory(std::move(settings), error);
}

}  // namespace isoscope
