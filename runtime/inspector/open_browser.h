// Starts the user's browser at the page: for --open.
//
// Any thread; keeps no state. The browser outlives us; what it was started with is a zombie until we end when it ended first.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_OPEN_BROWSER_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_OPEN_BROWSER_H_

#include <chrono>
#include <functional>
#include <string>

#include "runtime/base/status.h"

namespace isoscope {

// Runs the command that the environment variable BROWSER names, else xdg-open, silent and in a session of its own, with `url` as its argument.
// Then asks `arrived` again and again until it is true or `patience` is over, and gives its last answer. Fails as soon as it is clear that
// there is no such command or that it failed.
Result<bool> OpenInBrowser(const std::string& url, std::chrono::milliseconds patience, const std::function<bool()>& arrived);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_OPEN_BROWSER_H_
