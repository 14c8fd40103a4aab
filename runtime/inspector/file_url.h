// file:// URLs of absolute paths, as Node's pathToFileURL writes them. No I/O, any thread.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_FILE_URL_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_FILE_URL_H_

#include <string>
#include <string_view>

namespace isoscope {

std::string FileUrl(std::string_view path);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_FILE_URL_H_
