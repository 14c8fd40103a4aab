#include "runtime/env/variables.h"

#include <uv.h>

#include <utility>

namespace isoscope {
namespace {

class ProcessVariables final : public Variables {
 public:
  bool Get(const std::string& name, std::string* value) override {
    std::lock_guard guard(mutex_);
    value->resize(256);
    size_t size = value->size();
    int err = uv_os_getenv(name.c_str(), value->data(), &size);
    if (err == UV_ENOBUFS) {
      value->resize(size);
      err = uv_os_getenv(name.c_str(), value->data(), &size);
    }
    value->resize(err == 0 ? size : 0);
    return err == 0;
  }

  // An empty name is invalid to libc; Node ignores it in the same way.
  void Set(const std::string& name, const std::string& value) override {
    std::lock_guard guard(mutex_);
    uv_os_setenv(name.c_str(), value.c_str());
  }

  void Delete(const std::string& name) override {
    std::lock_guard guard(mutex_);
    uv_os_unsetenv(name.c_str());
  }

  std::vector<std::string> Names() override {
    std::lock_guard guard(mutex_);
    std::vector<std::string> names;
    uv_env_item_t* items = nullptr;
    int count = 0;
    if (uv_os_environ(&items, &count) != 0) return names;
    for (int i = 0; i < count; i++) names.emplace_back(items[i].name);
    uv_os_free_environ(items, count);
    return names;
  }

 private:
  std::mutex mutex_;
};

class CopiedVariables final : public Variables {
 public:
  explicit CopiedVariables(std::map<std::string, std::string> values) : values_(std::move(values)) {}

  bool Get(const std::string& name, std::string* value) override {
    std::lock_guard guard(mutex_);
    auto it = values_.find(name);
    if (it == values_.end()) return false;
    *value = it->second;
    return true;
  }

  void Set(const std::string& name, const std::string& value) override {
    std::lock_guard guard(mutex_);
    values_[name] = value;
  }

  void Delete(const std::string& name) override {
    std::lock_guard guard(mutex_);
    values_.erase(name);
  }

  std::vector<std::string> Names() override {
    std::lock_guard guard(mutex_);
    std::vector<std::string> names;
    for (const auto& [name, value] : values_) names.push_back(name);
    return names;
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::string> values_;
};

}  // namespace

std::shared_ptr<Variables> Variables::OfProcess() {
  // Never destroyed: threads may still read at exit.
  static auto& variables = *new std::shared_ptr<Variables>(std::make_shared<ProcessVariables>());
  return variables;
}

std::shared_ptr<Variables> Variables::Copied(std::map<std::string, std::string> values) {
  return std::make_shared<CopiedVariables>(std::move(values));
}

std::map<std::string, std::string> Variables::All() {
  std::map<std::string, std::string> all;
  for (const std::string& name : Names()) {
    std::string value;
    if (Get(name, &value)) all.emplace(name, std::move(value));
  }
  return all;
}

}  // namespace isoscope
