// V8's archive has object printing compiled in (i::Print, and BytecodeArray::Disassemble, which --print-bytecode uses); its headers show
// neither, so they are called by their names, which the pinned archive keeps. Its natives are reached in the one way that V8 offers without
// a flag: the source of a v8::Extension may use them.
#include "runtime/engine/code_inspector.h"

#include <atomic>
#include <charconv>
#include <memory>
#include <ostream>
#include <sstream>
#include <string_view>

#include <v8-context.h>
#include <v8-extension.h>
#include <v8-primitive.h>
#include <v8-script.h>

#include "runtime/base/check.h"

namespace isoscope {
namespace v8_hidden {

// A tagged value is one machine word and passed as one; a handle is the address of a slot that holds one.
using Tagged = uintptr_t;
using Handle = const Tagged*;
void Print(Tagged value, std::ostream& out) asm("_ZN2v88internal5PrintENS0_6TaggedINS0_6ObjectEEERSo");
void Disassemble(Handle bytecode_array, std::ostream& out) asm("_ZN2v88internal13BytecodeArray11DisassembleENS0_6HandleIS1_EERSo");
// As IsCompiledScope: what of the function must not be thrown away, its bytecode or the baseline code that leads there.
struct IsCompiledScope {
  Handle retained;
  bool is_compiled;
};
void EnsureBytecodeArray(v8::Isolate* isolate, Handle shared, IsCompiledScope* scope, int create_source_positions) asm(
    "_ZN2v88internal18SharedFunctionInfo28EnsureBytecodeArrayAvailableEPNS0_7IsolateENS0_6HandleIS1_EEPNS0_15IsCompiledScopeENS0_"
    "21CreateSourcePositionsE");
void EnsureSourcePositions(v8::Isolate* isolate, Handle shared) asm(
    "_ZN2v88internal18SharedFunctionInfo30EnsureSourcePositionsAvailableEPNS0_7IsolateENS0_12DirectHandleIS1_EE");
// As Script::PositionInfo: from 0.
struct PositionInfo {
  int line, column, line_start, line_end;
};
bool GetPositionInfo(Handle script, int offset, PositionInfo* info,
                     int with_offset) asm("_ZN2v88internal6Script15GetPositionInfoENS0_12DirectHandleIS1_EEiPNS1_12PositionInfoENS1_10OffsetFlagE");

}  // namespace v8_hidden

namespace {

using v8_hidden::Handle;
using v8_hidden::Tagged;

constexpr char kExtension[] = "isoscope/natives";
constexpr char kHook[] = "__isoscope";
constexpr char kNatives[] = R"js(
Object.defineProperty(globalThis, '__isoscope', { configurable: true, value: {
  optimizationStatus: (f) => %GetOptimizationStatus(f),
  sameMap: (a, b) => %HaveSameMap(a, b),
  hasFastProperties: (o) => %HasFastProperties(o),
  elementsKind: (o) => {
    if (%HasDictionaryElements(o)) return 'DICTIONARY_ELEMENTS';
    if (%HasSloppyArgumentsElements(o)) return 'SLOPPY_ARGUMENTS_ELEMENTS';
    const packing = %HasHoleyElements(o) ? 'HOLEY_' : 'PACKED_';
    if (%HasSmiElements(o)) return packing + 'SMI_ELEMENTS';
    if (%HasDoubleElements(o)) return packing + 'DOUBLE_ELEMENTS';
    if (%HasObjectElements(o)) return packing + 'ELEMENTS';
    return undefined;
  },
  inYoungGeneration: (o) => %InYoungGeneration(o),
} });
)js";

constexpr size_t kWord = sizeof(Tagged);
constexpr Tagged kTagMask = 1;

Handle HandleOf(v8::Local<v8::Data> value) { return reinterpret_cast<Handle>(*value); }

bool IsHeapObject(Tagged value) { return (value & kTagMask) != 0; }

Tagged WordOf(Tagged object, size_t index) { return *reinterpret_cast<const Tagged*>(object - kTagMask + index * kWord); }

std::string TextOf(Tagged value) {
  std::ostringstream out;
  v8_hidden::Print(value, out);
  return out.str();
}

// The address in the last "\n - label: 0x..." of a print of V8's; 0 when there is none. The last: a function's source, which is printed too and
// may hold anything, comes before what is asked for here.
Tagged PartOf(std::string_view text, std::string_view label) {
  const std::string start = "\n - " + std::string(label) + ": 0x";
  const size_t at = text.rfind(start);
  Tagged address = 0;
  if (at != std::string_view::npos) std::from_chars(text.data() + at + start.size(), text.data() + text.size(), address, 16);
  return address;
}

// In which word of a function object its SharedFunctionInfo lies: learned once, by comparing V8's print of a function of ours with its words.
size_t SharedWord(v8::Isolate* isolate) {
  static constinit std::atomic<size_t> known{0};
  if (const size_t index = known.load(std::memory_order_relaxed)) return index;
  v8::HandleScope scope(isolate);
  v8::Local<v8::Context> context = v8::Context::New(isolate);
  v8::Context::Scope entered(context);
  v8::Local<v8::Value> function;
  ISOSCOPE_CHECK(
      v8::Script::Compile(context, v8::String::NewFromUtf8Literal(isolate, "(function() {})")).ToLocalChecked()->Run(context).ToLocal(&function));
  const Tagged shared = PartOf(TextOf(*HandleOf(function)), "shared_info");
  ISOSCOPE_CHECK(shared != 0);
  constexpr size_t kWordsOfFunction = 8;
  size_t index = 1;
  while (index < kWordsOfFunction && WordOf(*HandleOf(function), index) != shared) index++;
  ISOSCOPE_CHECK(index < kWordsOfFunction);
  known.store(index, std::memory_order_relaxed);
  return index;
}

// A handle of its own for an object that V8 may move.
v8::Local<v8::Data> LocalOf(v8::Isolate* isolate, Tagged object) {
  Handle slot = &object;
  return v8::Local<v8::Data>::New(isolate, *reinterpret_cast<v8::Local<v8::Data>*>(&slot));
}

v8::Local<v8::Value> Innermost(v8::Local<v8::Function> function) {
  v8::Local<v8::Value> bound = function->GetBoundFunction();
  while (bound->IsFunction()) {
    function = bound.As<v8::Function>();
    bound = function->GetBoundFunction();
  }
  return function;
}

// A function that was compiled from JavaScript.
bool IsScripted(v8::Local<v8::Value> value) {
  return value->IsFunction() && !value->IsProxy() && value.As<v8::Function>()->ScriptId() != v8::UnboundScript::kNoScriptId;
}

}  // namespace

