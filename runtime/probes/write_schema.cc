// isoscope_schema TYPES.d.ts KINDS.json: the schema as the page is built with it. Runs at build time only.
#include <cstdio>
#include <fstream>

#include "runtime/probes/schema_texts.h"

int main(int argc, char** argv) {
  if (argc != 3) return std::fputs("usage: isoscope_schema TYPES.d.ts KINDS.json\n", stderr), 2;
  std::ofstream types(argv[1], std::ios::binary), kinds(argv[2], std::ios::binary);
  types << isoscope::SchemaTypeScript();
  kinds << isoscope::SchemaJson();
  types.close();
  kinds.close();
  return types.good() && kinds.good() ? 0 : 1;
}
