// spawnSync: a child process run to its end on a loop of its own, while the isolate waits. Isolate thread only.
//
// The loop is private and unobserved; nothing on it enters JavaScript. It stays for the next call: making one costs as much as a fifth of a short
// child. Everything else lives in SyncProcess, whose destructor closes what is open and runs the loop until it is empty.
#include <uv.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <memory>
#include <vector>

#include <v8-container.h>
#include <v8-isolate.h>

#include "runtime/base/check.h"
#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/buffers.h"
#include "runtime/env/environment.h"
#include "runtime/env/spawn_options.h"

namespace isoscope {
namespace {

class SyncProcess;

// One 'pipe' of the child: what goes in, and what came out.
struct SyncPipe {
  SyncProcess* process = nullptr;
  bool readable = false;  // By the child: we write `input`.
  bool writable = false;  // By the child: we collect `output`.
  Bytes input;
  std::vector<char> output;
  uv_pipe_t handle{};
  uv_write_t write{};
  uv_shutdown_t shutdown{};
  bool initialized = false;
};

class SyncLoop {
 public:
  explicit SyncLoop(Environment*) {}
  SyncLoop(const SyncLoop&) = delete;
  SyncLoop& operator=(const SyncLoop&) = delete;
  ~SyncLoop() {
    if (open_) ISOSCOPE_CHECK(uv_loop_close(&loop_) == 0);
  }

  // A uv code or 0.
  int Open() {
    int err = open_ ? 0 : uv_loop_init(&loop_);
    open_ = err == 0;
    if (open_) uv_update_time(&loop_);  // It has stood still since the last call.
    return err;
  }
  uv_loop_t* loop() { return &loop_; }

 private:
  uv_loop_t loop_{};
  bool open_ = false;
};

class SyncProcess {
 public:
  explicit SyncProcess(SyncLoop* loop) : loop_(loop) {}
  SyncProcess(const SyncProcess&) = delete;
  SyncProcess& operator=(const SyncProcess&) = delete;
  ~SyncProcess() {
    if (!loop_open_) return;
    CloseAll();
    uv_run(loop_->loop(), UV_RUN_DEFAULT);
    ISOSCOPE_CHECK(uv_loop_alive(loop_->loop()) == 0);
  }

  // False after throwing.
  bool Read(v8::Isolate* isolate, v8::Local<v8::Object> object) {
    bool present = false;
    if (!options_.Read(isolate, object)) return false;
    if (!ReadInt(isolate, object, "timeout", &timeout_ms_, &present)) return false;
    if (!ReadInt(isolate, object, "killSignal", &kill_signal_, &present)) return false;
    if (kill_signal_ <= 0) kill_signal_ = SIGTERM;
    v8::Local<v8::Value> limit;
    if (!ReadProperty(isolate, object, "maxBuffer", &limit)) return false;
    if (limit->IsNumber()) max_buffer_ = limit.As<v8::Number>()->Value();
    return ReadStdio(isolate, object);
  }

  void Run() {
    err_ = loop_->Open();
    if (err_ != 0) return;
    loop_open_ = true;
    for (auto& pipe : pipes_) {
      if (pipe == nullptr) continue;
      err_ = uv_pipe_init(loop_->loop(), &pipe->handle, 0);
      if (err_ != 0) return;
      pipe->initialized = true;
      pipe->handle.data = pipe.get();
    }
    if (timeout_ms_ > 0) {
      uv_timer_init(loop_->loop(), &timer_);
      timer_.data = this;
      timer_open_ = true;
      uv_unref(reinterpret_cast<uv_handle_t*>(&timer_));
      uv_timer_start(&timer_, OnTimeout, static_cast<uint64_t>(timeout_ms_), 0);
    }
    options_.Finish();
    options_.options()->exit_cb = OnExit;
    process_.data = this;
    process_open_ = true;
    err_ = uv_spawn(loop_->loop(), &process_, options_.options());
    if (err_ != 0) return;
    spawned_ = true;
    for (auto& pipe : pipes_) {
      if (pipe != nullptr && err_ == 0) err_ = Start(pipe.get());
    }
    if (err_ != 0) Kill();
    uv_run(loop_->loop(), UV_RUN_DEFAULT);
  }

  v8::Local<v8::Object> Result(Environment* env) {
    v8::Isolate* isolate = env->isolate();
    v8::Local<v8::Context> context = isolate->GetCurrentContext();
    v8::Local<v8::Object> result = v8::Object::New(isolate);
    int err = err_ != 0 ? err_ : pipe_err_;
    if (err != 0) SetConstant(context, result, "error", err);
    if (exited_ && exit_signal_ == 0) {
      SetConstant(context, result, "status", static_cast<double>(exit_status_));
    } else {
      SetProperty(context, result, "status", v8::Null(isolate));
    }
    v8::Local<v8::Value> signal = v8::Null(isolate);
    if (exit_signal_ > 0) signal = OneByte(isolate, SignalName(exit_signal_));
    SetProperty(context, result, "signal", signal);
    SetProperty(context, result, "output", exited_ ? Output(env).As<v8::Value>() : v8::Null(isolate).As<v8::Value>());
    SetConstant(context, result, "pid", spawned_ ? process_.pid : 0);
    return result;
  }

