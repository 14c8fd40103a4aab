// The part of internalBinding('scope') that tells of code: functions, their tiers and bytecode, inline caches, hidden classes.
#ifndef ISOSCOPE_RUNTIME_BINDINGS_SCOPE_CODE_H_
#define ISOSCOPE_RUNTIME_BINDINGS_SCOPE_CODE_H_

#include "runtime/env/arguments.h"

namespace isoscope {

// functions(scriptUrl, line, column, name, limit): what V8's log has told of this isolate's functions. 0 and "" mean any.
void ScopeFunctions(const CallInfo& info);
// maps(limit): the transition tree that it has told of.
void ScopeMaps(const CallInfo& info);
// natives(): functions over V8's natives, see engine/code_inspector.
void ScopeNatives(const CallInfo& info);
// placeOf(function): [scriptUrl, line, column], counted from 1; undefined for what was not compiled from JavaScript.
void ScopePlaceOf(const CallInfo& info);
// bytecode(function), feedback(function): V8's text; "" when there is none.
void ScopeBytecode(const CallInfo& info);
void ScopeFeedback(const CallInfo& info);
// lines(function, offsets): [line, column, line, column ...] from 1 for offsets into its script's source.
void ScopeLines(const CallInfo& info);
// mapOf(value): "0x...", the address of its hidden class as records show it.
void ScopeMapOf(const CallInfo& info);

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_BINDINGS_SCOPE_CODE_H_
