// User and group ids of the process. They belong to the process, not to a thread: changing them is for the main thread only.
#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <string>
#include <vector>

#include <v8-container.h>
#include <v8-isolate.h>

#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

template <auto Get>
void GetId(const CallInfo& info) {
  info.GetReturnValue().Set(static_cast<uint32_t>(Get()));
}

void GetGroups(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  std::vector<gid_t> groups(static_cast<size_t>(std::max(getgroups(0, nullptr), 0)) + 1);
  int count = getgroups(static_cast<int>(groups.size() - 1), groups.data());
  if (count < 0) return info.GetReturnValue().Set(-errno);
  groups.resize(static_cast<size_t>(count));
  // POSIX leaves open whether the effective group is among them; Node adds it.
  gid_t effective = getegid();
  bool found = false;
  for (gid_t group : groups) found |= group == effective;
  if (!found) groups.push_back(effective);
  std::vector<v8::Local<v8::Value>> values;
  for (gid_t group : groups) values.push_back(v8::Integer::NewFromUnsigned(isolate, group));
  info.GetReturnValue().Set(v8::Array::New(isolate, values.data(), values.size()));
}

constexpr int64_t kUnknown = -1;

// A name or a number (as JavaScript validated it); kUnknown for a name that does not exist, kThrown after throwing.
constexpr int64_t kThrown = -2;
int64_t UserId(const CallInfo& info, int index) {
  uint32_t id = 0;
  if (info[index]->IsUint32()) return GetUint32(info, index, &id) ? id : kThrown;
  std::string name;
  if (!GetUtf8(info, index, &name)) return kThrown;
  char buffer[8192];
  passwd entry;
  passwd* found = nullptr;
  return getpwnam_r(name.c_str(), &entry, buffer, sizeof(buffer), &found) == 0 && found != nullptr ? int64_t{found->pw_uid} : kUnknown;
}

int64_t GroupId(const CallInfo& info, int index) {
  uint32_t id = 0;
  if (info[index]->IsUint32()) return GetUint32(info, index, &id) ? id : kThrown;
  std::string name;
  if (!GetUtf8(info, index, &name)) return kThrown;
  char buffer[8192];
  group entry;
  group* found = nullptr;
  return getgrnam_r(name.c_str(), &entry, buffer, sizeof(buffer), &found) == 0 && found != nullptr ? int64_t{found->gr_gid} : kUnknown;
}

// Returns 0, 1 for an unknown name, or a negative uv code (which on Unix is -errno).
template <auto Set, auto IdOf>
void SetId(const CallInfo& info) {
  int64_t id = IdOf(info, 0);
  if (id == kThrown) return;
  if (id == kUnknown) return info.GetReturnValue().Set(1);
  info.GetReturnValue().Set(Set(static_cast<uint32_t>(id)) == 0 ? 0 : -errno);
}

// (groups): 0, the 1-based index of an unknown group, or a negative code.
void SetGroups(const CallInfo& info) {
  if (!info[0]->IsArray()) return ThrowTypeError(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", "The \"groups\" argument must be an instance of Array");
  v8::Local<v8::Array> array = info[0].As<v8::Array>();
  v8::Local<v8::Context> context = info.GetIsolate()->GetCurrentContext();
  std::vector<gid_t> groups;
  if (array->Length() > NGROUPS_MAX) return info.GetReturnValue().Set(-EINVAL);
  for (uint32_t i = 0; i < array->Length(); i++) {
    v8::Local<v8::Value> value;
    uint32_t id = 0;
    // JavaScript resolved names to numbers already (resolveGroup).
    if (!array->Get(context, i).ToLocal(&value)) return;
    if (!value->IsUint32() || !value->Uint32Value(context).To(&id)) return info.GetReturnValue().Set(i + 1);
    groups.push_back(id);
  }
  info.GetReturnValue().Set(setgroups(groups.size(), groups.data()) == 0 ? 0 : -errno);
}

// (name or id) => id, or -1.
void ResolveGroup(const CallInfo& info) {
  int64_t id = GroupId(info, 0);
  if (id != kThrown) info.GetReturnValue().Set(static_cast<double>(id));
}

// (user, extra group): 0, 1 for an unknown user, 2 for an unknown group, or a negative code.
void InitGroups(const CallInfo& info) {
  std::string user;
  if (info[0]->IsUint32()) {
    uint32_t id = 0;
    if (!GetUint32(info, 0, &id)) return;
    char buffer[8192];
    passwd entry;
    passwd* found = nullptr;
    if (getpwuid_r(id, &entry, buffer, sizeof(buffer), &found) != 0 || found == nullptr) return info.GetReturnValue().Set(1);
    user = found->pw_name;
  } else if (!GetUtf8(info, 0, &user)) {
    return;
  }
  int64_t group = GroupId(info, 1);
  if (group == kThrown) return;
  if (group == kUnknown) return info.GetReturnValue().Set(2);
  info.GetReturnValue().Set(initgroups(user.c_str(), static_cast<gid_t>(group)) == 0 ? 0 : -errno);
}

constexpr BindingFunction kFunctions[] = {
    Method<GetId<getuid>>("getuid"),
    Method<GetId<geteuid>>("geteuid"),
    Method<GetId<getgid>>("getgid"),
    Method<GetId<getegid>>("getegid"),
    Method<GetGroups>("getgroups"),
    Method<SetId<setuid, UserId>>("setuid", 1),
    Method<SetId<seteuid, UserId>>("seteuid", 1),
    Method<SetId<setgid, GroupId>>("setgid", 1),
    Method<SetId<setegid, GroupId>>("setegid", 1),
    Method<SetGroups>("setgroups", 1),
    Method<ResolveGroup>("resolveGroup", 1),
    Method<InitGroups>("initgroups", 2),
};

}  // namespace

extern const BindingDefinition kCredentialsBinding;
const BindingDefinition kCredentialsBinding = {.name = "credentials", .functions = kFunctions};

}  // namespace isoscope
