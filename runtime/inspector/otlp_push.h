// --otlp=URL: sends the metrics to an OpenTelemetry collector, as OTLP/HTTP in JSON, at an interval and once more at the end.
//
// A thread of its own does it, so a slow collector holds up nothing. What fails is told once on stderr until it works again. Start and Stop: one
// thread.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_OTLP_PUSH_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_OTLP_PUSH_H_

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>

#include "runtime/base/status.h"
#include "runtime/inspector/http_exchange.h"

namespace isoscope {

class OtlpPush {
 public:
  OtlpPush() = default;
  ~OtlpPush() { Stop(); }
  OtlpPush(const OtlpPush&) = delete;
  OtlpPush& operator=(const OtlpPush&) = delete;

  // A URL without a path gets /v1/metrics, as OpenTelemetry has it.
  Status Start(const std::string& url, uint64_t interval_ms, std::string service_name);
  void Stop();

 private:
  static constexpr uint64_t kTimeoutMs = 3000;
  void Main();
  void Push();

  HttpUrl url_;
  uint64_t interval_ms_ = 0;
  std::string service_name_;
  bool failing_ = false;

  std::thread thread_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_OTLP_PUSH_H_
