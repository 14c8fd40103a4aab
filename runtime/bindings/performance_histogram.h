// The classes of the performance binding: histograms, the loop's delay monitor, the watcher of garbage collections.
#ifndef ISOSCOPE_RUNTIME_BINDINGS_PERFORMANCE_HISTOGRAM_H_
#define ISOSCOPE_RUNTIME_BINDINGS_PERFORMANCE_HISTOGRAM_H_

#include <span>

#include "runtime/env/binding.h"

namespace isoscope {

std::span<const BindingClass> PerformanceClasses();

extern const BindingClass kGcWatchClass;

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BINDINGS_PERFORMANCE_HISTOGRAM_H_
