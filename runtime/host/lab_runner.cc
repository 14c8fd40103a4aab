#include "runtime/host/lab_runner.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string_view>

#include "runtime/base/clock.h"

extern char** environ;

namespace isoscope {
namespace {

struct Outcome {
  bool ok = false;
  std::string verdict;  // Its line, without "verdict: "; else how the process ended.
  std::string output;
  double seconds = 0;
};

std::string HowItEnded(int status) {
  if (WIFSIGNALED(status)) return std::string("ended by ") + strsignal(WTERMSIG(status));
  return "no verdict, exit code " + std::to_string(WEXITSTATUS(status));
}

std::string VerdictOf(const std::string& output) {
  constexpr std::string_view kLabel = "verdict: ";
  const size_t at = output.rfind(kLabel);
  if (at == std::string::npos || (at != 0 && output[at - 1] != '\n')) return {};
  const size_t from = at + kLabel.size();
  return output.substr(from, output.find('\n', from) - from);
}

Outcome RunLab(const std::string& exec_path, const Lab& lab, const std::vector<std::string>& options) {
  Outcome outcome;
  std::vector<std::string> words = {exec_path};
  words.insert(words.end(), options.begin(), options.end());
  words.push_back(lab.script.string());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);

  int ends[2];
  if (pipe(ends) != 0) {
    outcome.verdict = std::strerror(errno);
    return outcome;
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
  posix_spawn_file_actions_addclose(&actions, ends[0]);
  posix_spawn_file_actions_addclose(&actions, ends[1]);
  const uint64_t start = MonotonicUs();
  pid_t pid = 0;
  const int error = posix_spawn(&pid, exec_path.c_str(), &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  if (error != 0) {
    outcome.verdict = std::strerror(error);
    close(ends[0]);
    return outcome;
  }
  char block[16384];
  for (;;) {
    const ssize_t count = read(ends[0], block, sizeof(block));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    outcome.output.append(block, static_cast<size_t>(count));
  }
  close(ends[0]);
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  outcome.seconds = static_cast<double>(MonotonicUs() - start) / 1e6;
  outcome.verdict = VerdictOf(outcome.output);
  outcome.ok = WIFEXITED(status) && WEXITSTATUS(status) == 0 && outcome.verdict.starts_with("ok");
  if (outcome.verdict.empty()) outcome.verdict = HowItEnded(status);
  return outcome;
}

}  // namespace

int RunAllLabs(const std::string& exec_path, const std::vector<Lab>& labs, const std::vector<std::string>& options) {
  std::vector<std::pair<const Lab*, std::string>> failed;
  size_t done = 0;
  for (const Lab& lab : labs) {
    std::fprintf(stderr, "%zu/%zu %s\n", ++done, labs.size(), lab.name.c_str());
    Outcome outcome = RunLab(exec_path, lab, options);
    std::printf("%-6s %-32s %6.1f s  %s\n", outcome.ok ? "ok" : "FAILED", lab.name.c_str(), outcome.seconds, outcome.verdict.c_str());
    std::fflush(stdout);
    if (!outcome.ok) failed.emplace_back(&lab, std::move(outcome.output));
  }
  for (const auto& [lab, output] : failed) std::printf("\n--- %s\n%s", lab->name.c_str(), output.c_str());
  std::printf("\n%zu of %zu labs hold\n", labs.size() - failed.size(), labs.size());
  return failed.empty() ? 0 : 1;
}

}  // namespace isoscope