 private:
  bool ReadStdio(v8::Isolate* isolate, v8::Local<v8::Object> object) {
    v8::Local<v8::Value> value;
    if (!ReadProperty(isolate, object, "stdio", &value)) return false;
    if (!value->IsArray()) return BadStdio(isolate);
    v8::Local<v8::Array> list = value.As<v8::Array>();
    for (uint32_t i = 0; i < list->Length(); i++) {
      v8::Local<v8::Value> entry;
      if (!list->Get(isolate->GetCurrentContext(), i).ToLocal(&entry)) return false;
      if (!entry->IsObject() || !ReadEntry(isolate, entry.As<v8::Object>())) return entry->IsObject() ? false : BadStdio(isolate);
    }
    return true;
  }

  // {type: 'ignore'} | {type: 'pipe', readable, writable, input} | {type: 'inherit' | 'fd', fd}
  bool ReadEntry(v8::Isolate* isolate, v8::Local<v8::Object> entry) {
    std::string type;
    bool present = false;
    uv_stdio_container_t container{};
    container.flags = UV_IGNORE;
    std::unique_ptr<SyncPipe> pipe;
    if (!ReadText(isolate, entry, "type", &type, &present)) return false;
    if (type == "pipe") {
      pipe = std::make_unique<SyncPipe>();
      pipe->process = this;
      if (!ReadFlag(isolate, entry, "readable", &pipe->readable) || !ReadFlag(isolate, entry, "writable", &pipe->writable)) return false;
      v8::Local<v8::Value> input;
      if (!ReadProperty(isolate, entry, "input", &input)) return false;
      if (!input->IsNullOrUndefined() && !BytesOf(input, &pipe->input)) return BadStdio(isolate);
      int flags = UV_CREATE_PIPE;
      if (pipe->readable) flags |= UV_READABLE_PIPE;
      if (pipe->writable) flags |= UV_WRITABLE_PIPE;
      container.flags = static_cast<uv_stdio_flags>(flags);
      container.data.stream = reinterpret_cast<uv_stream_t*>(&pipe->handle);
    } else if (type == "inherit" || type == "fd") {
      int64_t fd = -1;
      if (!ReadInt(isolate, entry, "fd", &fd, &present)) return false;
      if (!present || fd < 0 || fd > INT32_MAX) return BadStdio(isolate);
      container.flags = UV_INHERIT_FD;
      container.data.fd = static_cast<int>(fd);
    } else if (type != "ignore") {
      return BadStdio(isolate);
    }
    options_.stdio().push_back(container);
    pipes_.push_back(std::move(pipe));
    return true;
  }

  static bool BadStdio(v8::Isolate* isolate) {
    ThrowTypeError(isolate, "ERR_INVALID_ARG_TYPE", "The option stdio must be an array of {type, fd or input}");
    return false;
  }

  int Start(SyncPipe* pipe) {
    auto* stream = reinterpret_cast<uv_stream_t*>(&pipe->handle);
    if (pipe->readable) {
      if (pipe->input.size > 0) {
        uv_buf_t buffer;
        buffer.base = reinterpret_cast<char*>(pipe->input.data);
        buffer.len = pipe->input.size;
        int err = uv_write(&pipe->write, stream, &buffer, 1, OnWritten);
        if (err != 0) return err;
      }
      pipe->shutdown.data = pipe;
      int err = uv_shutdown(&pipe->shutdown, stream, OnShutdown);
      if (err != 0) return err;
    }
    return pipe->writable ? uv_read_start(stream, OnAlloc, OnRead) : 0;
  }

  static void OnWritten(uv_write_t* write, int status) {
    auto* pipe = static_cast<SyncPipe*>(write->handle->data);
    // A child that reads no more is no error of ours: it may well be done.
    if (status < 0 && status != UV_EPIPE && status != UV_ECANCELED) pipe->process->SetPipeError(status);
  }

  static void OnShutdown(uv_shutdown_t* shutdown, int status) {
    auto* pipe = static_cast<SyncPipe*>(shutdown->data);
    if (status < 0 && status != UV_ENOTCONN && status != UV_ECANCELED && status != UV_EPIPE) pipe->process->SetPipeError(status);
  }

  static void OnAlloc(uv_handle_t* handle, size_t suggested, uv_buf_t* buffer) {
    auto* pipe = static_cast<SyncPipe*>(handle->data);
    if (pipe->process->scratch_ == nullptr) pipe->process->scratch_ = std::make_unique_for_overwrite<char[]>(suggested);
    *buffer = uv_buf_init(pipe->process->scratch_.get(), static_cast<unsigned>(suggested));
  }

