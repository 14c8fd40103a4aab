// `boundary` records of one isolate: whenever somebody collects, one for each binding function that was called since the time before.
//
// Isolate thread. While it is on, V8 is told not to make code that calls our fast functions, which cannot be counted: code that was made
// before still does.
#ifndef ISOSCOPE_RUNTIME_ENV_BOUNDARY_OBSERVER_H_
#define ISOSCOPE_RUNTIME_ENV_BOUNDARY_OBSERVER_H_

#include <memory>

#include "runtime/probes/isolate_info.h"

namespace isoscope {

class BoundaryObserver {
 public:
  explicit BoundaryObserver(std::shared_ptr<IsolateInfo> isolate);
  ~BoundaryObserver();
  BoundaryObserver(const BoundaryObserver&) = delete;
  BoundaryObserver& operator=(const BoundaryObserver&) = delete;

  void Switch(bool on);

 private:
  class Source;
  const std::shared_ptr<IsolateInfo> isolate_;
  std::shared_ptr<Source> source_;  // Made when first wanted.
  bool on_ = false;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_BOUNDARY_OBSERVER_H_
