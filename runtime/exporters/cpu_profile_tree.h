// The calls of a CPU profile as one tree, put together from V8's profiles of consecutive stretches. One thread.
#ifndef ISOSCOPE_RUNTIME_EXPORTERS_CPU_PROFILE_TREE_H_
#define ISOSCOPE_RUNTIME_EXPORTERS_CPU_PROFILE_TREE_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "runtime/probes/cpu_profiles.h"

namespace isoscope {

struct CallFrame {
  std::string function;
  std::string url;
  std::string script_id;
  int64_t line = -1;  // From 0, as in .cpuprofile; -1: none.
  int64_t column = -1;

  auto Key() const { return std::tie(function, url, script_id, line, column); }
  bool operator<(const CallFrame& other) const { return Key() < other.Key(); }
};

struct CallNode {
  CallFrame frame;
  size_t parent = 0;  // An index; the root is its own.
  uint64_t hits = 0;
  std::vector<size_t> children;
};

class CpuProfileTree {
 public:
  CpuProfileTree() : nodes_(1) { nodes_[0].frame.function = "(root)"; }

  // The chunks of one isolate in the order of time. False when the chunk is no profile of V8's.
  bool Add(const CpuProfileChunk& chunk);

  struct Sample {
    size_t node;
    int64_t delta_us;    // Since the sample before.
    uint64_t length_us;  // Until the next.
  };
  const std::vector<CallNode>& nodes() const { return nodes_; }  // The root first, parents before children.
  const std::vector<Sample>& samples() const { return samples_; }
  uint64_t start_us() const { return start_us_; }
  uint64_t end_us() const { return end_us_; }

 private:
  size_t Child(size_t parent, CallFrame frame);

  std::vector<CallNode> nodes_;
  std::map<std::pair<size_t, CallFrame>, size_t> children_;
  std::vector<Sample> samples_;
  uint64_t start_us_ = 0, end_us_ = 0;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_EXPORTERS_CPU_PROFILE_TREE_H_
