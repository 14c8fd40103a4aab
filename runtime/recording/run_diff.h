// What changed between two runs: `isoscope diff A B`. Sections are aligned by the names of their marks.
#ifndef ISOSCOPE_RUNTIME_RECORDING_RUN_DIFF_H_
#define ISOSCOPE_RUNTIME_RECORDING_RUN_DIFF_H_

#include <string>
#include <vector>

#include "runtime/recording/run_summary.h"

namespace isoscope {

struct FigureChange {
  enum class Unit { kCount, kUs, kBytes };
  std::string name;
  Unit unit;
  double before = 0;
  double after = 0;
};

struct SectionChange {
  std::string name;
  std::vector<FigureChange> figures;    // All that either run has.
  std::vector<std::string> new_deopts;  // Places that only the second run has, and the reverse.
  std::vector<std::string> gone_deopts;
};

struct RunDiff {
  std::vector<SectionChange> sections;               // The whole run first.
  std::vector<std::string> only_before, only_after;  // Sections.

  static RunDiff Of(const RunSummary& before, const RunSummary& after);
  // For people. Figures that changed; with `all`, the others too.
  std::string Text(const RunSummary& before, const RunSummary& after, bool all) const;
  std::string Json() const;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_RECORDING_RUN_DIFF_H_
