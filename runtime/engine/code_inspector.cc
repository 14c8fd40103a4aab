// V8's archive has object printing compiled in (i::Print, and BytecodeArray::Disassemble, which --print-bytecode uses); its headers show
// neither, so they are called by their names, which the pinned archive keeps. Its natives are reached in the one way that V8 offers without
// a flag: the source of a v8::Extension may use them.
#include "runtime/engine/code_inspector.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <memory>
#include <ostream>
#include <sstream>
#include <string_view>
#include <utility>

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
// As SharedFunctionInfo::ScriptIterator: the functions of a script that are alive. Next() gives 0 after the last.
struct FunctionsOfScript {
  Handle infos;
  int index;
};
void StartFunctions(FunctionsOfScript* functions, v8::Isolate* isolate,
                    Tagged script) asm("_ZN2v88internal18SharedFunctionInfo14ScriptIteratorC1EPNS0_7IsolateENS0_6TaggedINS0_6ScriptEEE");
Tagged NextFunction(FunctionsOfScript* functions) asm("_ZN2v88internal18SharedFunctionInfo14ScriptIterator4NextEv");
// The source offset at which V8 says that a function begins. `shared`: where the word is.
int StartPosition(const Tagged* shared) asm("_ZNK2v88internal18SharedFunctionInfo13StartPositionEv");
// As v8::debug's, whose header is not installed.
void GetLoadedScripts(v8::Isolate* isolate, std::vector<v8::Global<v8::Data>>* scripts) asm(
    "_ZN2v85debug16GetLoadedScriptsEPNS_7IsolateERSt6vectorINS_6GlobalINS0_6ScriptEEESaIS6_EE");
v8::MaybeLocal<v8::String> NameOfScript(Handle script) asm("_ZNK2v85debug6Script4NameEv");

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

// The disassembly of what a function was compiled to; empty when it has no bytecode.
std::string BytecodeOf(v8::Isolate* isolate, v8::Local<v8::Data> shared) {
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

// The instructions of a disassembly that have a place: "  123 S> 0x... @   12 : ...".
std::vector<CodeInspector::InstructionPlace> PlacesIn(v8::Local<v8::Data> script, std::string_view text) {
  std::vector<CodeInspector::InstructionPlace> places;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view row = text.substr(begin, end - begin);
    begin = end + 1;
    const size_t mark = row.find("> 0x"), at = row.find(" @ ");
    if (mark == std::string_view::npos || at == std::string_view::npos || mark < 2 || (row[mark - 1] != 'S' && row[mark - 1] != 'E')) continue;
    const auto number = [row](size_t from) {
      uint32_t value = 0;
      from = std::min(row.find_first_not_of(' ', from), row.size());
      std::from_chars(row.data() + from, row.data() + row.size(), value);
      return value;
    };
    v8_hidden::PositionInfo place{};
    if (!v8_hidden::GetPositionInfo(HandleOf(script), static_cast<int>(number(0)), &place, 1)) continue;
    places.push_back({.bytecode_offset = number(at + 3),
                      .line = static_cast<uint32_t>(place.line + 1),
                      .column = static_cast<uint32_t>(place.column + 1),
                      .statement = row[mark - 1] == 'S'});
  }
  return places;
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
  return BytecodeOf(isolate, LocalOf(isolate, WordOf(*HandleOf(innermost), SharedWord(isolate))));
}

CodeInspector::FoundBytecode CodeInspector::BytecodeAt(v8::Isolate* isolate, std::string_view url, uint32_t line, uint32_t column) {
  v8::HandleScope scope(isolate);
  std::vector<v8::Global<v8::Data>> scripts;
  v8_hidden::GetLoadedScripts(isolate, &scripts);
  FoundBytecode found{.outcome = FoundBytecode::kNoScript};
  for (const v8::Global<v8::Data>& global : scripts) {
    v8::Local<v8::Data> script = global.Get(isolate);
    v8::Local<v8::String> name;
    if (!v8_hidden::NameOfScript(HandleOf(script)).ToLocal(&name)) continue;
    const v8::String::Utf8Value text(isolate, name);
    if (std::string_view(*text, static_cast<size_t>(text.length())) != url) continue;
    if (found.outcome == FoundBytecode::kNoScript) found.outcome = FoundBytecode::kNoFunction;
    // Handles of what begins there first: disassembling may compile, and so move everything.
    v8::LocalVector<v8::Data> candidates(isolate);
    v8_hidden::FunctionsOfScript functions{};
    v8_hidden::StartFunctions(&functions, isolate, *HandleOf(script));
    while (const Tagged shared = v8_hidden::NextFunction(&functions)) {
      v8::Local<v8::Data> function = LocalOf(isolate, shared);
      v8_hidden::PositionInfo place{};
      const int start = v8_hidden::StartPosition(HandleOf(function));
      if (start < 0 || !v8_hidden::GetPositionInfo(HandleOf(script), start, &place, 1)) continue;
      if (place.line + 1 == static_cast<int>(line) && place.column + 1 == static_cast<int>(column)) candidates.push_back(function);
    }
    for (v8::Local<v8::Data> shared : candidates) {
      std::string bytecode = BytecodeOf(isolate, shared);
      if (!bytecode.empty()) {
        found = {.outcome = FoundBytecode::kFound, .text = std::move(bytecode), .places = {}};
        found.places = PlacesIn(script, found.text);
      } else if (found.outcome == FoundBytecode::kNoFunction) {
        found.outcome = FoundBytecode::kNoBytecode;
      }
    }
  }
  return found;
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
