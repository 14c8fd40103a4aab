// What V8 itself tells of a function's bytecode and feedback, and of any value, when asked: its own disassembly and prints, and what its
// natives ("%GetOptimizationStatus") say.
//
// Isolate thread, between two calls of JavaScript. How V8 is reached is told in code_inspector.cc.
#ifndef ISOSCOPE_RUNTIME_ENGINE_CODE_INSPECTOR_H_
#define ISOSCOPE_RUNTIME_ENGINE_CODE_INSPECTOR_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <v8-function.h>
#include <v8-isolate.h>
#include <v8-local-handle.h>
#include <v8-object.h>

namespace isoscope {

class CodeInspector {
 public:
  // Before the first isolate: makes the natives known to V8.
  static void Register();

  // An object of functions over V8's natives, made in a context of its own that only we can reach: user scripts cannot say `%`. Empty when
  // V8 threw. See kNatives in the .cc for what it has.
  static v8::MaybeLocal<v8::Object> MakeNatives(v8::Isolate* isolate);

  // V8's disassembly: "S>" and "E>" mark source offsets of statements and expressions. Compiles a function that was never called, or whose
  // bytecode V8 has thrown away, anew. Empty for functions that have none: V8's and the host's own.
  static std::string BytecodeText(v8::Isolate* isolate, v8::Local<v8::Function> function);
  // The same for the function that V8 says begins at a place (from 1, as in records) of a loaded script; of several scripts of that name the
  // last one's. Compiling aside, it changes nothing: no JavaScript runs.
  struct InstructionPlace {
    uint32_t bytecode_offset, line, column;
    bool statement;
  };
  struct FoundBytecode {
    enum Outcome { kFound, kNoScript, kNoFunction, kNoBytecode } outcome;
    std::string text;
    std::vector<InstructionPlace> places;  // Instructions without one belong to the one before.
  };
  static FoundBytecode BytecodeAt(v8::Isolate* isolate, std::string_view url, uint32_t line, uint32_t column);

  // V8's print of the feedback vector, one entry per slot; empty while the function has none (it gets one after some calls).
  static std::string FeedbackText(v8::Local<v8::Function> function);
  // Line and column, from 1, of offsets into the source of the function's script, as BytecodeText shows them; {0, 0} where there is none.
  static std::vector<std::pair<uint32_t, uint32_t>> PlacesOf(v8::Isolate* isolate, v8::Local<v8::Function> function,
                                                             const std::vector<uint32_t>& offsets);
  // The address of a value's hidden class, as V8's log shows it; 0 for small integers.
  static uint64_t MapOf(v8::Local<v8::Value> value);
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENGINE_CODE_INSPECTOR_H_
