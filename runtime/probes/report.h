// The table that --report prints at exit. Any thread.
#ifndef ISOSCOPE_RUNTIME_PROBES_REPORT_H_
#define ISOSCOPE_RUNTIME_PROBES_REPORT_H_

#include <string>

namespace isoscope {

// Drains the producers, then tells in words and numbers what was observed since the start.
std::string ReportText();

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_PROBES_REPORT_H_
