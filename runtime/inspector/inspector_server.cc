#include "runtime/inspector/inspector_server.h"

#include <limits.h>
#include <stdlib.h>
#include <sys/random.h>
#include <unistd.h>

#include <cstdio>
#include <utility>

#include "runtime/base/check.h"
#include "runtime/env/environment.h"
#include "runtime/inspector/agent.h"
#include "runtime/inspector/agent_link.h"
#include "runtime/inspector/file_url.h"
#include "runtime/inspector/service.h"
#include "runtime/inspector/worker_registry.h"

namespace isoscope {
namespace {

// A random UUID.
std::string NewTargetId() {
  unsigned char bytes[16];
  ISOSCOPE_CHECK(getrandom(bytes, sizeof(bytes), 0) == sizeof(bytes));
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0F) | 0x40);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3F) | 0x80);
  std::string id;
  for (size_t i = 0; i < sizeof(bytes); i++) {
    if (i == 4 || i == 6 || i == 8 || i == 10) id += '-';
    constexpr char kDigits[] = "0123456789abcdef";
    id += {kDigits[bytes[i] >> 4], kDigits[bytes[i] & 15]};
  }
  return id;
}

DebugTarget TargetOf(Agent* agent) {
  const Environment::Settings& settings = agent->env()->settings();
  DebugTarget target{.id = NewTargetId(), .title = {}, .url = "file://", .link = LinkTo(agent->mailbox(), CdpSession::Origin::kRemote)};
  const bool has_script = !settings.options.has_eval && settings.argv.size() > 1 && settings.argv[1] != "-";
  if (!has_script) {
    target.title = settings.argv0 + "[" + std::to_string(getpid()) + "]";
    return target;
  }
  target.title = settings.argv[1];
  char resolved[PATH_MAX];
  if (realpath(target.title.c_str(), resolved) != nullptr) target.url = FileUrl(resolved);
  return target;
}

}  // namespace

InspectorServer& InspectorServer::Get() {
  static InspectorServer* const server = new InspectorServer;  // Ended by Forget(), not by static destruction.
  return *server;
}

InspectorServer& InspectorServer::Of(Environment* env) { return env->settings().is_main_thread() ? Get() : *env->Data<InspectorServer>(); }

InspectorServer::InspectorServer(Environment*) {}

InspectorServer::~InspectorServer() {
  Close();
  // The doors' handles belong to the service's loop, which outlives this worker.
  InspectorServer& main = Get();
  std::lock_guard lock(main.mutex_);
  for (auto& door : closed_) main.closed_.push_back(std::move(door));
}

DebugAddress InspectorServer::address() {
  std::lock_guard lock(mutex_);
  return address_;
}

void InspectorServer::SetAddress(const DebugAddress& address) {
  std::lock_guard lock(mutex_);
  address_ = address;
}

void InspectorServer::SetPublish(const PublishUid& publish) {
  std::lock_guard lock(mutex_);
  publish_ = publish;
}

bool InspectorServer::open() {
  std::lock_guard lock(mutex_);
  return door_ != nullptr;
}

std::string InspectorServer::url() {
  std::lock_guard lock(mutex_);
  return url_;
}

std::string InspectorServer::published_url() {
  std::lock_guard lock(mutex_);
  return publish_.http ? url_ : "";
}

int InspectorServer::Listen(uv_loop_t* resolver, const DebugTarget& target, int* port) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV;
  uv_getaddrinfo_t request{};
  if (const int err = uv_getaddrinfo(resolver, &request, nullptr, address_.host.c_str(), std::to_string(address_.port).c_str(), &hints); err != 0) {
    std::fprintf(stderr, "Unable to resolve \"%s\": %s\n", address_.host.c_str(), uv_strerror(err));
    std::fflush(stderr);
    return err;
  }
  int err = UV_EADDRNOTAVAIL;
  for (const addrinfo* info = request.addrinfo; info != nullptr && err != 0; info = info->ai_next) {
    Service::Get().Run([&] {
      auto door = std::make_unique<DebuggerDoor>(Service::Get().loop(), publish_.http);
      err = door->Listen(info->ai_addr, address_.UrlHost(), port);
      if (err == 0) {
        door->AddTarget(target);
        Service::Get().AddPart(door.get());
        door_ = std::move(door);
      } else {
        door->Close();
        closed_.push_back(std::move(door));
      }
    });
  }
  uv_freeaddrinfo(request.addrinfo);
  if (err != 0) {
    std::fprintf(stderr, "Starting inspector on %s:%d failed: %s\n", address_.UrlHost().c_str(), address_.port, uv_strerror(err));
    std::fflush(stderr);
  }
  return err;
}

bool InspectorServer::Open(Agent* agent) {
  std::lock_guard lock(mutex_);
  if (door_ != nullptr) return true;
  if (const Status status = Service::Get().Start(); !status.ok()) {
    std::fprintf(stderr, "Starting inspector on %s:%d failed: %s\n", address_.UrlHost().c_str(), address_.port, status.message().c_str());
    return false;
  }
  const DebugTarget target = TargetOf(agent);
  int port = 0;
  if (Listen(agent->env()->uv_loop(), target, &port) != 0) return false;
  address_.port = port;
  for (const InspectableWorker& worker : WorkerRegistry::Get().All()) {
    const DebugTarget of_worker{
        .id = NewTargetId(), .title = worker.title, .url = worker.url, .link = LinkTo(worker.mailbox, CdpSession::Origin::kRemote)};
    worker_targets_[worker.id] = of_worker.id;
    Service::Get().Post([door = door_.get(), of_worker] { door->AddTarget(of_worker); });
  }
  url_ = "ws://" + address_.UrlHost() + ":" + std::to_string(port) + "/" + target.id;
  if (publish_.to_stderr) {
    std::fprintf(stderr, "Debugger listening on %s\nFor help, see: https://nodejs.org/en/docs/inspector\n", url_.c_str());
    std::fflush(stderr);
  }
  return true;
}

void InspectorServer::AddWorker(const InspectableWorker& worker) {
  std::lock_guard lock(mutex_);
  if (door_ == nullptr) return;
  DebugTarget target{.id = NewTargetId(), .title = worker.title, .url = worker.url, .link = LinkTo(worker.mailbox, CdpSession::Origin::kRemote)};
  worker_targets_[worker.id] = target.id;
  Service::Get().Post([door = door_.get(), target = std::move(target)] { door->AddTarget(target); });
}

void InspectorServer::RemoveWorker(uint64_t id) {
  std::lock_guard lock(mutex_);
  const auto found = worker_targets_.find(id);
  if (found == worker_targets_.end()) return;
  if (door_ != nullptr) Service::Get().Post([door = door_.get(), target = found->second] { door->RemoveTarget(target); });
  worker_targets_.erase(found);
}

void InspectorServer::Close() {
  std::lock_guard lock(mutex_);
  if (door_ == nullptr) return;
  Service::Get().Run([&] { door_->Close(); });
  closed_.push_back(std::move(door_));
  worker_targets_.clear();
  url_.clear();
}

void InspectorServer::StopAccepting() {
  std::lock_guard lock(mutex_);
  if (door_ == nullptr) return;
  Service::Get().Run([&] { door_->StopAccepting(); });
}

void InspectorServer::Forget() {
  std::lock_guard lock(mutex_);
  closed_.clear();
  door_.reset();
  url_.clear();
}

}  // namespace isoscope
