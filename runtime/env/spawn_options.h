// What a child process is started with, read from a JavaScript object once; used by process_wrap and spawn_sync. Isolate thread only.
//
// The object: {file, args, cwd, envPairs, detached, uid, gid}; stdio is each user's own. The texts live as long as this object, and so do the
// pointers in options().
#ifndef ISOSCOPE_RUNTIME_ENV_SPAWN_OPTIONS_H_
#define ISOSCOPE_RUNTIME_ENV_SPAWN_OPTIONS_H_

#include <uv.h>

#include <optional>
#include <string>
#include <vector>

#include <v8-object.h>

namespace isoscope {

class SpawnOptions {
 public:
  // False after throwing a TypeError for what can be no such object.
  bool Read(v8::Isolate* isolate, v8::Local<v8::Object> object);
  uv_process_options_t* options() { return &options_; }
  std::vector<uv_stdio_container_t>& stdio() { return stdio_; }  // Fill before Finish().
  void Finish();

 private:
  uv_process_options_t options_{};
  std::string file_;
  std::string cwd_;
  std::vector<std::string> args_;
  std::vector<std::string> env_;
  std::vector<char*> arg_pointers_;
  std::vector<char*> env_pointers_;
  std::vector<uv_stdio_container_t> stdio_;
};

// A property as each type; false after throwing. Undefined and null leave `out` as it was.
bool ReadText(v8::Isolate* isolate, v8::Local<v8::Object> object, const char* name, std::string* out, bool* present);
bool ReadInt(v8::Isolate* isolate, v8::Local<v8::Object> object, const char* name, int64_t* out, bool* present);
bool ReadFlag(v8::Isolate* isolate, v8::Local<v8::Object> object, const char* name, bool* out);
bool ReadProperty(v8::Isolate* isolate, v8::Local<v8::Object> object, const char* name, v8::Local<v8::Value>* out);

// Node's name of a signal; "" for 0.
const char* SignalName(int number);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_SPAWN_OPTIONS_H_
