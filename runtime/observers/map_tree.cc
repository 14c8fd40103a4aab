#include "runtime/observers/map_tree.h"

namespace isoscope {

MapId MapTree::Find(uint64_t address) const {
  auto it = by_address_.find(address);
  return it != by_address_.end() && it->second >= first_ ? it->second : 0;
}

MapId MapTree::IdOf(uint64_t address) {
  if (const MapId known = Find(address)) return known;
  nodes_.push_back({.address = address});
  const MapId id = end() - 1;
  by_address_[address] = id;
  if (nodes_.size() > kMaxMaps) {
    // Its address may belong to a younger one by now.
    if (auto it = by_address_.find(nodes_.front().address); it != by_address_.end() && it->second == first_) by_address_.erase(it);
    nodes_.pop_front();
    first_++;
  }
  return id;
}

void MapTree::Add(uint64_t from, uint64_t to, const MapNode& what) {
  const MapId parent = from != 0 ? IdOf(from) : 0;
  if (const MapId old = Find(to); old != 0 && Get(old).event != 0) {
    if (Get(old).parent == parent && Get(old).event == what.event && Get(old).property == what.property) return;  // Made once, found again.
    by_address_.erase(to);  // A map that lay at this address before has been freed: V8 does not tell when.
  }
  MapNode& node = nodes_[IdOf(to) - first_];
  node = what;
  node.address = to;
  node.parent = parent;
}

void MapTree::Deprecate(uint64_t address) {
  if (const MapId id = Find(address)) nodes_[id - first_].deprecated = true;
}

void MapTree::Move(uint64_t from, uint64_t to) {
  const MapId id = Find(from);
  if (id == 0) return;
  by_address_.erase(from);
  by_address_[to] = id;
  nodes_[id - first_].address = to;
}

}  // namespace isoscope
