#include "runtime/host/lab_command.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>

namespace isoscope {
namespace {

namespace fs = std::filesystem;

struct Lab {
  std::string name;  // The folder's: "01-gc-sawtooth".
  fs::path script;
  std::string claim;  // The first paragraph of its README.
};

fs::path FindLabs(const std::string& exec_path) {
  if (const char* folder = std::getenv("ISOSCOPE_LABS")) return folder;
  std::error_code error;
  for (fs::path folder = fs::path(exec_path).parent_path(); folder.has_relative_path(); folder = folder.parent_path()) {
    if (fs::is_directory(folder / "labs", error)) return folder / "labs";
  }
  return {};
}

std::string ClaimOf(const fs::path& readme) {
  std::ifstream file(readme);
  std::string claim;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line[0] == '#') continue;
    if (line.empty() && !claim.empty()) break;
    if (!line.empty()) claim += (claim.empty() ? "" : " ") + line;
  }
  constexpr std::string_view kLabel = "**Claim.** ";
  return claim.starts_with(kLabel) ? claim.substr(kLabel.size()) : claim;
}

std::vector<Lab> ListLabs(const fs::path& folder) {
  std::vector<Lab> labs;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    for (const char* script : {"lab.js", "lab.mjs"}) {
      fs::path path = entry->path() / script;
      if (fs::is_regular_file(path, error)) labs.push_back({entry->path().filename(), path, ClaimOf(entry->path() / "README.md")});
    }
  }
  std::sort(labs.begin(), labs.end(), [](const Lab& a, const Lab& b) { return a.name < b.name; });
  return labs;
}

// "01", "gc-sawtooth" and "01-gc-sawtooth" all name the same lab.
bool Names(const Lab& lab, const std::string& wanted) {
  if (lab.name == wanted) return true;
  size_t dash = lab.name.find('-');
  return dash != std::string::npos && (lab.name.substr(0, dash) == wanted || lab.name.substr(dash + 1) == wanted);
}

}  // namespace

std::optional<int> LabCommand(const std::string& exec_path, std::vector<std::string>* args) {
  fs::path folder = FindLabs(exec_path);
  std::vector<Lab> labs = folder.empty() ? std::vector<Lab>() : ListLabs(folder);
  if (labs.empty()) {
    std::fprintf(stderr, "isoscope lab: no labs found; set ISOSCOPE_LABS to the folder that holds them\n");
    return 1;
  }
  if (args->size() < 3) {
    for (const Lab& lab : labs) std::printf("%-28s %s\n", lab.name.c_str(), lab.claim.c_str());
    return 0;
  }
  const std::string& wanted = (*args)[2];
  auto found = std::find_if(labs.begin(), labs.end(), [&](const Lab& lab) { return Names(lab, wanted); });
  if (found == labs.end()) {
    std::fprintf(stderr, "isoscope lab: there is no lab named %s; `isoscope lab` lists them\n", wanted.c_str());
    return 1;
  }
  if (!found->claim.empty()) std::printf("Claim: %s\n\n", found->claim.c_str());
  std::fflush(stdout);
  std::vector<std::string> run = {(*args)[0], found->script.string()};
  run.insert(run.end(), args->begin() + 3, args->end());
  *args = std::move(run);
  return std::nullopt;
}

}  // namespace isoscope
