#include "runtime/engine/foreground_runner.h"

#include <thread>
#include <vector>

#include <catch2/catch_test_macros.hpp>

namespace isoscope {
namespace {

class Note : public v8::Task {
 public:
  Note(std::vector<int>* notes, int number) : notes_(notes), number_(number) {}
  void Run() override { notes_->push_back(number_); }

 private:
  std::vector<int>* const notes_;
  const int number_;
};

void RunAll(ForegroundRunner* runner) {
  while (std::unique_ptr<v8::Task> task = runner->TakeTask()) task->Run();
}

}  // namespace

TEST_CASE("foreground tasks run in the order of posting, each with one wake", "[engine]") {
  ForegroundRunner runner;
  int wakes = 0;
  runner.SetWaker([&wakes] { wakes++; });
  std::vector<int> notes;
  for (int i = 0; i < 3; i++) runner.PostTask(std::make_unique<Note>(&notes, i));
  CHECK(wakes == 3);
  RunAll(&runner);
  CHECK(notes == std::vector<int>{0, 1, 2});
  CHECK(runner.TakeTask() == nullptr);
}

TEST_CASE("a waker that comes late is told of what waits", "[engine]") {
  ForegroundRunner runner;
  std::vector<int> notes;
  runner.PostTask(std::make_unique<Note>(&notes, 1));
  int wakes = 0;
  runner.SetWaker([&wakes] { wakes++; });
  CHECK(wakes == 1);
}

TEST_CASE("delayed tasks run when they are due, the earlier first", "[engine]") {
  ForegroundRunner runner;
  std::vector<int> notes;
  runner.PostDelayedTask(std::make_unique<Note>(&notes, 2), 0.02);
  runner.PostDelayedTask(std::make_unique<Note>(&notes, 1), 0.01);
  runner.PostDelayedTask(std::make_unique<Note>(&notes, 3), 3600);
  CHECK(runner.TakeTask() == nullptr);
  CHECK(runner.NextDelayMs() > 0);
  std::this_thread::sleep_for(std::chrono::milliseconds(30));
  CHECK(runner.NextDelayMs() == 0);
  RunAll(&runner);
  CHECK(notes == std::vector<int>{1, 2});
  CHECK(runner.NextDelayMs() > 3'000'000);
}

TEST_CASE("nothing runs after the end, and tasks are let go", "[engine]") {
  ForegroundRunner runner;
  std::vector<int> notes;
  runner.PostTask(std::make_unique<Note>(&notes, 1));
  runner.Terminate();
  runner.PostTask(std::make_unique<Note>(&notes, 2));
  runner.PostDelayedTask(std::make_unique<Note>(&notes, 3), 0);
  CHECK(runner.TakeTask() == nullptr);
  CHECK(runner.NextDelayMs() == -1);
}

TEST_CASE("tasks posted from many threads all arrive", "[engine]") {
  ForegroundRunner runner;
  std::vector<int> notes;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; t++) {
    threads.emplace_back([&] {
      for (int i = 0; i < 1000; i++) runner.PostTask(std::make_unique<Note>(&notes, i));
    });
  }
  for (std::thread& thread : threads) thread.join();
  RunAll(&runner);
  CHECK(notes.size() == 4000);
}

}  // namespace isoscope
