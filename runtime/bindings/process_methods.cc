// What `process` needs of the operating system, and of the environment that runs it. Isolate thread only.
//
// Calls that may fail return 0 or a value, or a negative uv code: JavaScript makes the error. Bulk figures go to shared fields.
#include <fcntl.h>
#include <gnu/libc-version.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <uv.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <vector>

#include <v8-container.h>
#include <v8-fast-api-calls.h>
#include <v8-isolate.h>
#include <v8-statistics.h>

#include "runtime/base/features.h"
#include "runtime/engine/array_buffer_allocator.h"
#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"
#include "runtime/env/process_start.h"
#include "runtime/env/req_wrap.h"
#include "runtime/probes/trace_log.h"

namespace isoscope {
namespace {

Environment* EnvOf(const CallInfo& info) { return Environment::From(info.GetIsolate()); }

// ---- Clocks ----

void WriteHrtime(SharedFields& fields) {
  uint64_t now = uv_hrtime();
  uint64_t seconds = now / 1'000'000'000;
  uint32_t* parts = fields.hrtimeParts();
  parts[0] = static_cast<uint32_t>(seconds >> 32);
  parts[1] = static_cast<uint32_t>(seconds);
  parts[2] = static_cast<uint32_t>(now % 1'000'000'000);
}

void Hrtime(const CallInfo& info) { WriteHrtime(EnvOf(info)->fields()); }
void HrtimeBigInt(const CallInfo& info) { EnvOf(info)->fields().hrtime()[0] = uv_hrtime(); }
void FastHrtime(v8::Local<v8::Value>, v8::FastApiCallbackOptions& options) { WriteHrtime(Environment::From(options.isolate)->fields()); }
void FastHrtimeBigInt(v8::Local<v8::Value>, v8::FastApiCallbackOptions& options) {
  Environment::From(options.isolate)->fields().hrtime()[0] = uv_hrtime();
}
const v8::CFunction kFastHrtime = v8::CFunction::Make(FastHrtime);
const v8::CFunction kFastHrtimeBigInt = v8::CFunction::Make(FastHrtimeBigInt);

// ---- Memory and time that the process has used ----

void MemoryUsage(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  size_t rss = 0;
  int err = uv_resident_set_memory(&rss);
  if (err != 0) return info.GetReturnValue().Set(err);
  v8::HeapStatistics heap;
  isolate->GetHeapStatistics(&heap);
  double* out = EnvOf(info)->fields().memoryUsage();
  out[0] = static_cast<double>(rss);
  out[1] = static_cast<double>(heap.total_heap_size());
  out[2] = static_cast<double>(heap.used_heap_size());
  out[3] = static_cast<double>(heap.external_memory());
  out[4] = static_cast<double>(ArrayBufferAllocator::BytesOf(isolate));
  info.GetReturnValue().Set(0);
}

// () => [of the library that runs, of the one we were built with]: packages with add-ons ask the report for it.
void GlibcVersions(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  const std::string compiled = std::to_string(__GLIBC__) + "." + std::to_string(__GLIBC_MINOR__);
  v8::Local<v8::Value> versions[] = {OneByte(isolate, gnu_get_libc_version()), OneByte(isolate, compiled)};
  info.GetReturnValue().Set(v8::Array::New(isolate, versions, 2));
}

void Rss(const CallInfo& info) {
  size_t rss = 0;
  int err = uv_resident_set_memory(&rss);
  info.GetReturnValue().Set(err != 0 ? err : static_cast<double>(rss));
}

double Microseconds(const uv_timeval_t& time) { return 1e6 * static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec); }

int WriteUsage(Environment* env, int (*read)(uv_rusage_t*)) {
  uv_rusage_t usage;
  int err = read(&usage);
  if (err != 0) return err;
  double* out = env->fields().cpuUsage();
  out[0] = Microseconds(usage.ru_utime);
  out[1] = Microseconds(usage.ru_stime);
  const uint64_t rest[] = {usage.ru_maxrss,  usage.ru_ixrss,   usage.ru_idrss,  usage.ru_isrss,  usage.ru_minflt,   usage.ru_majflt, usage.ru_nswap,
                           usage.ru_inblock, usage.ru_oublock, usage.ru_msgsnd, usage.ru_msgrcv, usage.ru_nsignals, usage.ru_nvcsw,  usage.ru_nivcsw};
  for (size_t i = 0; i < std::size(rest); i++) out[2 + i] = static_cast<double>(rest[i]);
  return 0;
}

void CpuUsage(const CallInfo& info) { info.GetReturnValue().Set(WriteUsage(EnvOf(info), uv_getrusage)); }
void ThreadCpuUsage(const CallInfo& info) { info.GetReturnValue().Set(WriteUsage(EnvOf(info), uv_getrusage_thread)); }

void ConstrainedMemory(const CallInfo& info) { info.GetReturnValue().Set(static_cast<double>(uv_get_constrained_memory())); }
void AvailableMemory(const CallInfo& info) { info.GetReturnValue().Set(static_cast<double>(uv_get_available_memory())); }

// Seconds since the process started, to the precision of the kernel's clock ticks, as Node.
void Uptime(const CallInfo& info) { info.GetReturnValue().Set(static_cast<double>(uv_hrtime() - kProcessStart.monotonic_ns) / 1e9); }

// ---- Directories and files ----

void Cwd(const CallInfo& info) {
  char buffer[PATH_MAX + 1];
  size_t size = sizeof(buffer);
  int err = uv_cwd(buffer, &size);
  if (err != 0) return info.GetReturnValue().Set(err);
  v8::Local<v8::String> path;
  if (Utf8(info.GetIsolate(), {buffer, size}).ToLocal(&path)) info.GetReturnValue().Set(path);
}

void Chdir(const CallInfo& info) {
  std::string path;
  if (GetPath(info, 0, &path)) info.GetReturnValue().Set(uv_chdir(path.c_str()));
}

// (mask?) => the old mask.
void Umask(const CallInfo& info) {
  uint32_t mask = 0;
  mode_t old = 0;
  if (info[0]->IsUndefined()) {
    old = umask(0);
    umask(old);
  } else {
    if (!GetUint32(info, 0, &mask)) return;
    old = umask(static_cast<mode_t>(mask));
  }
  info.GetReturnValue().Set(static_cast<uint32_t>(old));
}

int WriteAll(int fd, const char* data, size_t size) {
  while (size > 0) {
    ssize_t written = write(fd, data, size);
    if (written >= 0) {
      data += written;
      size -= static_cast<size_t>(written);
      continue;
    }
    if (errno == EINTR) continue;
    if (errno != EAGAIN && errno != EWOULDBLOCK) return -errno;
    // A terminal or pipe that somebody made non-blocking: wait until it takes more.
    pollfd wait{.fd = fd, .events = POLLOUT, .revents = 0};
    if (poll(&wait, 1, -1) < 0 && errno != EINTR) return -errno;
  }
  return 0;
}

// (fd, string or bytes): writes it whole, a string as UTF-8, waiting when it must.
void WriteSync(const CallInfo& info) {
  int32_t fd = -1;
  if (!GetInt32(info, 0, &fd)) return;
  if (!info[1]->IsString()) {
    Bytes bytes;
    if (GetBytes(info, 1, &bytes)) info.GetReturnValue().Set(WriteAll(fd, reinterpret_cast<char*>(bytes.data), bytes.size));
    return;
  }
  v8::Isolate* isolate = info.GetIsolate();
  v8::Local<v8::String> text = info[1].As<v8::String>();
  // Most lines are short: no allocation for them.
  char buffer[4096];
  if (static_cast<size_t>(text->Length()) * 3 <= sizeof(buffer)) {
    size_t size = text->WriteUtf8V2(isolate, buffer, sizeof(buffer), v8::String::WriteFlags::kReplaceInvalidUtf8);
    return info.GetReturnValue().Set(WriteAll(fd, buffer, size));
  }
  std::string bytes = ToUtf8(isolate, text);
  info.GetReturnValue().Set(WriteAll(fd, bytes.data(), bytes.size()));
}

// ---- The process itself ----

void Kill(const CallInfo& info) {
  int32_t pid = 0;
  int32_t signal_number = 0;
  if (GetInt32(info, 0, &pid) && GetInt32(info, 1, &signal_number)) info.GetReturnValue().Set(uv_kill(pid, signal_number));
}

void Abort(const CallInfo&) { abort(); }
void CauseSegfault(const CallInfo&) { raise(SIGSEGV); }
void Pid(const CallInfo& info) { info.GetReturnValue().Set(uv_os_getpid()); }
void Ppid(const CallInfo& info) { info.GetReturnValue().Set(uv_os_getppid()); }

void ReallyExit(const CallInfo& info) {
  int32_t code = 0;
  if (!info[0]->IsUndefined() && !GetInt32(info, 0, &code)) return;
  EnvOf(info)->Exit(code);
}

void GetTitle(const CallInfo& info) {
  char buffer[512];
  if (uv_get_process_title(buffer, sizeof(buffer)) != 0) buffer[0] = '\0';
  v8::Local<v8::String> title;
  if (Utf8(info.GetIsolate(), buffer).ToLocal(&title)) info.GetReturnValue().Set(title);
}

void SetTitle(const CallInfo& info) {
  std::string title;
  if (GetUtf8(info, 0, &title)) {
    uv_set_process_title(title.c_str());
    if (TraceLog::Get().active()) TraceLog::Get().NameProcess(title);
  }
}

v8::MaybeLocal<v8::Array> Strings(v8::Isolate* isolate, const std::vector<std::string>& strings) {
  std::vector<v8::Local<v8::Value>> values;
  for (const std::string& string : strings) {
    v8::Local<v8::String> text;
    if (!Utf8(isolate, string).ToLocal(&text)) return {};
    values.push_back(text);
  }
  return v8::Array::New(isolate, values.data(), values.size());
}

// () => [argv, execArgv, execPath, argv0]: how this environment was started.
void StartInfo(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  const Environment::Settings& settings = EnvOf(info)->settings();
  v8::Local<v8::Array> argv;
  v8::Local<v8::Array> exec_argv;
  v8::Local<v8::String> exec_path;
  v8::Local<v8::String> argv0;
  if (!Strings(isolate, settings.argv).ToLocal(&argv) || !Strings(isolate, settings.exec_argv).ToLocal(&exec_argv) ||
      !Utf8(isolate, settings.exec_path).ToLocal(&exec_path) || !Utf8(isolate, settings.argv0).ToLocal(&argv0)) {
    return;
  }
  v8::Local<v8::Value> values[] = {argv, exec_argv, exec_path, argv0};
  info.GetReturnValue().Set(v8::Array::New(isolate, values, std::size(values)));
}

// ---- What keeps the loop alive ----

// The names that Node's users know. Handles of sockets and servers share a class.
const char* ResourceName(BaseObject* object) {
  std::string_view name = object->class_info()->name;
  if (name == "TCP") return static_cast<AsyncWrap*>(object)->provider() == AsyncProvider::kTCPSERVERWRAP ? "TCPServerWrap" : "TCPSocketWrap";
  if (name == "Pipe") return "PipeWrap";
  if (name == "UDP") return "UDPWrap";
  if (name == "Process") return "ProcessWrap";
  return object->class_info()->name;
}

// (which: 0 requests, 1 handles) => the JavaScript objects; (which, true) => their names.
void ActiveResources(const CallInfo& info) {
  v8::Isolate* isolate = info.GetIsolate();
  Environment* env = EnvOf(info);
  bool handles = info[0]->IsTrue();
  bool names = info[1]->IsTrue();
  std::vector<v8::Local<v8::Value>> values;
  auto add = [&](BaseObject* object) {
    if (names)
      values.push_back(OneByte(isolate, ResourceName(object)));
    else if (!object->object().IsEmpty())
      values.push_back(object->object());
  };
  if (handles) {
    env->handles().ForEach([&](HandleWrap* wrap) {
      if (wrap->IsOpen() && uv_has_ref(wrap->uv_handle())) add(wrap);
    });
  } else {
    env->base_objects().ForEach([&](BaseObject* object) {
      if (object->InstanceOf(&ReqWrapBase::kClass) && static_cast<ReqWrapBase*>(object)->in_flight()) add(object);
    });
  }
  info.GetReturnValue().Set(v8::Array::New(isolate, values.data(), values.size()));
}

bool GetStrings(const CallInfo& info, int index, std::vector<std::string>* out) {
  v8::Isolate* isolate = info.GetIsolate();
  if (!info[index]->IsArray()) {
    ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "A list of strings is needed");
    return false;
  }
  v8::Local<v8::Array> array = info[index].As<v8::Array>();
  for (uint32_t i = 0; i < array->Length(); i++) {
    v8::Local<v8::Value> item;
    if (!array->Get(isolate->GetCurrentContext(), i).ToLocal(&item)) return false;
    out->push_back(ToUtf8(isolate, item));
  }
  return true;
}

// (path, arguments, environment), the latter lists of strings: replaces the process. Returns only when that fails, a negative uv code.
void Execve(const CallInfo& info) {
  std::string path;
  std::vector<std::string> arguments, environment;
  if (!GetPath(info, 0, &path) || !GetStrings(info, 1, &arguments) || !GetStrings(info, 2, &environment)) return;
  auto pointers = [](std::vector<std::string>& strings) {
    std::vector<char*> out;
    for (std::string& string : strings) out.push_back(string.data());
    out.push_back(nullptr);
    return out;
  };
  // The new program gets standard input and output, whatever we have made of them.
  for (int fd = 0; fd <= 2; fd++) {
    int flags = fcntl(fd, F_GETFD);
    if (flags != -1) fcntl(fd, F_SETFD, flags & ~FD_CLOEXEC);
  }
  execve(path.c_str(), pointers(arguments).data(), pointers(environment).data());
  info.GetReturnValue().Set(-errno);
}

// Whether this is a build with AddressSanitizer.
void HasAddressSanitizer(const CallInfo& info) { info.GetReturnValue().Set(kAddressSanitizer); }

constexpr BindingFunction kFunctions[] = {
    Method<Hrtime>("hrtime", 0, &kFastHrtime),
    Method<HrtimeBigInt>("hrtimeBigInt", 0, &kFastHrtimeBigInt),
    Method<MemoryUsage>("memoryUsage"),
    Method<GlibcVersions>("glibcVersions"),
    Method<Rss>("rss"),
    Method<CpuUsage>("cpuUsage"),
    Method<ThreadCpuUsage>("threadCpuUsage"),
    Method<ConstrainedMemory>("constrainedMemory"),
    Method<AvailableMemory>("availableMemory"),
    Method<Uptime>("uptime"),
    Method<Cwd>("cwd"),
    Method<Chdir>("chdir", 1),
    Method<Umask>("umask", 1),
    Method<WriteSync>("writeSync", 2),
    Method<Execve>("execve", 3),
    Method<Kill>("kill", 2),
    Method<Abort>("abort"),
    Method<CauseSegfault>("causeSegfault"),
    Method<Pid>("pid"),
    Method<Ppid>("ppid"),
    Method<ReallyExit>("reallyExit", 1),
    Method<GetTitle>("getTitle"),
    Method<SetTitle>("setTitle", 1),
    Method<StartInfo>("startInfo"),
    Method<ActiveResources>("activeResources", 2),
    Method<HasAddressSanitizer>("hasAddressSanitizer"),
};

}  // namespace

extern const BindingDefinition kProcessMethodsBinding;
const BindingDefinition kProcessMethodsBinding = {.name = "process_methods", .functions = kFunctions};

}  // namespace isoscope
