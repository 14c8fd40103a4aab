#include "runtime/inspector/open_browser.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <thread>

extern char** environ;

namespace isoscope {
namespace {

// 0, or errno.
int Spawn(std::string browser, std::string url, pid_t* pid) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  for (int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) posix_spawn_file_actions_addopen(&actions, fd, "/dev/null", O_RDWR, 0);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK);  // Ctrl-C in our terminal is not meant for it.
  char* argv[] = {browser.data(), url.data(), nullptr};
  const int error = posix_spawnp(pid, browser.c_str(), &actions, &attributes, argv, environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return error;
}

}  // namespace

Result<bool> OpenInBrowser(const std::string& url, std::chrono::milliseconds patience, const std::function<bool()>& arrived) {
  constexpr std::chrono::milliseconds kStep(10);
  const char* wanted = std::getenv("BROWSER");
  const std::string browser = wanted != nullptr && *wanted != '\0' ? wanted : "xdg-open";
  pid_t pid = 0;
  if (const int error = Spawn(browser, url, &pid); error != 0) return Status::Error("cannot start " + browser + ": " + std::strerror(error));
  bool ended = false;
  for (const auto end = std::chrono::steady_clock::now() + patience; std::chrono::steady_clock::now() < end;) {
    if (arrived()) return true;
    int status = 0;
    if (!ended && waitpid(pid, &status, WNOHANG) == pid) {
      ended = true;  // Well: it has told a browser that runs.
      if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return Status::Error(browser + " failed");
    }
    std::this_thread::sleep_for(kStep);
  }
  return arrived();
}

}  // namespace isoscope
