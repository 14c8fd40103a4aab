// The slices of a trace by track, made to nest; and where flows may bind. One thread.
#ifndef ISOSCOPE_RUNTIME_EXPORTERS_TRACE_TRACKS_H_
#define ISOSCOPE_RUNTIME_EXPORTERS_TRACE_TRACKS_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace isoscope {

struct TraceSlice {
  uint64_t start_us = 0;
  uint64_t end_us = 0;
  std::string name;
  const char* category = "";
  std::string args;  // A JSON object.
};

class TraceTracks {
 public:
  // What overlaps only by this much is cut to nest: both ends were rounded to microseconds.
  static constexpr uint64_t kRoundingUs = 2;
  static constexpr uint64_t kOverlapTracks = 1'000'000'000;  // Added to a track's number for what overlaps there.

  void Add(uint64_t track, TraceSlice slice) { tracks_[track].push_back(std::move(slice)); }
  // After the last Add: sorts, cuts, and moves what cannot nest to further tracks. A parent stands before its children.
  void Nest();

  const std::map<uint64_t, std::vector<TraceSlice>>& tracks() const { return tracks_; }
  // Whether a slice of the track covers that time.
  bool Covers(uint64_t track, uint64_t time_us) const;
  // The first start of a slice of the category at or after that time.
  std::optional<uint64_t> NextStart(uint64_t track, const char* category, uint64_t time_us) const;

 private:
  std::map<uint64_t, std::vector<TraceSlice>> tracks_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_EXPORTERS_TRACE_TRACKS_H_
