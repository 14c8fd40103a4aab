// Names of the schema's values, and the process's interned texts. Any thread.
#ifndef ISOSCOPE_RUNTIME_PROBES_NAMES_H_
#define ISOSCOPE_RUNTIME_PROBES_NAMES_H_

#include <optional>
#include <string>
#include <string_view>

#include "runtime/base/interner.h"
#include "runtime/probes/schema.h"

namespace isoscope {

const char* KindName(Kind kind);
const char* KindDoc(Kind kind);
// Also in the plural: "tiers".
std::optional<Kind> KindFromName(std::string_view name);

// "gc,pool", "default", "all", "none", and "default,tier": the union. False with `error` naming the unknown one.
bool ParseKinds(std::string_view list, KindMask* out, std::string* error);

// Null for the values that stand for "unknown".
#define E(Type, LIST) const char* EnumName(Type value);
ISOSCOPE_ENUMS(E)
#undef E

// The interner of everything that is observed. Intern what is known beforehand once, at set-up.
Interner& Names();
inline NameId Intern(std::string_view text) { return Names().Intern(text); }

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_PROBES_NAMES_H_
