// The JavaScript built into the program: build/embed_js.py writes the table from js/**/*.js and the bundled npm packages.
#ifndef ISOSCOPE_RUNTIME_MODULES_EMBEDDED_SOURCES_H_
#define ISOSCOPE_RUNTIME_MODULES_EMBEDDED_SOURCES_H_

#include <cstddef>

namespace isoscope {

struct EmbeddedSource {
  const char* id;    // "fs/promises", "internal/errors"; sorted by strcmp.
  const char* data;  // ASCII, for the whole process.
  size_t size;
};
extern const EmbeddedSource kEmbeddedSources[];
extern const size_t kEmbeddedSourceCount;

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_MODULES_EMBEDDED_SOURCES_H_
