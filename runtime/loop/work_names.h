// Names of what add-ons hand to the pool, which are made at run time: records keep pointers to static texts. Any thread.
#ifndef ISOSCOPE_RUNTIME_LOOP_WORK_NAMES_H_
#define ISOSCOPE_RUNTIME_LOOP_WORK_NAMES_H_

#include <string>

namespace isoscope {

// The same text, for ever. Beyond the first 256 all are "other".
const char* KeepWorkName(std::string name);

// The file that a function comes from ("argon2.node"); null when there is none.
const char* LibraryOf(void* function);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_LOOP_WORK_NAMES_H_
