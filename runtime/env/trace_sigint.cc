#include "runtime/env/trace_sigint.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>

#include <v8-debug.h>
#include <v8-isolate.h>

#include "runtime/env/arguments.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

sem_t posted;  // The handler knows nothing else; at most one TraceSigint runs.

void OnSignal(int) { sem_post(&posted); }

// "" for what V8 leaves out.
std::string TextOf(v8::Isolate* isolate, v8::Local<v8::String> text) { return text.IsEmpty() ? "" : ToUtf8(isolate, text); }

std::string FrameText(v8::Isolate* isolate, v8::Local<v8::StackFrame> frame) {
  const std::string place =
      TextOf(isolate, frame->GetScriptNameOrSourceURL()) + ":" + std::to_string(frame->GetLineNumber()) + ":" + std::to_string(frame->GetColumn());
  const std::string function = TextOf(isolate, frame->GetFunctionName());
  if (frame->IsEval() || function.empty()) return "    at " + place + "\n";
  return "    at " + function + " (" + place + ")\n";
}

void PrintAndEnd(Environment* env) {
  v8::Isolate* isolate = env->isolate();
  v8::HandleScope scope(isolate);
  std::string text = "KEYBOARD_INTERRUPT: Script execution was interrupted by `SIGINT`\n";
  constexpr int kFrames = 10;
  v8::Local<v8::StackTrace> trace = v8::StackTrace::CurrentStackTrace(isolate, kFrames, v8::StackTrace::kDetailed);
  for (int i = 0; i < trace->GetFrameCount(); i++) text += FrameText(isolate, trace->GetFrame(isolate, static_cast<uint32_t>(i)));
  if (trace->GetFrameCount() > 0) text += "\n";
  std::fputs(text.c_str(), stderr);
  struct sigaction plain {};
  plain.sa_handler = SIG_DFL;
  sigaction(SIGINT, &plain, nullptr);
  raise(SIGINT);
}

}  // namespace

void TraceSigint::Start() {
  if (thread_.joinable()) return;
  stopping_.store(false);
  sem_init(&posted, 0, 0);
  struct sigaction action {};
  action.sa_handler = OnSignal;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, &saved_);
  thread_ = std::thread([this] { Wait(); });
}

void TraceSigint::Stop() {
  if (!thread_.joinable()) return;
  sigaction(SIGINT, &saved_, nullptr);
  stopping_.store(true);
  sem_post(&posted);
  thread_.join();
  sem_destroy(&posted);
}

void TraceSigint::Wait() {
  while (sem_wait(&posted) != 0 && errno == EINTR) {
  }
  if (!stopping_.load()) env_->PostInterrupt(PrintAndEnd);
}

}  // namespace isoscope
