#include "runtime/env/spawn_options.h"

#include <csignal>

#include <v8-container.h>
#include <v8-context.h>
#include <v8-isolate.h>

#include "runtime/env/arguments.h"

namespace isoscope {
namespace {

bool WrongType(v8::Isolate* isolate, const char* name, const char* expected) {
  ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", std::string("The option ") + name + " must be " + expected);
  return false;
}

bool ReadTexts(v8::Isolate* isolate, v8::Local<v8::Object> object, const char* name, std::vector<std::string>* out) {
  v8::Local<v8::Value> value;
  if (!ReadProperty(isolate, object, name, &value)) return false;
  if (value->IsNullOrUndefined()) return true;
  if (!value->IsArray()) return WrongType(isolate, name, "an array of strings");
  v8::Local<v8::Array> array = value.As<v8::Array>();
  v8::Local<v8::Context> context = isolate->GetCurrentContext();
  for (uint32_t i = 0; i < array->Length(); i++) {
    v8::HandleScope scope(isolate);
    v8::Local<v8::Value> entry;
    if (!array->Get(context, i).ToLocal(&entry)) return false;
    if (!entry->IsString()) return WrongType(isolate, name, "an array of strings");
    out->push_back(ToUtf8(isolate, entry));
  }
  return true;
}

std::vector<char*> Pointers(std::vector<std::string>* texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts->size() + 1);
  for (std::string& text : *texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

bool ReadProperty(v8::Isolate* isolate, v8::Local<v8::Object> object, const char* name, v8::Local<v8::Value>* out) {
  return object->Get(isolate->GetCurrentContext(), Internalized(isolate, name)).ToLocal(out);
}

bool ReadText(v8::Isolate* isolate, v8::Local<v8::Object> object, const char* name, std::string* out, bool* present) {
  v8::Local<v8::Value> value;
  if (!ReadProperty(isolate, object, name, &value)) return false;
  *present = !value->IsNullOrUndefined();
  if (!*present) return true;
  if (!value->IsString()) return WrongType(isolate, name, "a string");
  *out = ToUtf8(isolate, value);
  return true;
}

bool ReadInt(v8::Isolate* isolate, v8::Local<v8::Object> object, const char* name, int64_t* out, bool* present) {
  v8::Local<v8::Value> value;
  if (!ReadProperty(isolate, object, name, &value)) return false;
  *present = !value->IsNullOrUndefined();
  if (!*present) return true;
  if (!value->IsNumber()) return WrongType(isolate, name, "a number");
  double number = value.As<v8::Number>()->Value();
  if (!(number >= -9007199254740991.0 && number <= 9007199254740991.0)) return WrongType(isolate, name, "a safe integer");
  *out = static_cast<int64_t>(number);
  return true;
}

bool ReadFlag(v8::Isolate* isolate, v8::Local<v8::Object> object, const char* name, bool* out) {
  v8::Local<v8::Value> value;
  if (!ReadProperty(isolate, object, name, &value)) return false;
  *out = value->BooleanValue(isolate);
  return true;
}

bool SpawnOptions::Read(v8::Isolate* isolate, v8::Local<v8::Object> object) {
  bool present = false;
  if (!ReadText(isolate, object, "file", &file_, &present)) return false;
  if (!present) return WrongType(isolate, "file", "a string");
  options_.file = file_.c_str();
  if (!ReadTexts(isolate, object, "args", &args_)) return false;
  if (args_.empty()) args_.push_back(file_);
  arg_pointers_ = Pointers(&args_);
  options_.args = arg_pointers_.data();
  if (!ReadText(isolate, object, "cwd", &cwd_, &present)) return false;
  if (present && !cwd_.empty()) options_.cwd = cwd_.c_str();
  v8::Local<v8::Value> pairs;
  if (!ReadProperty(isolate, object, "envPairs", &pairs) || !ReadTexts(isolate, object, "envPairs", &env_)) return false;
  if (pairs->IsArray()) {
    env_pointers_ = Pointers(&env_);
    options_.env = env_pointers_.data();
  }
  bool detached = false;
  if (!ReadFlag(isolate, object, "detached", &detached)) return false;
  if (detached) options_.flags |= UV_PROCESS_DETACHED;
  int64_t id = 0;
  if (!ReadInt(isolate, object, "uid", &id, &present)) return false;
  if (present) {
    options_.flags |= UV_PROCESS_SETUID;
    options_.uid = static_cast<uv_uid_t>(id);
  }
  if (!ReadInt(isolate, object, "gid", &id, &present)) return false;
  if (present) {
    options_.flags |= UV_PROCESS_SETGID;
    options_.gid = static_cast<uv_gid_t>(id);
  }
  return true;
}

void SpawnOptions::Finish() {
  options_.stdio = stdio_.data();
  options_.stdio_count = static_cast<int>(stdio_.size());
}

const char* SignalName(int number) {
  switch (number) {
#define V(name) \
  case name:    \
    return #name;
    V(SIGHUP)
    V(SIGINT)
    V(SIGQUIT)
    V(SIGILL)
    V(SIGTRAP)
    V(SIGABRT)
    V(SIGBUS)
    V(SIGFPE)
    V(SIGKILL)
    V(SIGUSR1)
    V(SIGSEGV)
    V(SIGUSR2)
    V(SIGPIPE)
    V(SIGALRM)
    V(SIGTERM)
    V(SIGCHLD)
    V(SIGSTKFLT)
    V(SIGCONT)
    V(SIGSTOP)
    V(SIGTSTP)
    V(SIGTTIN)
    V(SIGTTOU)
    V(SIGURG)
    V(SIGXCPU)
    V(SIGXFSZ)
    V(SIGVTALRM)
    V(SIGPROF)
    V(SIGWINCH)
    V(SIGIO)
    V(SIGPWR)
    V(SIGSYS)
#undef V
    default:
      return "";
  }
}

}  // namespace isoscope
