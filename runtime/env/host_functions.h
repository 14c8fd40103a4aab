// What C++ needs of JavaScript: functions and objects that bootstrap hands to the host with
// `internalBinding('env').setHostFunction(name, value)`. They are part of the startup snapshot. One list, no second one.
#ifndef ISOSCOPE_RUNTIME_ENV_HOST_FUNCTIONS_H_
#define ISOSCOPE_RUNTIME_ENV_HOST_FUNCTIONS_H_

#include <cstddef>

namespace isoscope {

// V(CamelName, JavaScript name, what it is)
#define ISOSCOPE_HOST_FUNCTIONS(V)                                                                                                   \
  V(TickCallback, "tickCallback", "drains process.nextTick and microtasks")                                                          \
  V(ProcessTimers, "processTimers", "(now ms) => next expiry: positive, negative when unref'ed, 0 for none")                         \
  V(ProcessImmediates, "processImmediates", "runs the immediates of this check phase")                                               \
  V(UncaughtException, "uncaughtException", "(error, fromPromise) => true when a handler took it")                                   \
  V(PromiseReject, "promiseReject", "(type, promise, reason)")                                                                       \
  V(PrepareStackTrace, "prepareStackTrace", "(global, error, callsites) => string")                                                  \
  V(EmitBeforeExit, "emitBeforeExit", "the loop is empty")                                                                           \
  V(EmitExit, "emitExit", "() => the exit code, once")                                                                               \
  V(PrepareMain, "prepareMain", "patches what differs between two starts, before any user code")                                     \
  V(RunMain, "runMain", "runs what the command line asks for")                                                                       \
  V(PrepareWorker, "prepareWorker", "the same in a worker")                                                                          \
  V(RunWorker, "runWorker", "runs what the worker was made for")                                                                     \
  V(RequireBuiltin, "requireBuiltin", "(id) => exports of a builtin")                                                                \
  V(ImportModuleDynamically, "importModuleDynamically", "(id of the script or nothing, specifier, attributes, its name) => promise") \
  V(InitializeImportMeta, "initializeImportMeta", "(ModuleWrap, meta)")                                                              \
  V(BufferPrototype, "bufferPrototype", "Buffer.prototype, for Uint8Arrays made in C++")                                             \
  V(Process, "process", "the process object")                                                                                        \
  V(VmConsole, "vmConsole", "V8's own console, which only a debugger hears")                                                         \
  V(StreamOnRead, "streamOnRead", "called by every native stream with data or EOF; `this` is the handle")                            \
  V(MakeDOMException, "makeDOMException", "(message, name)")                                                                         \
  V(MessagePort, "MessagePort", "the class of message ports, once one is needed")                                                    \
  V(InitMessagePort, "initMessagePort", "(new port)")                                                                                \
  V(EmitMessage, "emitMessage", "(data, ports, type); `this` is the port")                                                           \
  V(EmitPortClose, "emitPortClose", "(); `this` is the port")                                                                        \
  V(NestedTransferables, "nestedTransferables", "(object) => array of what has to be transferred with it")                           \
  V(TransferOut, "transferOut", "(object, whether to transfer) => [who makes it there, data]")                                       \
  V(TransferIn, "transferIn", "(who makes it) => a new object")                                                                      \
  V(TransferFinish, "transferFinish", "(new object, data)")                                                                          \
  V(SignalHandler, "signalHandler", "(signal number)")                                                                               \
  V(AsyncInit, "asyncInit", "(async id, type, trigger id, resource): a wrap was made while init hooks are on")                       \
  V(AsyncBefore, "asyncBefore", "(async id): a scope opens while before hooks are on")                                               \
  V(AsyncAfter, "asyncAfter", "(async id): a scope closes while after hooks are on")                                                 \
  V(AsyncDestroy, "asyncDestroy", "(async id): a wrap is gone while destroy hooks are on; never called by the GC")

enum class HostFunction : size_t {
#define V(Camel, js, doc) k##Camel,
  ISOSCOPE_HOST_FUNCTIONS(V)
#undef V
      kCount
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_HOST_FUNCTIONS_H_
