// The page: the files of js/dashboard, built into the program by build/embed_page.py. There may be none.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_PAGE_FILES_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_PAGE_FILES_H_

#include <cstddef>
#include <optional>
#include <string_view>

#include "runtime/inspector/http_message.h"

namespace isoscope {

struct PageFile {
  const char* path;  // "index.html", "lib/chart.js"
  const char* data;
  size_t size;
};
extern const PageFile kPageFiles[];
extern const size_t kPageFileCount;

// What a browser gets at `path` ("/" is index.html); nothing when the page has no such file.
std::optional<HttpResponse> PageFileResponse(std::string_view path);

// The Content-Type for a file's name.
std::string_view PageFileType(std::string_view path);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_PAGE_FILES_H_
