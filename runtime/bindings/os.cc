// What node:os tells of the machine, from libuv. Isolate thread only.
//
// A failed call gives its negative uv code where a value was expected; JavaScript makes the SystemError.
#include <uv.h>

#include <array>
#include <string>
#include <vector>

#include <v8-container.h>
#include <v8-isolate.h>

#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/buffers.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

// Reads a string of unknown length with one of uv_os_*'s (buffer, size) calls.
template <auto Read>
int ReadString(std::string* out) {
  out->resize(UV_MAXHOSTNAMESIZE > 1024 ? UV_MAXHOSTNAMESIZE : 1024);
  size_t size = out->size();
  int err = Read(out->data(), &size);
  if (err == UV_ENOBUFS) {
    out->resize(size);
    err = Read(out->data(), &size);
  }
  if (err == 0) out->resize(size);
  return err;
}

template <auto Read>
void GetString(const CallInfo& info) {
  std::string value;
  int err = ReadString<Read>(&value);
  if (err != 0) return info.GetReturnValue().Set(err);
  v8::Local<v8::String> text;
  if (Utf8(info.GetIsolate(), value).ToLocal(&text)) info.GetReturnValue().Set(text);
}

v8::Local<v8::Value> ArrayOf(v8::Isolate* isolate, std::vector<v8::Local<v8::Value>>& values) {
  return v8::Array::New(isolate, values.data(), values.size());
}

// () => [type, version, release, machine]
void GetOSInformation(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  uv_utsname_t name;
  int err = uv_os_uname(&name);
  if (err != 0) return info.GetReturnValue().Set(err);
  std::vector<v8::Local<v8::Value>> values;
  for (const char* part : {name.sysname, name.version, name.release, name.machine}) {
    v8::Local<v8::String> text;
    if (!Utf8(isolate, part).ToLocal(&text)) return;
    values.push_back(text);
  }
  info.GetReturnValue().Set(ArrayOf(isolate, values));
}

void GetUptime(const CallInfo& info) {
  double uptime = 0;
  int err = uv_uptime(&uptime);
  info.GetReturnValue().Set(err != 0 ? err : uptime);
}

void GetTotalMemory(const CallInfo& info) { info.GetReturnValue().Set(static_cast<double>(uv_get_total_memory())); }
void GetFreeMemory(const CallInfo& info) { info.GetReturnValue().Set(static_cast<double>(uv_get_free_memory())); }
void GetAvailableParallelism(const CallInfo& info) { info.GetReturnValue().Set(uv_available_parallelism()); }

void GetLoadAverage(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  double averages[3];
  uv_loadavg(averages);
  std::vector<v8::Local<v8::Value>> values;
  for (double average : averages) values.push_back(v8::Number::New(isolate, average));
  info.GetReturnValue().Set(ArrayOf(isolate, values));
}

// () => [model, speed, user, nice, sys, idle, irq] for each core, flat.
void GetCpus(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  uv_cpu_info_t* cpus = nullptr;
  int count = 0;
  int err = uv_cpu_info(&cpus, &count);
  if (err != 0) return info.GetReturnValue().Set(err);
  std::vector<v8::Local<v8::Value>> values;
  for (int i = 0; i < count; i++) {
    v8::Local<v8::String> model;
    if (!Utf8(isolate, cpus[i].model).ToLocal(&model)) break;
    values.push_back(model);
    const auto& times = cpus[i].cpu_times;
    for (double number : {static_cast<double>(cpus[i].speed), static_cast<double>(times.user), static_cast<double>(times.nice),
                          static_cast<double>(times.sys), static_cast<double>(times.idle), static_cast<double>(times.irq)}) {
      values.push_back(v8::Number::New(isolate, number));
    }
  }
  uv_free_cpu_info(cpus, count);
  info.GetReturnValue().Set(ArrayOf(isolate, values));
}

