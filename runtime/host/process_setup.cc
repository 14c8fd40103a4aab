#include "runtime/host/process_setup.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/lsan_interface.h>
#endif

#include <uv.h>

namespace isoscope {

void SetUpProcess() {
  // A closed stdin would be given to the first file a script opens.
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
    struct stat ignored;
    if (fstat(fd, &ignored) == 0 || errno != EBADF) continue;
    if (open("/dev/null", O_RDWR) != fd) std::abort();
  }
  // Inherited ignored or blocked signals would make the process unkillable in ways nobody asked for; SIGPIPE becomes EPIPE.
  sigset_t none;
  sigemptyset(&none);
  pthread_sigmask(SIG_SETMASK, &none, nullptr);
  struct sigaction action {};
  for (int number = 1; number < 32; number++) {
    if (number == SIGKILL || number == SIGSTOP) continue;
    action.sa_handler = number == SIGPIPE || number == SIGXFSZ ? SIG_IGN : SIG_DFL;
    sigaction(number, &action, nullptr);
  }
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < files.rlim_max) {
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);  // Best effort: the soft limit then stays.
  }
}

std::string ExecutablePath(const char* argv0) {
  char path[PATH_MAX];
  size_t size = sizeof(path);
  return uv_exepath(path, &size) == 0 ? std::string(path, size) : std::string(argv0);
}

void EndProcess(int code) {
  uv_tty_reset_mode();
  std::fflush(nullptr);
#if defined(__SANITIZE_ADDRESS__)
  __lsan_do_leak_check();
#endif
  _exit(code);  // Other threads may still run: destructors of globals would race with them, and libuv's waits for the pool.
}

}  // namespace isoscope
