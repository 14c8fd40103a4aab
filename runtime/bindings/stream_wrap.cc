// The request objects of streams. Reading and writing themselves are methods of each stream's handle (env/stream_wrap).
#include "runtime/env/stream_wrap.h"

#include "runtime/env/binding.h"

namespace isoscope {

extern const BindingDefinition kStreamWrapBinding;
const BindingDefinition kStreamWrapBinding = {.name = "stream_wrap", .classes = kStreamRequestClasses};

}  // namespace isoscope