// () => [name, address, netmask, family, mac, internal, scope id or -1] for each address, flat.
void GetInterfaceAddresses(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  uv_interface_address_t* interfaces = nullptr;
  int count = 0;
  int err = uv_interface_addresses(&interfaces, &count);
  std::vector<v8::Local<v8::Value>> values;
  if (err == UV_ENOSYS) return info.GetReturnValue().Set(ArrayOf(isolate, values));
  if (err != 0) return info.GetReturnValue().Set(err);
  for (int i = 0; i < count; i++) {
    const uv_interface_address_t& item = interfaces[i];
    char ip[INET6_ADDRSTRLEN] = "<unknown sa family>";
    char netmask[INET6_ADDRSTRLEN] = "<unknown sa family>";
    const char* family = "unknown";
    double scope = -1;
    if (item.address.address4.sin_family == AF_INET) {
      uv_ip4_name(&item.address.address4, ip, sizeof(ip));
      uv_ip4_name(&item.netmask.netmask4, netmask, sizeof(netmask));
      family = "IPv4";
    } else if (item.address.address4.sin_family == AF_INET6) {
      uv_ip6_name(&item.address.address6, ip, sizeof(ip));
      uv_ip6_name(&item.netmask.netmask6, netmask, sizeof(netmask));
      family = "IPv6";
      scope = item.address.address6.sin6_scope_id;
    }
    std::array<char, 18> mac{};
    const auto* bytes = reinterpret_cast<const unsigned char*>(item.phys_addr);
    snprintf(mac.data(), mac.size(), "%02x:%02x:%02x:%02x:%02x:%02x", bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5]);
    v8::Local<v8::String> name;
    if (!Utf8(isolate, item.name).ToLocal(&name)) break;
    values.insert(values.end(), {name, OneByte(isolate, ip), OneByte(isolate, netmask), OneByte(isolate, family), OneByte(isolate, mac.data()),
                                 v8::Boolean::New(isolate, item.is_internal != 0), v8::Number::New(isolate, scope)});
  }
  uv_free_interface_addresses(interfaces, count);
  info.GetReturnValue().Set(ArrayOf(isolate, values));
}

// (as buffers) => [uid, gid, username, homedir, shell or null]
void GetUserInfo(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  Environment* env = Environment::From(isolate);
  uv_passwd_t user;
  int err = uv_os_get_passwd(&user);
  if (err != 0) return info.GetReturnValue().Set(err);
  std::vector<v8::Local<v8::Value>> values = {v8::Number::New(isolate, static_cast<int32_t>(user.uid)),
                                              v8::Number::New(isolate, static_cast<int32_t>(user.gid))};
  bool complete = true;
  for (const char* part : {user.username, user.homedir, user.shell}) {
    v8::Local<v8::Value> value = v8::Null(isolate);
    v8::Local<v8::String> text;
    v8::Local<v8::Uint8Array> buffer;
    if (part != nullptr && info[0]->IsTrue()) {
      complete = complete && CopyToBuffer(env, part).ToLocal(&buffer);
      value = buffer;
    } else if (part != nullptr) {
      complete = complete && Utf8(isolate, part).ToLocal(&text);
      value = text;
    }
    values.push_back(value);
  }
  uv_os_free_passwd(&user);
  if (complete) info.GetReturnValue().Set(ArrayOf(isolate, values));
}

// (pid, priority) => 0 or a uv code
void SetPriority(const CallInfo& info) {
  int32_t pid = 0;
  int32_t priority = 0;
  if (GetInt32(info, 0, &pid) && GetInt32(info, 1, &priority)) info.GetReturnValue().Set(uv_os_setpriority(pid, priority));
}

// (pid) => [uv code, priority]: a priority may be negative itself.
void GetPriority(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  int32_t pid = 0;
  if (!GetInt32(info, 0, &pid)) return;
  int priority = 0;
  int err = uv_os_getpriority(pid, &priority);
  std::vector<v8::Local<v8::Value>> values = {v8::Integer::New(isolate, err), v8::Integer::New(isolate, priority)};
  info.GetReturnValue().Set(ArrayOf(isolate, values));
}

constexpr BindingFunction kFunctions[] = {
    Method<GetString<uv_os_gethostname>>("getHostname"),
    Method<GetString<uv_os_homedir>>("getHomeDirectory"),
    Method<GetOSInformation>("getOSInformation"),
    Method<GetUptime>("getUptime"),
    Method<GetTotalMemory>("getTotalMemory"),
    Method<GetFreeMemory>("getFreeMemory"),
    Method<GetAvailableParallelism>("getAvailableParallelism"),
    Method<GetLoadAverage>("getLoadAverage"),
    Method<GetCpus>("getCpus"),
    Method<GetInterfaceAddresses>("getInterfaceAddresses"),
    Method<GetUserInfo>("getUserInfo", 1),
    Method<SetPriority>("setPriority", 2),
    Method<GetPriority>("getPriority", 1),
};

}  // namespace

extern const BindingDefinition kOsBinding;
const BindingDefinition kOsBinding = {.name = "os", .functions = kFunctions};

}  // namespace isoscope
