#include "runtime/exporters/trace_tracks.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace isoscope {
namespace {

// The first to begin is on top, of those the longest.
struct Later {
  bool operator()(const TraceSlice& a, const TraceSlice& b) const { return a.start_us != b.start_us ? a.start_us > b.start_us : a.end_us < b.end_us; }
};

// Keeps in `slices` what nests; returns the rest.
std::vector<TraceSlice> KeepNesting(std::vector<TraceSlice>* slices) {
  std::vector<TraceSlice> kept, rest;
  std::make_heap(slices->begin(), slices->end(), Later());
  std::vector<uint64_t> open_ends;
  while (!slices->empty()) {
    std::pop_heap(slices->begin(), slices->end(), Later());
    TraceSlice slice = std::move(slices->back());
    slices->pop_back();
    // A slice that begins where another ends comes after it, unless it is empty: then it is its last child.
    while (!open_ends.empty() && (open_ends.back() < slice.start_us || (open_ends.back() == slice.start_us && slice.end_us > slice.start_us))) {
      open_ends.pop_back();
    }
    if (!open_ends.empty() && slice.end_us > open_ends.back()) {
      // Rounding may let a slice end after its parent, or begin before the one before it has ended.
      if (slice.end_us - open_ends.back() <= TraceTracks::kRoundingUs) {
        slice.end_us = open_ends.back();
      } else if (open_ends.back() - slice.start_us <= TraceTracks::kRoundingUs) {
        slice.start_us = open_ends.back();
        slices->push_back(std::move(slice));  // Others may begin before it now.
        std::push_heap(slices->begin(), slices->end(), Later());
        continue;
      } else {
        rest.push_back(std::move(slice));
        continue;
      }
    }
    open_ends.push_back(slice.end_us);
    kept.push_back(std::move(slice));
  }
  *slices = std::move(kept);
  return rest;
}

}  // namespace

void TraceTracks::Nest() {
  for (const auto& [track, unused] : std::map(tracks_)) {
    uint64_t place = track;
    std::vector<TraceSlice> rest = KeepNesting(&tracks_[track]);
    while (!rest.empty()) {
      place += kOverlapTracks;
      tracks_[place] = std::exchange(rest, {});
      rest = KeepNesting(&tracks_[place]);
    }
  }
}

bool TraceTracks::Covers(uint64_t track, uint64_t time_us) const {
  const auto found = tracks_.find(track);
  if (found == tracks_.end()) return false;
  // Backwards from the last that begins in time: parents are few, and an outermost one ends the search.
  const auto& slices = found->second;
  auto slice = std::upper_bound(slices.begin(), slices.end(), time_us, [](uint64_t time, const TraceSlice& s) { return time < s.start_us; });
  for (int steps = 0; slice != slices.begin() && steps < 256; steps++) {
    --slice;
    if (slice->end_us >= time_us) return true;
  }
  return false;
}

std::optional<uint64_t> TraceTracks::NextStart(uint64_t track, const char* category, uint64_t time_us) const {
  const auto found = tracks_.find(track);
  if (found == tracks_.end()) return std::nullopt;
  const auto& slices = found->second;
  auto slice = std::lower_bound(slices.begin(), slices.end(), time_us, [](const TraceSlice& s, uint64_t time) { return s.start_us < time; });
  while (slice != slices.end() && std::string_view(slice->category) != category) ++slice;
  return slice == slices.end() ? std::nullopt : std::optional(slice->start_us);
}

}  // namespace isoscope
