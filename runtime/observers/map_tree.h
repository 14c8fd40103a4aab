// Hidden classes and what they were made from, kept from the lines of V8's log.
//
// Not synchronized: V8LogReader's mutex guards it. Bounded: past kMaxMaps the oldest are forgotten. Maps are known by their addresses, which
// a compacting collection changes: Move() follows them, and numbers stay.
#ifndef ISOSCOPE_RUNTIME_OBSERVERS_MAP_TREE_H_
#define ISOSCOPE_RUNTIME_OBSERVERS_MAP_TREE_H_

#include <cstdint>
#include <deque>
#include <unordered_map>

#include "runtime/base/interner.h"
#include "runtime/probes/schema.h"

namespace isoscope {

using MapId = uint64_t;  // From 1; 0 is none.

struct MapNode {
  uint64_t address = 0;
  MapId parent = 0;
  NameId event = 0, property = 0, reason = 0;
  Position at;
  uint64_t time_us = 0;
  bool deprecated = false;
};

class MapTree {
 public:
  static constexpr size_t kMaxMaps = 65'536;

  // A transition or the like: `to` was made from `from`.
  void Add(uint64_t from, uint64_t to, const MapNode& what);
  void Deprecate(uint64_t address);
  void Move(uint64_t from, uint64_t to);
  MapId Find(uint64_t address) const;

  MapId first() const { return first_; }
  MapId end() const { return first_ + nodes_.size(); }
  const MapNode& Get(MapId id) const { return nodes_[id - first_]; }

 private:
  MapId IdOf(uint64_t address);

  std::deque<MapNode> nodes_;
  MapId first_ = 1;
  std::unordered_map<uint64_t, MapId> by_address_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_OBSERVERS_MAP_TREE_H_
