// The schema in the languages of those who read it. Any thread.
#ifndef ISOSCOPE_RUNTIME_PROBES_SCHEMA_TEXTS_H_
#define ISOSCOPE_RUNTIME_PROBES_SCHEMA_TEXTS_H_

#include <string>

namespace isoscope {

// {schemaVersion, kinds: [{name, lifecycle, default, description, fields: [{name, type, description}]}]}
std::string SchemaJson();
// docs/metrics.md.
std::string SchemaMarkdown();
// JSON Schema (2020-12) of one record: one of the kinds.
std::string SchemaJsonSchema();
// js/dashboard/schema.d.ts: an interface a kind, and ScopeRecord, the union of them.
std::string SchemaTypeScript();
// Types of the Isoscope domain in the form of /json/protocol: [{id: "GcRecord", type: "object", properties: [...]}, ...].
std::string SchemaCdpTypes();

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_PROBES_SCHEMA_TEXTS_H_
