// The way of other threads to one isolate's Agent: letters are read between two JavaScript instructions when the isolate is busy, by a task of
// its loop when it waits there, and by whoever waits for a debugger. In order, whichever comes first.
//
// Post: any thread. The rest: the isolate's thread. Shared by those who post; closed by the agent before its isolate goes.
#ifndef ISOSCOPE_RUNTIME_INSPECTOR_ISOLATE_MAILBOX_H_
#define ISOSCOPE_RUNTIME_INSPECTOR_ISOLATE_MAILBOX_H_

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>

#include <v8-isolate.h>
#include <v8-platform.h>

namespace isoscope {

class Agent;

class IsolateMailbox : public std::enable_shared_from_this<IsolateMailbox> {
 public:
  using Letter = std::function<void(Agent*)>;

  IsolateMailbox(Agent* agent, v8::Isolate* isolate, std::shared_ptr<v8::TaskRunner> runner);
  ~IsolateMailbox();
  IsolateMailbox(const IsolateMailbox&) = delete;
  IsolateMailbox& operator=(const IsolateMailbox&) = delete;

  // False when the isolate is gone: the letter will not be read.
  bool Post(Letter letter);

  // Reads all there is, also what comes meanwhile. May be entered again by a letter that runs JavaScript.
  void ReadAll();
  // Waits until there is something to read.
  void Wait();
  void Close();

 private:
  class ReadTask;

  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Letter> letters_;
  Agent* agent_;          // Null once closed.
  v8::Isolate* isolate_;  // The same.
  const std::shared_ptr<v8::TaskRunner> runner_;
  bool task_posted_ = false;
  std::shared_ptr<IsolateMailbox> in_interrupt_queue_;  // This, while V8 holds a pointer to it.
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_ISOLATE_MAILBOX_H_
