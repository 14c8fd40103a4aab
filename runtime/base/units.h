// Times and sizes as people read them: "1.50 ms", "3.2 MB". Any thread.
#ifndef ISOSCOPE_RUNTIME_BASE_UNITS_H_
#define ISOSCOPE_RUNTIME_BASE_UNITS_H_

#include <string>

namespace isoscope {

std::string TimeText(double us);
std::string BytesText(double bytes);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BASE_UNITS_H_
