#include "runtime/host/lab_catalog.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace isoscope {
namespace {

namespace fs = std::filesystem;

// Paragraphs of the README by their label: "**Claim.** Text over\nlines" gives Claim.
void ReadAbout(const fs::path& readme, Lab* lab) {
  std::ifstream file(readme);
  std::string* paragraph = nullptr;
  for (std::string line; std::getline(file, line);) {
    std::string_view text = line;
    for (const auto& [label, into] : {std::pair{std::string_view("**Claim.** "), &lab->claim}, {std::string_view("**Group.** "), &lab->group}}) {
      if (!text.starts_with(label)) continue;
      paragraph = into;
      text.remove_prefix(label.size());
    }
    if (text.empty() || text[0] == '#') {
      paragraph = nullptr;
    } else if (paragraph != nullptr) {
      if (!paragraph->empty()) *paragraph += ' ';
      *paragraph += text;
    }
  }
}

}  // namespace

fs::path FindLabs(const std::string& exec_path) {
  if (const char* folder = std::getenv("ISOSCOPE_LABS")) return folder;
  std::error_code error;
  for (fs::path folder = fs::path(exec_path).parent_path(); folder.has_relative_path(); folder = folder.parent_path()) {
    if (fs::is_directory(folder / "labs", error)) return folder / "labs";
  }
  return {};
}

std::vector<Lab> ListLabs(const fs::path& folder) {
  std::vector<Lab> labs;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    for (const char* script : {"lab.js", "lab.mjs"}) {
      fs::path path = entry->path() / script;
      if (!fs::is_regular_file(path, error)) continue;
      labs.push_back({.name = entry->path().filename(), .script = path, .claim = {}, .group = {}});
      ReadAbout(entry->path() / "README.md", &labs.back());
    }
  }
  std::sort(labs.begin(), labs.end(), [](const Lab& a, const Lab& b) { return a.name < b.name; });
  return labs;
}

const Lab* FindLab(const std::vector<Lab>& labs, std::string_view wanted) {
  auto found = std::find_if(labs.begin(), labs.end(), [&](const Lab& lab) {
    const std::string_view name = lab.name;
    if (name == wanted) return true;
    const size_t dash = name.find('-');
    return dash != std::string_view::npos && (name.substr(0, dash) == wanted || name.substr(dash + 1) == wanted);
  });
  return found != labs.end() ? &*found : nullptr;
}

}  // namespace isoscope
