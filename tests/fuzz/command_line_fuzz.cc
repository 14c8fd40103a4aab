// The command line and NODE_OPTIONS. The input: words that end in NUL; the first is NODE_OPTIONS.
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "runtime/base/check.h"
#include "runtime/env/options.h"

using namespace isoscope;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::vector<std::string> words(1);
  for (size_t i = 0; i < size; i++) {
    if (data[i] == 0) {
      words.emplace_back();
    } else {
      words.back().push_back(static_cast<char>(data[i]));
    }
  }
  const std::string node_options = std::exchange(words[0], "isoscope");
  const ParsedCommandLine parsed = ParseCommandLine(words, node_options);
  if (!parsed.error.empty()) return 0;
  // Nothing gets lost, doubled or moved: options, perhaps `--`, the script and its arguments are the words as given.
  std::vector<std::string> given = parsed.exec_argv;
  given.insert(given.end(), parsed.arguments.begin(), parsed.arguments.end());
  std::vector<std::string> expected(words.begin() + 1, words.end());
  if (given.size() + 1 == expected.size()) {
    ISOSCOPE_CHECK(expected[parsed.exec_argv.size()] == "--");
    expected.erase(expected.begin() + static_cast<ptrdiff_t>(parsed.exec_argv.size()));
  }
  ISOSCOPE_CHECK(given == expected);
  return 0;
}
