// The names under which the pool's records show an add-on's work: "napi." and what the add-on calls its resource. Any thread.
#ifndef ISOSCOPE_RUNTIME_NAPI_POOL_LABEL_H_
#define ISOSCOPE_RUNTIME_NAPI_POOL_LABEL_H_

#include <string_view>

namespace isoscope::napi {

// Lives for ever: records refer to operations by static texts. Beyond the first 256 names all are "napi.other".
const char* PoolLabelOf(std::string_view resource_name);

}  // namespace isoscope::napi

#endif  // ISOSCOPE_RUNTIME_NAPI_POOL_LABEL_H_
