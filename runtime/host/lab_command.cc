#include "runtime/host/lab_command.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <map>
#include <string_view>

#include "runtime/host/lab_catalog.h"
#include "runtime/host/lab_runner.h"
#include "runtime/host/lab_skeleton.h"

namespace isoscope {
namespace {

// On a terminal each lab is one line of it; elsewhere claims are whole.
size_t Columns() {
  winsize size = {};
  return isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

void PrintLab(const Lab& lab, size_t columns) {
  constexpr size_t kNameColumns = 33;
  std::string claim = lab.claim;
  if (columns > kNameColumns + 20 && claim.size() > columns - kNameColumns) claim = claim.substr(0, columns - kNameColumns - 3) + "...";
  std::printf("%-32s %s\n", lab.name.c_str(), claim.c_str());
}

void PrintLabs(const std::vector<Lab>& labs) {
  std::vector<std::string_view> groups;  // In the order of their first lab.
  std::map<std::string_view, std::vector<const Lab*>> members;
  const size_t columns = Columns();
  for (const Lab& lab : labs) {
    auto& list = members[lab.group];
    if (list.empty()) groups.push_back(lab.group);
    list.push_back(&lab);
  }
  for (std::string_view group : groups) {
    if (!group.empty()) std::printf("%s%.*s\n", group == groups.front() ? "" : "\n", static_cast<int>(group.size()), group.data());
    for (const Lab* lab : members[group]) PrintLab(*lab, columns);
  }
}

// Options of the host that may follow the lab's name; the rest is the lab's own.
bool IsHostOption(std::string_view word) {
  for (std::string_view option :
       {"--scope", "--record", "--record-cpu", "--report", "--open", "--observe", "--history", "--inspect", "--inspect-brk"}) {
    if (word == option || (word.starts_with(option) && word[option.size()] == '=')) return true;
  }
  return false;
}

}  // namespace

std::optional<int> LabCommand(const std::string& exec_path, std::vector<std::string>* args) {
  std::filesystem::path folder = FindLabs(exec_path);
  std::vector<Lab> labs = folder.empty() ? std::vector<Lab>() : ListLabs(folder);
  const std::string wanted = args->size() > 2 ? (*args)[2] : "";
  if (wanted == "new" && !folder.empty()) return NewLab(folder, labs, args->size() > 3 ? (*args)[3] : "");
  if (labs.empty()) {
    std::fprintf(stderr, "isoscope lab: no labs found; set ISOSCOPE_LABS to the folder that holds them\n");
    return 1;
  }
  if (wanted.empty()) return PrintLabs(labs), 0;
  if (wanted == "--all") return RunAllLabs(exec_path, labs, {args->begin() + 3, args->end()});
  const Lab* lab = FindLab(labs, wanted);
  if (lab == nullptr) {
    std::fprintf(stderr, "isoscope lab: there is no lab named %s; `isoscope lab` lists them\n", wanted.c_str());
    return 1;
  }
  if (!lab->claim.empty()) std::printf("Claim: %s\n\n", lab->claim.c_str());
  std::fflush(stdout);
  std::vector<std::string> run = {(*args)[0]};
  std::vector<std::string> own;
  for (auto word = args->begin() + 3; word != args->end(); ++word) {
    if (!IsHostOption(*word)) {
      own.push_back(std::move(*word));
    } else if (*word == "--record") {
      run.push_back("--record=" + lab->name + ".labrun");  // The option itself wants a file.
    } else {
      run.push_back(std::move(*word));
    }
  }
  run.push_back(lab->script.string());
  run.insert(run.end(), own.begin(), own.end());
  *args = std::move(run);
  return std::nullopt;
}

}  // namespace isoscope
