// The labs of a folder: what `isoscope lab` lists and finds. Main thread, before V8 starts.
#ifndef ISOSCOPE_RUNTIME_HOST_LAB_CATALOG_H_
#define ISOSCOPE_RUNTIME_HOST_LAB_CATALOG_H_

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace isoscope {

struct Lab {
  std::string name;  // The folder's: "01-gc-sawtooth".
  std::filesystem::path script;
  std::string claim;  // The paragraphs of its README that begin with **Claim.** and **Group.**
  std::string group;
};

// $ISOSCOPE_LABS, else `labs` beside the executable's folder or above it; empty when there is none.
std::filesystem::path FindLabs(const std::string& exec_path);

// Sorted by name.
std::vector<Lab> ListLabs(const std::filesystem::path& folder);

// "01", "gc-sawtooth" and "01-gc-sawtooth" all name the same lab. Null when there is none of that name.
const Lab* FindLab(const std::vector<Lab>& labs, std::string_view wanted);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_HOST_LAB_CATALOG_H_
