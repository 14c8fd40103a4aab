// The named locks of the process, as the Web Locks API has them: exclusive or shared, granted in the order of asking.
//
// Any thread; one lock. A client is one thread's; it is told of what becomes of its requests through Notify, which is called under the table's lock
// and must only take a note and signal. Knows nothing of V8 or libuv.
#ifndef ISOSCOPE_RUNTIME_BASE_LOCK_TABLE_H_
#define ISOSCOPE_RUNTIME_BASE_LOCK_TABLE_H_

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace isoscope {

class LockTable {
 public:
  class Client {
   public:
    virtual void Notify(uint64_t request, bool stolen) = 0;  // Granted, or taken away.

   protected:
    ~Client() = default;
  };
  struct Options {
    bool exclusive = true;
    bool if_available = false;
    bool steal = false;
  };
  struct Info {
    std::string name;
    bool exclusive = true;
    const Client* client = nullptr;
  };

  static LockTable& OfProcess();

  // False, with nothing asked, when `if_available` and it is not. Else the client hears when the lock is granted.
  bool Request(Client* client, uint64_t request, const std::string& name, Options options);
  void Release(Client* client, uint64_t request);
  // False when it is no longer waiting.
  bool Cancel(Client* client, uint64_t request);
  // Everything of a client that goes away.
  void Forget(Client* client);
  void Query(std::vector<Info>* held, std::vector<Info>* waiting) const;

 private:
  struct Entry {
    Client* client;
    uint64_t request;
    bool exclusive;
  };
  struct Lock {
    std::vector<Entry> holders;
    std::deque<Entry> waiting;
  };
  using Locks = std::map<std::string, Lock>;
  static bool Grantable(const Lock& lock, bool exclusive);
  void GrantWaiting(Locks::iterator lock);  // And drops a lock that nobody wants any more.

  mutable std::mutex mutex_;
  Locks locks_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BASE_LOCK_TABLE_H_
