#include "runtime/base/lock_table.h"

namespace isoscope {

LockTable& LockTable::OfProcess() {
  static LockTable* const table = new LockTable;  // Never destroyed: workers may still release at exit.
  return *table;
}

bool LockTable::Grantable(const Lock& lock, bool exclusive) { return lock.holders.empty() || (!exclusive && !lock.holders.front().exclusive); }

bool LockTable::Request(Client* client, uint64_t request, const std::string& name, Options options) {
  std::lock_guard guard(mutex_);
  Lock& lock = locks_[name];
  const Entry entry{client, request, options.exclusive};
  if (options.steal) {
    for (const Entry& holder : lock.holders) holder.client->Notify(holder.request, true);
    lock.holders = {entry};
    client->Notify(request, false);
    return true;
  }
  const bool now = lock.waiting.empty() && Grantable(lock, options.exclusive);
  if (now) {
    lock.holders.push_back(entry);
    client->Notify(request, false);
  } else if (!options.if_available) {
    lock.waiting.push_back(entry);
  }
  return now || !options.if_available;
}

void LockTable::GrantWaiting(Locks::iterator it) {
  Lock& lock = it->second;
  while (!lock.waiting.empty() && Grantable(lock, lock.waiting.front().exclusive)) {
    lock.holders.push_back(lock.waiting.front());
    lock.waiting.pop_front();
    lock.holders.back().client->Notify(lock.holders.back().request, false);
  }
  if (lock.holders.empty() && lock.waiting.empty()) locks_.erase(it);
}

void LockTable::Release(Client* client, uint64_t request) {
  std::lock_guard guard(mutex_);
  for (auto it = locks_.begin(); it != locks_.end(); ++it) {
    const size_t gone = std::erase_if(it->second.holders, [&](const Entry& entry) { return entry.client == client && entry.request == request; });
    if (gone == 0) continue;
    return GrantWaiting(it);
  }
}

bool LockTable::Cancel(Client* client, uint64_t request) {
  std::lock_guard guard(mutex_);
  for (auto it = locks_.begin(); it != locks_.end(); ++it) {
    const size_t gone = std::erase_if(it->second.waiting, [&](const Entry& entry) { return entry.client == client && entry.request == request; });
    if (gone == 0) continue;
    GrantWaiting(it);  // Those behind it may have waited for nothing else.
    return true;
  }
  return false;
}

void LockTable::Forget(Client* client) {
  std::lock_guard guard(mutex_);
  for (auto it = locks_.begin(); it != locks_.end();) {
    auto current = it++;
    const auto is_its = [client](const Entry& entry) { return entry.client == client; };
    const size_t gone = std::erase_if(current->second.holders, is_its) + std::erase_if(current->second.waiting, is_its);
    if (gone > 0) GrantWaiting(current);
  }
}

void LockTable::Query(std::vector<Info>* held, std::vector<Info>* waiting) const {
  std::lock_guard guard(mutex_);
  for (const auto& [name, lock] : locks_) {
    for (const Entry& entry : lock.holders) held->push_back({name, entry.exclusive, entry.client});
    for (const Entry& entry : lock.waiting) waiting->push_back({name, entry.exclusive, entry.client});
  }
}

}  // namespace isoscope
