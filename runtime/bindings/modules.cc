// What the module loaders ask the file system, in as few system calls as can be. Everything is synchronous, as require() is.

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <optional>
#include <string>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"

namespace isoscope {
namespace {

// Answers of probe(); a negative errno says there is nothing to be reached.
enum FileKind : int32_t { kFile, kDirectory, kLinkToFile, kLinkToDirectory };

// (path) => FileKind or -errno. An lstat tells files from links: a plain file needs no realpath of its own.
void Probe(const CallInfo& info) {
  std::string path;
  if (!GetPath(info, 0, &path)) return;
  struct stat status;
  if (lstat(path.c_str(), &status) != 0) return info.GetReturnValue().Set(-errno);
  if (!S_ISLNK(status.st_mode)) return info.GetReturnValue().Set(S_ISDIR(status.st_mode) ? kDirectory : kFile);
  if (stat(path.c_str(), &status) != 0) return info.GetReturnValue().Set(-errno);
  info.GetReturnValue().Set(S_ISDIR(status.st_mode) ? kLinkToDirectory : kLinkToFile);
}

// (path) => the path without links, or -errno.
void RealPath(const CallInfo& info) {
  std::string path;
  if (!GetPath(info, 0, &path)) return;
  char resolved[PATH_MAX];
  if (realpath(path.c_str(), resolved) == nullptr) return info.GetReturnValue().Set(-errno);
  v8::Local<v8::String> result;
  if (Utf8(info.GetIsolate(), resolved).ToLocal(&result)) info.GetReturnValue().Set(result);
}

// The whole file, or nothing when it cannot be read as one.
std::optional<std::string> ReadFile(const std::string& path) {
  int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return std::nullopt;
  std::string text;
  char chunk[8192];
  ssize_t got = 0;
  while ((got = read(fd, chunk, sizeof(chunk))) > 0 || (got < 0 && errno == EINTR)) {
    if (got > 0) text.append(chunk, static_cast<size_t>(got));
  }
  close(fd);
  if (got < 0) return std::nullopt;
  return text;
}

// (path of a package.json) => its text, or undefined: an unreadable one counts as none, as in Node.
void ReadPackageFile(const CallInfo& info) {
  std::string path;
  if (!GetPath(info, 0, &path)) return;
  std::optional<std::string> text = ReadFile(path);
  v8::Local<v8::String> result;
  if (text.has_value() && Utf8(info.GetIsolate(), *text).ToLocal(&result)) info.GetReturnValue().Set(result);
}

// (path of a file) => the nearest package.json in its folder or above it, not looking past a node_modules folder; or undefined.
void NearestPackageFile(const CallInfo& info) {
  std::string path;
  if (!GetPath(info, 0, &path)) return;
  constexpr std::string_view kModulesFolder = "/node_modules";
  for (size_t slash = path.rfind('/'); slash != std::string::npos; slash = path.rfind('/')) {
    path.resize(slash);
    if (path.ends_with(kModulesFolder)) return;
    path += "/package.json";
    struct stat status;
    if (stat(path.c_str(), &status) == 0 && !S_ISDIR(status.st_mode)) {
      v8::Local<v8::String> result;
      if (Utf8(info.GetIsolate(), path).ToLocal(&result)) info.GetReturnValue().Set(result);
      return;
    }
    path.resize(slash);
  }
}

constexpr BindingFunction kFunctions[] = {
    Method<Probe>("probe", 1),
    Method<RealPath>("realPath", 1),
    Method<ReadPackageFile>("readPackageFile", 1),
    Method<NearestPackageFile>("nearestPackageFile", 1),
};

}  // namespace

extern const BindingDefinition kModulesBinding;
const BindingDefinition kModulesBinding = {.name = "modules", .functions = kFunctions};

}  // namespace isoscope
