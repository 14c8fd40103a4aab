#include "runtime/inspector/find_scope.h"

#include <arpa/inet.h>
#include <unistd.h>

#include <array>
#include <cinttypes>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>
#include <vector>

#include "runtime/base/json_reader.h"

namespace isoscope {
namespace {

constexpr char kSnapshotPath[] = "/metrics/snapshot";

// The inodes of the sockets that the process has open.
std::set<uint64_t> SocketsOf(const std::string& pid, std::error_code* error) {
  std::set<uint64_t> inodes;
  for (std::filesystem::directory_iterator entry("/proc/" + pid + "/fd", *error), end; !*error && entry != end; entry.increment(*error)) {
    char target[64];
    const ssize_t size = readlink(entry->path().c_str(), target, sizeof(target) - 1);
    if (size <= 0) continue;
    target[size] = '\0';
    uint64_t inode = 0;
    if (std::sscanf(target, "socket:[%" SCNu64 "]", &inode) == 1) inodes.insert(inode);
  }
  return inodes;
}

// "0100007F" or 32 digits: the words of an address in the machine's byte order.
std::string AddressText(const std::string& hex) {
  std::array<uint32_t, 4> words{};
  for (size_t i = 0; i * 8 < hex.size() && i < words.size(); i++)
    words[i] = static_cast<uint32_t>(std::strtoul(hex.substr(i * 8, 8).c_str(), nullptr, 16));
  char text[INET6_ADDRSTRLEN] = "";
  inet_ntop(hex.size() == 8 ? AF_INET : AF_INET6, words.data(), text, sizeof(text));
  return text;
}

void AddListening(const std::string& pid, const char* table, const std::set<uint64_t>& inodes, std::vector<HttpUrl>* out) {
  std::ifstream file("/proc/" + pid + "/net/" + table);
  for (std::string line; std::getline(file, line);) {
    char address[64];
    unsigned port = 0, state = 0;
    uint64_t inode = 0;
    if (std::sscanf(line.c_str(), " %*u: %63[0-9A-F]:%x %*[0-9A-F]:%*x %x %*s %*s %*s %*u %*u %" SCNu64, address, &port, &state, &inode) != 4)
      continue;
    constexpr unsigned kListen = 10;
    if (state != kListen || !inodes.contains(inode)) continue;
    out->push_back({.host = AddressText(address), .port = std::to_string(port), .path = kSnapshotPath});
  }
}

}  // namespace

Result<HttpUrl> FindScope(const std::string& target) {
  if (target.empty() || target.find_first_not_of("0123456789") != std::string::npos) {
    Result<HttpUrl> url = HttpUrl::Parse(target);
    if (!url.ok()) return Status::Error("'" + target + "' is neither a process id nor the http:// URL of a scope");
    // A token that the URL has goes along.
    std::string& path = url.value().path;
    const size_t query = path.find('?');
    path = kSnapshotPath + (query == std::string::npos ? "" : path.substr(query));
    return url;
  }
  std::error_code error;
  const std::set<uint64_t> sockets = SocketsOf(target, &error);
  if (error) return Status::Error("process " + target + ": " + error.message());
  std::vector<HttpUrl> candidates;
  for (const char* table : {"tcp", "tcp6"}) AddListening(target, table, sockets, &candidates);
  for (const HttpUrl& url : candidates) {
    auto reply = ExchangeHttp(url, nullptr, {.timeout_ms = 1000});
    JsonDocument json;
    if (!reply.ok() || reply.value().status != 200 || !json.Parse(reply.value().body)) continue;
    if (std::to_string(JsonUint(JsonMember(json.value(), "process"), "pid")) == target) return url;
  }
  return Status::Error("process " + target + " serves no scope: start it with --scope");
}

}  // namespace isoscope
