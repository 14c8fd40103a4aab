#include "runtime/env/compiled_scripts.h"

#include <algorithm>

#include "runtime/env/arguments.h"
#include "runtime/env/environment.h"
#include "runtime/probes/producer.h"
#include "runtime/probes/script_sources.h"

namespace isoscope {

void CompiledScripts::Note(v8::Isolate* isolate, v8::Local<v8::Value> url, v8::Local<v8::String> text) {
  if (url.IsEmpty() || !url->IsString()) return;
  auto* scripts = Environment::From(isolate)->Data<CompiledScripts>();
  ScriptSources::Wanted() ? scripts->Copy(url.As<v8::String>(), text) : scripts->Remember(url.As<v8::String>(), text);
}

void CompiledScripts::Remember(v8::Local<v8::String> url, v8::Local<v8::String> text) {
  if (entries_.size() >= prune_at_) {
    std::erase_if(entries_, [](const Entry& entry) { return entry.text.IsEmpty(); });
    prune_at_ = std::max<size_t>(256, entries_.size() * 2);
  }
  entries_.push_back({v8::Global<v8::String>(env_->isolate(), url), v8::Global<v8::String>(env_->isolate(), text)});
  entries_.back().text.SetWeak();
}

void CompiledScripts::Keep() {
  v8::HandleScope scope(env_->isolate());
  for (Entry& entry : entries_) {
    if (!entry.text.IsEmpty()) Copy(entry.url.Get(env_->isolate()), entry.text.Get(env_->isolate()));
  }
  entries_.clear();
}

void CompiledScripts::Copy(v8::Local<v8::String> url, v8::Local<v8::String> text) {
  const Producer* producer = env_->producer();
  const uint32_t isolate = producer != nullptr && producer->isolate() != nullptr ? producer->isolate()->id() : 0;
  ScriptSources::Get().Add(isolate, ToUtf8(env_->isolate(), url), ToUtf8(env_->isolate(), text));
}

}  // namespace isoscope
