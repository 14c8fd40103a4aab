#include "runtime/probes/trace_log.h"

#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>
#include <vector>

#include <rapidjson/document.h>
#include <catch2/catch_test_macros.hpp>

#include "runtime/probes/trace_file.h"

using namespace isoscope;

namespace {

class Keeper final : public TraceClient {
 public:
  void Take(const std::string& events, size_t count) override {
    text_ += (text_.empty() ? "" : ",") + events;
    count_ += count;
  }
  void OnRemoved() override { removed = true; }

  // After its removal: every event that is no metadata.
  std::vector<std::string> Names() const {
    rapidjson::Document all;
    all.Parse(("[" + text_ + "]").c_str());
    REQUIRE(!all.HasParseError());
    REQUIRE(all.Size() == count_);
    std::vector<std::string> names;
    for (const auto& event : all.GetArray()) {
      if (event["ph"].GetString()[0] != 'M') names.emplace_back(event["name"].GetString());
    }
    return names;
  }
  bool removed = false;

 private:
  std::string text_;
  size_t count_ = 0;
};

}  // namespace

TEST_CASE("a client gets what its categories name, a group by any of its own") {
  TraceLog& log = TraceLog::Get();
  auto files = std::make_shared<Keeper>(), all = std::make_shared<Keeper>();
  CHECK(!Traced(TraceGroup::kFsSync));
  log.Add(files, {"node.fs"});
  log.Add(all, {"node", "custom"});
  CHECK(Traced(TraceGroup::kFsSync));
  CHECK(Traced(TraceGroup::kVmScript));
  CHECK(log.Categories("custom")->on == 1);
  CHECK(log.Categories("custom.other")->on == 0);
  CHECK(log.EnabledCategories() == std::set<std::string>{"custom", "node", "node.fs"});
  log.Emit(TraceGroup::kFsSync, {.phase = 'B', .name = "file"});
  log.Emit(TraceGroup::kVmScript, {.phase = 'B', .name = "script"});
  log.Emit("custom", {.name = "quoted \"name\" \x01", .args = TraceArg("text", "\xFF") + "," + TraceArg("number", int64_t{-1})});
  log.Remove(all.get());
  CHECK(all->removed);
  CHECK(all->Names() == std::vector<std::string>{"file", "script", "quoted \"name\" \x01"});
  CHECK(!Traced(TraceGroup::kVmScript));
  log.SetCategories(files.get(), {"node.vm"});
  log.Emit(TraceGroup::kFsSync, {.phase = 'E', .name = "no more"});
  log.Remove(files.get());
  CHECK(files->Names() == std::vector<std::string>{"file"});
  CHECK(!log.active());
}

TEST_CASE("threads emit while clients come and go; those who stay miss nothing") {
  constexpr int kThreads = 4, kEvents = 500;
  TraceLog& log = TraceLog::Get();
  auto staying = std::make_shared<Keeper>();
  log.Add(staying, {"custom"});
  std::atomic<int> running{kThreads};
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; i++) {
    threads.emplace_back([&, i] {
      log.NameThread("thread " + std::to_string(i));
      for (int j = 0; j < kEvents; j++) log.Emit("custom", {.name = "event"});
      running--;
    });
  }
  while (running > 0) {
    auto passing = std::make_shared<Keeper>();
    log.Add(passing, {"custom"});
    log.Remove(passing.get());
    CHECK(passing->removed);
  }
  for (std::thread& thread : threads) thread.join();
  log.Remove(staying.get());
  CHECK(staying->Names().size() == kThreads * kEvents);
}

TEST_CASE("a client that nobody empties in time loses events, and is told how many") {
  TraceLog& log = TraceLog::Get();
  class Slow final : public TraceClient {
   public:
    void Take(const std::string& events, size_t) override {
      bytes += events.size();
      dropped |= events.find("\"dropped_events\"") != std::string::npos;
      while (blocked) usleep(1000);
    }
    std::atomic<bool> blocked{true};
    size_t bytes = 0;
    bool dropped = false;
  };
  auto slow = std::make_shared<Slow>();
  log.Add(slow, {"custom"});
  const std::string args = TraceArg("text", std::string(1 << 20, 'x'));
  for (int i = 0; i < 200; i++) log.Emit("custom", {.name = "big", .args = args});
  slow->blocked = false;
  log.Remove(slow.get());
  CHECK(slow->dropped);
  CHECK(slow->bytes < (size_t{200} << 20));
}

TEST_CASE("the trace file is whole once its categories' last owner is gone, named by its pattern") {
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / ("trace-" + std::to_string(getpid()));
  std::filesystem::create_directory(folder);
  TraceFile::Get().SetPattern((folder / "${pid}.${rotation}.log").string());
  TraceFile::Get().Enable({"custom"});
  TraceFile::Get().Enable({"custom"});
  TraceFile::Get().Disable({"custom"});
  TraceLog::Get().Emit("custom", {.name = "kept"});
  TraceFile::Get().Disable({"custom"});
  TraceLog::Get().Emit("custom", {.name = "lost"});
  TraceLog::Get().RemoveAll();
  std::ifstream file(folder / (std::to_string(getpid()) + ".1.log"));
  std::stringstream text;
  text << file.rdbuf();
  rapidjson::Document document;
  document.Parse(text.str().c_str());
  REQUIRE(!document.HasParseError());
  CHECK(text.str().find("\"kept\"") != std::string::npos);
  CHECK(text.str().find("\"lost\"") == std::string::npos);
  std::filesystem::remove_all(folder);
}
