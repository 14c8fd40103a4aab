// What `isoscope top` shows: one or two snapshots as lines of text. No I/O.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_TOP_TABLE_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_TOP_TABLE_H_

#include <string>
#include <vector>

#include "runtime/base/json_reader.h"

namespace isoscope {

// `before`: an earlier snapshot, for rates; null for none. Lines have no escapes and are as long as they are.
std::vector<std::string> TopTable(const JsonValue& now, const JsonValue* before);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_TOP_TABLE_H_
