// The environment variables that one process.env shows: the process's own (main thread, and workers with SHARE_ENV), or a worker's copy.
//
// Any thread: one lock each; libc guards the process's environment badly, so all of our reads and writes of it go through here.
#ifndef ISOSCOPE_RUNTIME_ENV_VARIABLES_H_
#define ISOSCOPE_RUNTIME_ENV_VARIABLES_H_

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace isoscope {

class Variables {
 public:
  static std::shared_ptr<Variables> OfProcess();
  static std::shared_ptr<Variables> Copied(std::map<std::string, std::string> values);

  virtual ~Variables() = default;
  virtual bool Get(const std::string& name, std::string* value) = 0;
  virtual void Set(const std::string& name, const std::string& value) = 0;
  virtual void Delete(const std::string& name) = 0;
  virtual std::vector<std::string> Names() = 0;
  std::map<std::string, std::string> All();
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_VARIABLES_H_
