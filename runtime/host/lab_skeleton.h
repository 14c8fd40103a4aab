// `isoscope lab new NAME`: a lab's folder to begin with. Main thread, before V8 starts.
#ifndef ISOSCOPE_RUNTIME_HOST_LAB_SKELETON_H_
#define ISOSCOPE_RUNTIME_HOST_LAB_SKELETON_H_

#include <string>
#include <vector>

#include "runtime/host/lab_catalog.h"

namespace isoscope {

// Writes `folder`/NN-`name`/{lab.js,README.md} with the next free number. Returns the exit code; says on stderr what was wrong.
int NewLab(const std::filesystem::path& folder, const std::vector<Lab>& labs, const std::string& name);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_HOST_LAB_SKELETON_H_
