#include "runtime/inspector/otlp_push.h"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <utility>

#include "runtime/exporters/otlp_json.h"

namespace isoscope {

Status OtlpPush::Start(const std::string& url, uint64_t interval_ms, std::string service_name) {
  Result<HttpUrl> parsed = HttpUrl::Parse(url);
  if (!parsed.ok()) return parsed.status();
  url_ = std::move(parsed.value());
  if (url_.path == "/") url_.path = "/v1/metrics";
  interval_ms_ = interval_ms;
  service_name_ = std::move(service_name);
  sigset_t all, previous;  // Signals are the main thread's.
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &previous);
  thread_ = std::thread([this] { Main(); });
  pthread_sigmask(SIG_SETMASK, &previous, nullptr);
  return Status::Ok();
}

void OtlpPush::Stop() {
  if (!thread_.joinable()) return;
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    changed_.notify_one();
  }
  thread_.join();
}

void OtlpPush::Main() {
  pthread_setname_np(pthread_self(), "isoscope-otlp");
  for (bool last = false; !last;) {
    {
      std::unique_lock lock(mutex_);
      last = changed_.wait_for(lock, std::chrono::milliseconds(interval_ms_), [this] { return stopping_; });
    }
    Push();
  }
}

void OtlpPush::Push() {
  const std::string body = OtlpMetricsJson(CollectMetricFamilies(), service_name_);
  auto reply = ExchangeHttp(url_, &body, {.timeout_ms = kTimeoutMs, .body_bytes = 1 << 20});
  const bool ok = reply.ok() && reply.value().status >= 200 && reply.value().status < 300;
  if (!ok && !failing_) {
    const std::string why = reply.ok() ? "it answered " + std::to_string(reply.value().status) : reply.status().message();
    std::fprintf(stderr, "isoscope: cannot send metrics to http://%s%s: %s\n", url_.HostHeader().c_str(), url_.path.c_str(), why.c_str());
    std::fflush(stderr);
  }
  failing_ = !ok;
}

}  // namespace isoscope
