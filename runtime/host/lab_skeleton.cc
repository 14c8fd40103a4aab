#include "runtime/host/lab_skeleton.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace isoscope {
namespace {

// It runs, holds, and can be refuted as it is: what a lab has to be from its first minute on.
constexpr char kScript[] = R"('use strict';

// What this lab does, in one sentence.

const scope = require('isoscope');

const { objects, refute } = scope.parameters({ objects: 1e6, refute: false });

const since = scope.snapshot().time.monotonicUs;
const kept = [];
for (let i = 0; i < objects; i++) {
  const object = { i, text: `object ${i}` };
  if (!refute) kept.push(object);
}
const gcs = scope.history({ kinds: ['gc'] }).items.filter((gc) => gc.startUs >= since);
console.log(`${gcs.length} collections while ${objects} objects were made`);

scope.expect('what is kept is promoted', gcs.some((gc) => gc.promotedBytes > 1e6), { collections: gcs.length });
)";

constexpr char kReadme[] = R"(

**Claim.** One sentence that what is observed can refute.

**Group.** new

## How it works inside
The parts of V8 and libuv that do it, by their own names.

## What to look at
* The records, lanes and commands that show it.

## Variations
* `--objects=5e6`

## What would refute it
What would have to be seen. `lab.js --refute` does it: an expectation fails.

## In production
What it costs who does not know it, and what to do.

## Further reading
Other labs and documents.
)";

bool Write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream file(path);
  file << text;
  file.close();
  return file.good();
}

}  // namespace

int NewLab(const std::filesystem::path& folder, const std::vector<Lab>& labs, const std::string& name) {
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  if (name.empty() || name[0] == '-' || !std::all_of(name.begin(), name.end(), allowed)) {
    std::fprintf(stderr, "isoscope lab new: a lab's name has small letters, digits and dashes, as gc-sawtooth\n");
    return 9;
  }
  if (FindLab(labs, name) != nullptr) {
    std::fprintf(stderr, "isoscope lab new: there is a lab of that name: %s\n", FindLab(labs, name)->name.c_str());
    return 1;
  }
  int last = 0;
  for (const Lab& lab : labs) last = std::max(last, std::atoi(lab.name.c_str()));
  char numbered[16];
  std::snprintf(numbered, sizeof(numbered), "%02d-", last + 1);
  const std::filesystem::path lab = folder / (numbered + name);
  std::string title = name;
  std::replace(title.begin(), title.end(), '-', ' ');
  const std::string readme = std::string("# ").append(title).append(kReadme);
  std::error_code error;
  if (!std::filesystem::create_directories(lab, error) || !Write(lab / "lab.js", kScript) || !Write(lab / "README.md", readme)) {
    std::fprintf(stderr, "isoscope lab new: cannot write %s%s%s\n", lab.c_str(), error ? ": " : "", error ? error.message().c_str() : "");
    return 1;
  }
  std::printf("%s\n", lab.c_str());
  return 0;
}

}  // namespace isoscope