  static void OnRead(uv_stream_t* stream, ssize_t size, const uv_buf_t* buffer) {
    auto* pipe = static_cast<SyncPipe*>(stream->data);
    if (size == UV_EOF || size == 0) return;
    if (size < 0) {
      pipe->process->SetPipeError(static_cast<int>(size));
      uv_read_stop(stream);
      return;
    }
    pipe->output.insert(pipe->output.end(), buffer->base, buffer->base + size);
    double limit = pipe->process->max_buffer_;
    if (limit > 0 && static_cast<double>(pipe->output.size()) > limit) {
      pipe->process->SetError(UV_ENOBUFS);
      pipe->process->Kill();
    }
  }

  static void OnTimeout(uv_timer_t* timer) {
    auto* self = static_cast<SyncProcess*>(timer->data);
    self->SetError(UV_ETIMEDOUT);
    self->Kill();
  }

  static void OnExit(uv_process_t* process, int64_t status, int signal) {
    auto* self = static_cast<SyncProcess*>(process->data);
    self->exited_ = true;
    self->exit_status_ = status;
    self->exit_signal_ = signal;
    if (self->timer_open_) uv_timer_stop(&self->timer_);
  }

  // Ends the child once, and stops waiting for what its pipes may still bring.
  void Kill() {
    if (killed_) return;
    killed_ = true;
    if (!exited_ && spawned_ && uv_process_kill(&process_, static_cast<int>(kill_signal_)) < 0) uv_process_kill(&process_, SIGKILL);
    for (auto& pipe : pipes_) Close(pipe.get());
    CloseTimer();
  }

  void SetError(int err) {
    if (err_ == 0) err_ = err;
  }
  void SetPipeError(int err) {
    if (pipe_err_ == 0) pipe_err_ = err;
  }

  static void Close(SyncPipe* pipe) {
    if (pipe == nullptr || !pipe->initialized) return;
    pipe->initialized = false;
    uv_close(reinterpret_cast<uv_handle_t*>(&pipe->handle), nullptr);
  }

  void CloseTimer() {
    if (!timer_open_) return;
    timer_open_ = false;
    uv_ref(reinterpret_cast<uv_handle_t*>(&timer_));
    uv_close(reinterpret_cast<uv_handle_t*>(&timer_), nullptr);
  }

  void CloseAll() {
    for (auto& pipe : pipes_) Close(pipe.get());
    CloseTimer();
    if (process_open_) uv_close(reinterpret_cast<uv_handle_t*>(&process_), nullptr);
    process_open_ = false;
  }

  v8::Local<v8::Array> Output(Environment* env) {
    v8::Isolate* isolate = env->isolate();
    std::vector<v8::Local<v8::Value>> values;
    for (auto& pipe : pipes_) {
      v8::Local<v8::Uint8Array> bytes;
      v8::Local<v8::Value> value = v8::Null(isolate);
      if (pipe != nullptr && pipe->writable && CopyToBuffer(env, {pipe->output.data(), pipe->output.size()}).ToLocal(&bytes)) value = bytes;
      values.push_back(value);
    }
    return v8::Array::New(isolate, values.data(), values.size());
  }

  SpawnOptions options_;
  int64_t timeout_ms_ = 0;
  int64_t kill_signal_ = 0;
  double max_buffer_ = 0;
  std::vector<std::unique_ptr<SyncPipe>> pipes_;  // Null where stdio is no pipe.
  std::unique_ptr<char[]> scratch_;
  SyncLoop* const loop_;
  uv_timer_t timer_{};
  uv_process_t process_{};
  bool loop_open_ = false;
  bool timer_open_ = false;
  bool process_open_ = false;
  bool spawned_ = false;
  bool killed_ = false;
  bool exited_ = false;
  int64_t exit_status_ = -1;
  int exit_signal_ = 0;
  int err_ = 0;
  int pipe_err_ = 0;
};

// (options) => {pid, status, signal, output, error?}
void Spawn(const CallInfo& info) {
  v8::Local<v8::Object> object;
  if (!GetObject(info, 0, &object)) return;
  Environment* env = Environment::From(info.GetIsolate());
  SyncProcess process(env->Data<SyncLoop>());
  if (!process.Read(info.GetIsolate(), object)) return;
  process.Run();
  info.GetReturnValue().Set(process.Result(env));
}

constexpr BindingFunction kFunctions[] = {Method<Spawn>("spawn", 1)};

}  // namespace

extern const BindingDefinition kSpawnSyncBinding;
const BindingDefinition kSpawnSyncBinding = {.name = "spawn_sync", .functions = kFunctions};

}  // namespace isoscope
