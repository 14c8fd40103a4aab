// The way of other threads to one isolate's Agent: letters are read between two JavaScript instructions when the isolate is busy, by a task of
// its loop when it waits there, and by whoever waits for a debugger. In order, whichever comes first.
//
// Not between two instructions of our own builtins, as long as there is hope to find the program in its own code soon: what a letter evaluates would
// meet them amid a change (a timer set while a list of timers ends, say, would be lost).
//
// Post: any thread. The rest: the isolate's thread. Shared by those who post; Of() makes the environment's own, closed before the isolate goes. The
// Agent is made when the first letter is read.
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
class Environment;

class IsolateMailbox : public std::enable_shared_from_this<IsolateMailbox> {
 public:
  using Letter = std::function<void(Agent*)>;

  static const std::shared_ptr<IsolateMailbox>& Of(Environment* env);

  explicit IsolateMailbox(Environment* env);  // By Of().
  ~IsolateMailbox();
  IsolateMailbox(const IsolateMailbox&) = delete;
  IsolateMailbox& operator=(const IsolateMailbox&) = delete;

  // False when the isolate is gone: the letter will not be read.
  bool Post(Letter letter);

  // Reads all there is, also what comes meanwhile. May be entered again by a letter that runs JavaScript.
  void ReadAll();
  // The oldest only, for those who wait: what follows the letter that ends a pause is read after it. False when there is none.
  bool ReadOne();
  // Waits until there is something to read, or the environment is to stop. False in the latter case.
  bool Wait();
  void Close();

 private:
  class ReadTask;

  class Reminder;

  void RequestInterruptLocked();
  void ReadInInterrupt(v8::Isolate* isolate);

  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Letter> letters_;
  Environment* env_;  // Null once closed.
  const std::shared_ptr<v8::TaskRunner> runner_;
  bool task_posted_ = false;
  std::shared_ptr<IsolateMailbox> in_interrupt_queue_;  // This, while V8 holds a pointer to it.
  int put_off_ = 0;                                     // Interrupts in a row that came amid a builtin. The isolate's thread.
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_INSPECTOR_ISOLATE_MAILBOX_H_
