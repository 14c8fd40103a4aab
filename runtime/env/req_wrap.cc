#include "runtime/env/req_wrap.h"

namespace isoscope {

void ReqWrapBase::MarkDispatched() {
  in_flight_ = true;
  env()->AddRequestInFlight(1);
}

void ReqWrapBase::MarkDone() {
  if (!in_flight_) return;
  in_flight_ = false;
  env()->AddRequestInFlight(-1);
}

ReqWrapBase::~ReqWrapBase() { MarkDone(); }

}  // namespace isoscope
