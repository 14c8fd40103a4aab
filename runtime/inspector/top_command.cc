#include "runtime/inspector/top_command.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <charconv>
#include <csignal>
#include <cstdio>
#include <memory>
#include <string_view>

#include "runtime/base/clock.h"
#include "runtime/inspector/find_scope.h"
#include "runtime/inspector/top_table.h"

namespace isoscope {
namespace {

volatile std::sig_atomic_t ended = 0;

// The terminal as a live table needs it, and as it was afterwards.
class Screen {
 public:
  Screen() : keys_(tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (keys_) {
      termios raw = before_;
      raw.c_lflag &= static_cast<tcflag_t>(~(ICANON | ECHO));  // Signals stay: Ctrl-C ends as everywhere.
      tcsetattr(STDIN_FILENO, TCSANOW, &raw);
    }
    Write("\x1b[?1049h\x1b[?25l");  // The other screen, no cursor.
  }
  ~Screen() {
    Write("\x1b[?25h\x1b[?1049l");
    if (keys_) tcsetattr(STDIN_FILENO, TCSANOW, &before_);
  }
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  void Draw(const std::vector<std::string>& lines) {
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) size = {.ws_row = 24, .ws_col = 80};
    std::string out = "\x1b[H";
    for (size_t i = 0; i < lines.size() && i < size.ws_row; i++) {
      if (i != 0) out += "\r\n";
      out += lines[i].substr(0, size.ws_col) + "\x1b[K";
    }
    Write(out + "\x1b[J");
  }
  // The key that came within `ms`; 0 for none.
  char Key(int ms) {
    pollfd entry{keys_ ? STDIN_FILENO : -1, POLLIN, 0};
    if (poll(&entry, 1, ms) <= 0) return 0;
    char key = 0;
    return read(STDIN_FILENO, &key, 1) == 1 ? key : 'q';  // The terminal has gone.
  }

 private:
  static void Write(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
  }
  termios before_{};
  const bool keys_;
};

int Fail(const std::string& message, int code = 1) {
  std::fprintf(stderr, "isoscope top: %s\n", message.c_str());
  return code;
}

Status Fetch(const HttpUrl& url, JsonDocument* out) {
  auto reply = ExchangeHttp(url, nullptr);
  if (!reply.ok()) return reply.status();
  if (reply.value().status != 200) return Status::Error("it answered " + std::to_string(reply.value().status));
  if (!out->Parse(reply.value().body) || !JsonMember(out->value(), "process").IsObject()) return Status::Error("its answer is no snapshot");
  return Status::Ok();
}

int Live(const HttpUrl& url, uint64_t interval_ms) {
  struct sigaction action {};
  action.sa_handler = [](int) { ended = 1; };
  for (int number : {SIGINT, SIGTERM, SIGHUP}) sigaction(number, &action, nullptr);
  auto before = std::make_unique<JsonDocument>(), now = std::make_unique<JsonDocument>();
  std::string failure;
  {
    Screen screen;
    bool first = true;
    while (ended == 0) {
      if (Status status = Fetch(url, now.get()); !status.ok()) {
        failure = "http://" + url.HostHeader() + "/: " + status.message();
        break;
      }
      std::vector<std::string> lines = TopTable(now->value(), first ? nullptr : &before->value());
      lines[0] = "isoscope top   " + lines[0] + "   q quits";
      screen.Draw(lines);
      std::swap(before, now);
      now = std::make_unique<JsonDocument>();
      // The first rates soon.
      const uint64_t next_us = MonotonicUs() + (first ? std::min<uint64_t>(interval_ms, 250) : interval_ms) * 1000;
      first = false;
      for (uint64_t time_us = MonotonicUs(); time_us < next_us && ended == 0; time_us = MonotonicUs()) {
        const char key = screen.Key(static_cast<int>((next_us - time_us) / 1000 + 1));
        if (key == 'q' || key == 'Q' || key == 4) ended = 1;
      }
    }
  }
  return failure.empty() ? 0 : Fail(failure);
}

int Top(const std::vector<std::string>& args) {
  constexpr char kUsageText[] = "usage: isoscope top PID|URL [--interval=MS] [--once]";
  constexpr int kUsage = 9;
  std::string target;
  uint64_t interval_ms = 1000;
  bool once = isatty(STDOUT_FILENO) == 0;
  for (size_t i = 2; i < args.size(); i++) {
    constexpr std::string_view kInterval = "--interval=";
    if (args[i] == "--once") {
      once = true;
    } else if (args[i].starts_with(kInterval)) {
      const char* end = args[i].data() + args[i].size();
      const auto [stop, code] = std::from_chars(args[i].data() + kInterval.size(), end, interval_ms);
      if (code != std::errc() || stop != end || interval_ms < 50 || interval_ms > 3'600'000) return Fail(kUsageText, kUsage);
    } else if (args[i].starts_with("-") || !target.empty()) {
      return Fail(kUsageText, kUsage);
    } else {
      target = args[i];
    }
  }
  if (target.empty()) return Fail(kUsageText, kUsage);
  Result<HttpUrl> url = FindScope(target);
  if (!url.ok()) return Fail(url.status().message());
  if (!once) return Live(url.value(), interval_ms);
  JsonDocument snapshot;
  if (Status status = Fetch(url.value(), &snapshot); !status.ok()) return Fail("http://" + url.value().HostHeader() + "/: " + status.message());
  for (const std::string& line : TopTable(snapshot.value(), nullptr)) std::printf("%s\n", line.c_str());
  return 0;
}

}  // namespace

std::optional<int> RunTopCommand(const std::vector<std::string>& args) {
  if (args.size() < 2 || args[1] != "top") return std::nullopt;
  return Top(args);
}

}  // namespace isoscope
