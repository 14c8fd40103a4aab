#include "runtime/engine/worker_pool.h"

#include <dirent.h>

#include <atomic>
#include <functional>
#include <future>

#include <catch2/catch_test_macros.hpp>

namespace isoscope {
namespace {

class Call : public v8::Task {
 public:
  explicit Call(std::function<void()> call) : call_(std::move(call)) {}
  void Run() override { call_(); }

 private:
  const std::function<void()> call_;
};

std::unique_ptr<v8::Task> MakeTask(std::function<void()> call) { return std::make_unique<Call>(std::move(call)); }

int ThreadsOfProcess() {
  int count = 0;
  DIR* folder = opendir("/proc/self/task");
  while (readdir(folder) != nullptr) count++;
  closedir(folder);
  return count;
}

}  // namespace

TEST_CASE("no worker thread exists before the first task", "[engine]") {
  int before = ThreadsOfProcess();
  WorkerPool pool(4);
  CHECK(ThreadsOfProcess() == before);
  std::promise<void> ran;
  pool.Post(v8::TaskPriority::kUserVisible, MakeTask([&] { ran.set_value(); }));
  ran.get_future().wait();
  CHECK(ThreadsOfProcess() == before + 1);
}

TEST_CASE("Drain waits for user-blocking tasks, those they post included", "[engine]") {
  WorkerPool pool(2);
  std::atomic<int> done{0};
  for (int i = 0; i < 100; i++) {
    pool.Post(v8::TaskPriority::kUserBlocking, MakeTask([&] {
                pool.Post(v8::TaskPriority::kUserBlocking, MakeTask([&] { done++; }));
                done++;
              }));
  }
  pool.Drain();
  CHECK(done == 200);
}

TEST_CASE("delayed tasks run once each, whichever of the waiting threads takes them", "[engine]") {
  WorkerPool pool(4);
  std::atomic<int> done{0};
  std::promise<void> all;
  constexpr int kTasks = 400;
  for (int i = 0; i < kTasks; i++) {
    auto task = [&] {
      if (++done == kTasks) all.set_value();
    };
    pool.PostDelayed(v8::TaskPriority::kUserVisible, MakeTask(task), i % 7 * 0.0005);
    pool.Post(v8::TaskPriority::kUserBlocking, MakeTask([] {}));
  }
  all.get_future().wait();
  CHECK(done == kTasks);
}

TEST_CASE("a delayed task runs, and not before its time", "[engine]") {
  WorkerPool pool(1);
  std::promise<std::chrono::steady_clock::time_point> ran;
  auto posted = std::chrono::steady_clock::now();
  pool.PostDelayed(v8::TaskPriority::kUserVisible, MakeTask([&] { ran.set_value(std::chrono::steady_clock::now()); }), 0.02);
  CHECK(ran.get_future().get() - posted >= std::chrono::milliseconds(20));
}

TEST_CASE("never more threads than the limit", "[engine]") {
  int before = ThreadsOfProcess();
  WorkerPool pool(3);
  std::promise<void> release;
  std::shared_future<void> released = release.get_future().share();
  std::atomic<int> running{0};
  for (int i = 0; i < 10; i++) {
    pool.Post(v8::TaskPriority::kUserVisible, MakeTask([&running, released] {
                running++;
                released.wait();
              }));
  }
  while (running < 3) std::this_thread::yield();
  CHECK(ThreadsOfProcess() == before + 3);
  CHECK(running == 3);
  release.set_value();
}

}  // namespace isoscope