void CodeInspector::Register() { v8::RegisterExtension(std::make_unique<v8::Extension>(kExtension, kNatives)); }

v8::MaybeLocal<v8::Object> CodeInspector::MakeNatives(v8::Isolate* isolate) {
  v8::EscapableHandleScope scope(isolate);
  const char* names[] = {kExtension};
  v8::ExtensionConfiguration extensions(1, names);
  v8::Local<v8::Context> context = v8::Context::New(isolate, &extensions);
  v8::Local<v8::Value> hook;
  if (context.IsEmpty() || !context->Global()->Get(context, v8::String::NewFromUtf8Literal(isolate, kHook)).ToLocal(&hook) || !hook->IsObject()) {
    return {};
  }
  return scope.Escape(hook.As<v8::Object>());
}

std::string CodeInspector::BytecodeText(v8::Isolate* isolate, v8::Local<v8::Function> function) {
  v8::HandleScope scope(isolate);
  v8::Local<v8::Value> innermost = Innermost(function);
  if (!IsScripted(innermost)) return {};
  v8::Local<v8::Data> shared = LocalOf(isolate, WordOf(*HandleOf(innermost), SharedWord(isolate)));
  v8_hidden::IsCompiledScope compiled{};
  v8_hidden::EnsureBytecodeArray(isolate, HandleOf(shared), &compiled, 1);
  if (!compiled.is_compiled || compiled.retained == nullptr) return {};
  v8_hidden::EnsureSourcePositions(isolate, HandleOf(shared));
  // Of a function with baseline code it is that code, which leads to the bytecode.
  Tagged behind = *compiled.retained;
  for (const char* label : {"deoptimization_data_or_interpreter_data", "bytecode_array"}) {
    if (const Tagged next = PartOf(TextOf(behind), label)) behind = next;
  }
  if (TextOf(behind).find(": [BytecodeArray]") == std::string::npos) return {};
  std::ostringstream out;
  v8_hidden::Disassemble(&behind, out);  // It allocates nothing in V8's heap.
  return out.str();
}

std::string CodeInspector::FeedbackText(v8::Local<v8::Function> function) {
  v8::Local<v8::Value> innermost = Innermost(function);
  if (!IsScripted(innermost)) return {};
  const std::string text = TextOf(*HandleOf(innermost));
  // The function's source, which V8 prints too, comes before: hence the last one.
  const size_t at = text.rfind("\n - feedback vector: 0x");
  return at != std::string::npos ? text.substr(at + 1) : std::string();
}

std::vector<std::pair<uint32_t, uint32_t>> CodeInspector::PlacesOf(v8::Isolate* isolate, v8::Local<v8::Function> function,
                                                                   const std::vector<uint32_t>& offsets) {
  std::vector<std::pair<uint32_t, uint32_t>> places(offsets.size());
  v8::HandleScope scope(isolate);
  v8::Local<v8::Value> innermost = Innermost(function);
  if (!IsScripted(innermost)) return places;
  const std::string text = TextOf(WordOf(*HandleOf(innermost), SharedWord(isolate)));
  const Tagged address = PartOf(text, "script");
  if (address == 0) return places;
  v8::Local<v8::Data> script = LocalOf(isolate, address);
  for (size_t i = 0; i < offsets.size(); i++) {
    v8_hidden::PositionInfo info{};
    if (!v8_hidden::GetPositionInfo(HandleOf(script), static_cast<int>(offsets[i]), &info, 1)) continue;
    places[i] = {static_cast<uint32_t>(info.line + 1), static_cast<uint32_t>(info.column + 1)};
  }
  return places;
}

uint64_t CodeInspector::MapOf(v8::Local<v8::Value> value) {
  const Tagged tagged = *HandleOf(value);
  return IsHeapObject(tagged) ? WordOf(tagged, 0) : 0;
}

}  // namespace isoscope
