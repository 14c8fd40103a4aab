// The outcome of something that can fail for reasons outside the program: ok, or one sentence for a person.
//
// A value type, any thread. Codes are the caller's business: operations of libuv return its codes instead.
#ifndef ISOSCOPE_RUNTIME_BASE_STATUS_H_
#define ISOSCOPE_RUNTIME_BASE_STATUS_H_

#include <string>
#include <utility>

#include "runtime/base/check.h"

namespace isoscope {

class [[nodiscard]] Status {
 public:
  Status() = default;
  static Status Ok() { return Status(); }
  static Status Error(std::string message) {
    ISOSCOPE_CHECK(!message.empty());
    Status status;
    status.message_ = std::move(message);
    return status;
  }

  bool ok() const { return message_.empty(); }
  const std::string& message() const { return message_; }

 private:
  std::string message_;  // Empty: ok.
};

// Either a T or why there is none.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}         // NOLINT: implicit, so that `return value;` reads well.
  Result(Status status) : status_(std::move(status)) {  // NOLINT
    ISOSCOPE_CHECK(!status_.ok());
  }

  bool ok() const { return status_.ok(); }
  const Status& status() const { return status_; }
  T& value() {
    ISOSCOPE_CHECK(ok());
    return value_;
  }

 private:
  Status status_;
  T value_{};
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BASE_STATUS_H_
