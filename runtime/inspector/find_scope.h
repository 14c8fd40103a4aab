// Where a process serves its scope: asks the kernel for its listening sockets on this machine and each of those for a snapshot. Nothing is left in
// files, so nothing can be stale.
//
// Any thread. Needs the right to look into /proc/PID (the same user).
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_FIND_SCOPE_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_FIND_SCOPE_H_

#include <string>

#include "runtime/base/status.h"
#include "runtime/inspector/http_exchange.h"

namespace isoscope {

// `target`: a process id, or the URL that --scope printed. The URL's path is that of snapshots.
Result<HttpUrl> FindScope(const std::string& target);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_FIND_SCOPE_H_
