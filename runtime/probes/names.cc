#include "runtime/probes/names.h"

namespace isoscope {

const char* KindName(Kind kind) {
  switch (kind) {
#define K(Name, json, klass, in_default, doc) \
  case Kind::k##Name:                         \
    return json;
    ISOSCOPE_KINDS(K)
#undef K
    case Kind::kCount:
      break;
  }
  return "unknown";
}

const char* KindDoc(Kind kind) {
  switch (kind) {
#define K(Name, json, klass, in_default, doc) \
  case Kind::k##Name:                         \
    return doc;
    ISOSCOPE_KINDS(K)
#undef K
    case Kind::kCount:
      break;
  }
  return "";
}

std::optional<Kind> KindFromName(std::string_view name) {
  for (size_t i = 0; i < kKindCount; i++) {
    const std::string_view known = KindName(static_cast<Kind>(i));
    if (name == known || (name.ends_with('s') && name.substr(0, name.size() - 1) == known)) return static_cast<Kind>(i);
  }
  return std::nullopt;
}

bool ParseKinds(std::string_view list, KindMask* out, std::string* error) {
  KindMask mask = 0;
  while (!list.empty()) {
    const size_t comma = list.find(',');
    const std::string_view name = list.substr(0, comma);
    list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
    if (name.empty() || name == "none") continue;
    if (name == "default") {
      mask |= kDefaultKinds;
    } else if (name == "all") {
      mask |= kAllKinds;
    } else if (auto kind = KindFromName(name)) {
      mask |= MaskOf(*kind);
      if ((MaskOf(*kind) & kSummedKinds) != 0) mask |= kEach;  // Who names them wants them.
    } else {
      *error = "unknown kind '" + std::string(name) + "'";
      return false;
    }
  }
  if ((mask & kV8LogKinds) != 0) mask |= MaskOf(Kind::kV8Log);  // Whether there is anything to see.
  // Amends gc records: no use without them, and they are incomplete without it.
  if ((mask & MaskOf(Kind::kGc)) != 0) mask |= MaskOf(Kind::kGcPhases);
  *out = mask;
  return true;
}

#define V(Name, json) \
  case Enum::k##Name: \
    return json;
#define E(Type, LIST)                \
  const char* EnumName(Type value) { \
    using Enum = Type;               \
    switch (value) {                 \
      LIST(V)                        \
      case Enum::kCount:             \
        break;                       \
    }                                \
    return nullptr;                  \
  }
ISOSCOPE_ENUMS(E)
#undef E
#undef V

Interner& Names() {
  static Interner* const names = new Interner;  // Never destroyed: other threads may still emit at exit.
  return *names;
}

}  // namespace isoscope
