// The one list of what can be observed: kinds, their fields, and the names of their values.
//
// From it derive the C++ records below, their JSON (record_json.h), the schema that doors hand out and docs/metrics.md. A field's name is
// its JSON name, unit last; a record's members carry the same names. Add a line here and it is everywhere.
//
// Records are plain bytes: they travel through rings, so they own nothing. Texts are interned (base/interner.h). At most the last field of a
// kind is long (an array, a text): only its used part travels.
#ifndef ISOSCOPE_RUNTIME_PROBES_SCHEMA_H_
#define ISOSCOPE_RUNTIME_PROBES_SCHEMA_H_

#include <cstdint>

#include "runtime/probes/field_types.h"

namespace isoscope {

// V(Name, "json name")
#define ISOSCOPE_GC_TYPES(V)                  \
  V(Scavenge, "scavenge")                     \
  V(MinorMarkSweep, "minorMarkSweep")         \
  V(MarkSweepCompact, "markSweepCompact")     \
  V(IncrementalMarking, "incrementalMarking") \
  V(WeakCallbacks, "weakCallbacks")

// In the order of an iteration of libuv >= 1.45. Outside: before, between and after runs of the loop (the main script runs there).
#define ISOSCOPE_LOOP_PHASES(V) \
  V(Outside, "outside")         \
  V(Pending, "pending")         \
  V(Idle, "idle")               \
  V(Prepare, "prepare")         \
  V(PollIdle, "pollIdle")       \
  V(Poll, "poll")               \
  V(Check, "check")             \
  V(Closing, "closing")         \
  V(Timers, "timers")

#define ISOSCOPE_WORK_KINDS(V) \
  V(Cpu, "cpu")                \
  V(FastIo, "fastIo")          \
  V(SlowIo, "slowIo")

// Unknown is null in JSON.
#define ISOSCOPE_TIERS(V)       \
  V(Unknown, nullptr)           \
  V(Interpreted, "interpreted") \
  V(Baseline, "baseline")       \
  V(Maglev, "maglev")           \
  V(Turbofan, "turbofan")

#define ISOSCOPE_WORKER_EVENTS(V) \
  V(Start, "start")               \
  V(Online, "online")             \
  V(MessageIn, "messageIn")       \
  V(MessageOut, "messageOut")     \
  V(Exit, "exit")

#define ISOSCOPE_V8_LOG_STATES(V) \
  V(Off, "off")                   \
  V(On, "on")                     \
  V(Silenced, "silenced")         \
  V(Unavailable, "unavailable")

#define ISOSCOPE_GC_STEPS(V)                    \
  V(IncrementalMarking, "incrementalMarking")   \
  V(IncrementalSweeping, "incrementalSweeping") \
  V(ConcurrentMarking, "concurrentMarking")     \
  V(ConcurrentSweeping, "concurrentSweeping")   \
  V(ParallelScavenging, "parallelScavenging")   \
  V(ParallelCompacting, "parallelCompacting")

#define ISOSCOPE_RESOURCE_EVENTS(V) \
  V(Created, "created")             \
  V(Destroyed, "destroyed")

#define ISOSCOPE_MARK_OUTCOMES(V) \
  V(None, nullptr)                \
  V(Ok, "ok")                     \
  V(Failed, "failed")

// E(Type, list)
#define ISOSCOPE_ENUMS(E)                    \
  E(GcType, ISOSCOPE_GC_TYPES)               \
  E(LoopPhase, ISOSCOPE_LOOP_PHASES)         \
  E(WorkKind, ISOSCOPE_WORK_KINDS)           \
  E(Tier, ISOSCOPE_TIERS)                    \
  E(WorkerEvent, ISOSCOPE_WORKER_EVENTS)     \
  E(V8LogState, ISOSCOPE_V8_LOG_STATES)      \
  E(GcStepKind, ISOSCOPE_GC_STEPS)           \
  E(ResourceEvent, ISOSCOPE_RESOURCE_EVENTS) \
  E(MarkOutcome, ISOSCOPE_MARK_OUTCOMES)

#define V(Name, json) k##Name,
#define E(Type, LIST) enum class Type : uint8_t { LIST(V) kCount };
ISOSCOPE_ENUMS(E)
#undef E
#undef V

// K(Name, "json name", class, default, what it is). class: kLifecycle is never dropped silently nor willingly, kSample may be when the
// reader is slow (counted). default: part of the default set.
#define ISOSCOPE_KINDS(K)                                                                                                                    \
  K(Gc, "gc", kLifecycle, true, "one pause for garbage collection, sent when it ends")                                                       \
  K(GcPhases, "gcPhases", kLifecycle, true, "what V8 tells of a cycle later; the history adds it to the cycle's gc record")                  \
  K(Heap, "heap", kSample, true, "the heap and each of its spaces")                                                                          \
  K(Loop, "loop", kSample, true, "one iteration of the event loop, or several short ones in a row")                                          \
  K(Callback, "callback", kSample, true, "one entry from C++ into JavaScript, or several short ones, and the ticks and microtasks after it") \
  K(Delay, "delay", kSample, true, "how late the loop was over a window of time")                                                            \
  K(Pool, "pool", kLifecycle, true, "one operation of the thread pool, sent when it has called back")                                        \
  K(Mark, "mark", kLifecycle, true, "what the script says: scope.mark, scope.expect")                                                        \
  K(Worker, "worker", kLifecycle, true, "a worker's start and end, and its messages")                                                        \
  K(Tier, "tier", kLifecycle, false, "a function got code of another tier")                                                                  \
  K(Deopt, "deopt", kLifecycle, false, "optimized code was thrown away")                                                                     \
  K(Ic, "ic", kSample, false, "an inline cache changed its state")                                                                           \
  K(Map, "map", kSample, false, "a hidden class was made or changed")                                                                        \
  K(Compile, "compile", kSample, false, "a parse or a compilation")                                                                          \
  K(Boundary, "boundary", kSample, false, "calls of one binding function since its last record")                                             \
  K(GcStep, "gcStep", kSample, true, "work for a collection outside of its pauses, or on another thread")                                    \
  K(V8Log, "v8Log", kLifecycle, true, "V8's log, the source of tier, deopt, ic, map and compile, changed its state")                         \
  K(Resource, "resource", kLifecycle, false, "a handle or request was made or is gone, with where it was made")

// F(type, name, what it is). Types: see field_types.h.
#define ISOSCOPE_FIELDS_Gc(F)                                                             \
  F(U64, cycle, "number of the collection in its isolate; gcPhases carries the same")     \
  F(Enum<GcType>, type, "V8's kind of collection")                                        \
  F(Text, reason, "why V8 started it; null while V8 has not said")                        \
  F(U64, startUs, "when the pause began")                                                 \
  F(U64, durationUs, "length of the pause")                                               \
  F(U64, usedBeforeBytes, "used bytes of the heap at its start")                          \
  F(U64, usedAfterBytes, "used bytes of the heap at its end")                             \
  F(U64, totalBeforeBytes, "size of the heap at its start")                               \
  F(U64, totalAfterBytes, "size of the heap at its end")                                  \
  F(I64, freedBytes, "usedBefore - usedAfter")                                            \
  F(OptU64, promotedBytes, "derived: growth of the old spaces during a young collection") \
  F(OptU64, survivedBytes, "derived: bytes in the new space after a young collection")    \
  F(Phases, phasesUs, "V8's phases of the collection; empty while V8 has not said")       \
  F(List<GcSpace>, spaces, "each space before and after")

#define ISOSCOPE_FIELDS_GcPhases(F)                \
  F(U64, cycle, "the gc record it belongs to")     \
  F(Text, reason, "why V8 started the collection") \
  F(Phases, phasesUs, "V8's phases of the collection")

#define ISOSCOPE_FIELDS_GcStep(F)                             \
  F(Enum<GcStepKind>, step, "what was done")                  \
  F(U64, thread, "the kernel's id of the thread that did it") \
  F(Bool, onIsolateThread, "JavaScript stood still for it")   \
  F(U64, startUs, "when it began")                            \
  F(U64, durationUs, "how long it took")                      \
  F(OptU64, cycle, "the last collection of the isolate before it; null on a thread of V8's")

#define ISOSCOPE_FIELDS_V8Log(F) F(Enum<V8LogState>, state, "silenced: by a CPU profile, as long as it lasts")

#define ISOSCOPE_FIELDS_Resource(F)                      \
  F(Enum<ResourceEvent>, event, "what happened")         \
  F(Text, provider, "Node's async resource type")        \
  F(U64, asyncId, "of the resource")                     \
  F(U64, triggerAsyncId, "of the resource that made it") \
  F(List<Position>, madeAt, "the JavaScript that made it, innermost first")

#define ISOSCOPE_FIELDS_Heap(F)                                                                                               \
  F(U64, usedBytes, "used by JavaScript objects")                                                                             \
  F(U64, totalBytes, "taken from the system for the heap")                                                                    \
  F(U64, physicalBytes, "of these, really in memory")                                                                         \
  F(U64, limitBytes, "V8 gives up beyond")                                                                                    \
  F(U64, externalBytes, "outside of the heap, kept alive by its objects")                                                     \
  F(U64, arrayBuffersBytes, "of these, backing stores of array buffers; shared ones as well, which externalBytes is without") \
  F(U64, mallocedBytes, "malloc'ed by V8 itself")                                                                             \
  F(U64, nativeContexts, "contexts alive")                                                                                    \
  F(U64, detachedContexts, "of these, detached: should go away")                                                              \
  F(OptU64, globalHandlesBytes, "memory of global handles")                                                                   \
  F(OptU64, rssBytes, "resident memory of the process")                                                                       \
  F(OptF64, allocationBytesPerSecond, "derived: allocated since the sample before")                                           \
  F(List<HeapSpace>, spaces, "every space of V8")

#define ISOSCOPE_FIELDS_Loop(F)                                                                                      \
  F(U64, iteration, "counted from 1; 0 is the run of timers before the first; of several, the first")                \
  F(U64, startUs, "when it began")                                                                                   \
  F(U64, durationUs, "its length, waiting included; of several, from the start of the first to the end of the last") \
  F(I64, pollTimeoutMs, "how long poll was ready to wait; -1 for ever; of several, the last")                        \
  F(U64, callbacks, "entries into JavaScript during it")                                                             \
  F(U64, activeHandles, "handles that keep the loop alive")                                                          \
  F(U64, activeRequests, "requests in flight")                                                                       \
  F(LoopPhases, phasesUs, "time in each phase")                                                                      \
  F(U64, count, "how many iterations it stands for")                                                                 \
  F(U64, longestUs, "the busiest one, waiting left out")

#define ISOSCOPE_FIELDS_Callback(F)                                                           \
  F(Enum<LoopPhase>, phase, "of the loop")                                                    \
  F(Text, provider, "what called: Node's async resource type")                                \
  F(U64, asyncId, "of the resource; 0 for several")                                           \
  F(U64, triggerAsyncId, "of the resource that made it; 0 for several")                       \
  F(U64, startUs, "when JavaScript was entered; of several, for the first time")              \
  F(U64, durationUs, "until it was left, ticks and microtasks included; of several, the sum") \
  F(U64, drainUs, "of these, in process.nextTick callbacks and microtasks")                   \
  F(U64, ticks, "process.nextTick callbacks run")                                             \
  F(OptU64, microtasks, "microtasks run")                                                     \
  F(OptU64, dueUs, "of a timer: when it should have run")                                     \
  F(U64, count, "how many entries it stands for")                                             \
  F(U64, longestUs, "the longest of them")

#define ISOSCOPE_FIELDS_Delay(F)                                                          \
  F(U64, windowUs, "length of the window")                                                \
  F(OptF64, utilization, "part of the window that the loop did not wait in poll, 0 to 1") \
  F(Distribution, delayUs, "by how much a periodic timer was late")                       \
  F(Distribution, iterationUs, "how long iterations kept the loop busy, waiting in poll left out")

#define ISOSCOPE_FIELDS_Pool(F)                                                \
  F(Text, operation, "fs.stat, crypto.pbkdf2, dns.lookup ...")                 \
  F(Text, label, "what the caller was doing: fs.readFile; null when unnamed")  \
  F(Enum<WorkKind>, workKind, "libuv's class of work")                         \
  F(OptU16, thread, "the pool thread, counted from 0; null when it never ran") \
  F(U16, busyThreads, "threads running when it was submitted")                 \
  F(U64, submittedUs, "given to the pool")                                     \
  F(OptU64, startedUs, "a thread began; null when it never ran")               \
  F(OptU64, endedUs, "the thread was done; null when it never ran")            \
  F(U64, calledBackUs, "the loop called back")                                 \
  F(OptU64, asyncId, "of the resource that waits for it")                      \
  F(U32, queueDepth, "operations waiting when it was submitted")               \
  F(I32, status, "0 or a negative error code of libuv, as ECANCELED")

#define ISOSCOPE_FIELDS_Mark(F)                                                   \
  F(Text, name, "the mark, or the claim of an expectation")                       \
  F(Enum<MarkOutcome>, outcome, "of an expectation: ok, failed; null for a mark") \
  F(Json, detail, "what the script added")

#define ISOSCOPE_FIELDS_Worker(F)                                                                   \
  F(Enum<WorkerEvent>, event, "what happened")                                                      \
  F(OptU64, peer, "the isolate at the other end: a message's sender, an exit's worker")             \
  F(OptU64, message, "its number in the process; where it comes in, the same as where it went out") \
  F(OptU64, sizeBytes, "of a message")                                                              \
  F(OptU64, durationUs, "of the start")                                                             \
  F(OptI64, exitCode, "of the end")

#define ISOSCOPE_FIELDS_Tier(F)                   \
  F(Text, function, "its name")                   \
  F(Text, scriptUrl, "where")                     \
  F(U64, line, "from 1")                          \
  F(U64, column, "from 1")                        \
  F(Enum<Tier>, tier, "of the new code")          \
  F(Bool, osr, "entered in the middle of a loop") \
  F(OptU64, compileUs, "time to compile")         \
  F(OptU64, codeBytes, "size of the code")

#define ISOSCOPE_FIELDS_Deopt(F)                                   \
  F(Text, function, "whose optimized code it was")                 \
  F(Text, scriptUrl, "of the failed assumption")                   \
  F(U64, line, "from 1")                                           \
  F(U64, column, "from 1")                                         \
  F(Text, reason, "V8's")                                          \
  F(Text, deoptKind, "deopt-eager, deopt-lazy, dependency-change") \
  F(Enum<Tier>, tierLost, "of the code thrown away")               \
  F(Bool, osr, "that code was entered in the middle of a loop")    \
  F(OptU64, bytecodeOffset, "where V8 tells it")                   \
  F(List<Position>, inlinedAt, "call sites it was inlined at, innermost first")

#define ISOSCOPE_FIELDS_Ic(F)                                               \
  F(Text, icType, "LoadIC, StoreIC, KeyedLoadIC ...")                       \
  F(Text, function, "that contains it")                                     \
  F(Text, scriptUrl, "where")                                               \
  F(U64, line, "from 1")                                                    \
  F(U64, column, "from 1")                                                  \
  F(Text, oldState, "uninitialized, monomorphic, polymorphic, megamorphic") \
  F(Text, newState, "the same")                                             \
  F(Text, property, "its name or index")                                    \
  F(Hex, map, "the receiver's hidden class")                                \
  F(Text, modifier, "V8's remark")

#define ISOSCOPE_FIELDS_Map(F)                                       \
  F(Text, event, "InitialMap, Transition, Normalize, Deprecate ...") \
  F(Hex, from, "hidden class before; null for none")                 \
  F(Hex, to, "hidden class after; null for none")                    \
  F(Text, scriptUrl, "where")                                        \
  F(U64, line, "from 1")                                             \
  F(U64, column, "from 1")                                           \
  F(Text, reason, "V8's")                                            \
  F(Text, property, "that was added")

#define ISOSCOPE_FIELDS_Compile(F)                                                    \
  F(Text, stage, "preparse, full-parse, interpreter, baseline, maglev, turbofan ...") \
  F(Text, function, "its name")                                                       \
  F(Text, scriptUrl, "where")                                                         \
  F(U64, startOffset, "of its source")                                                \
  F(U64, endOffset, "of its source")                                                  \
  F(U64, durationUs, "time it took")

#define ISOSCOPE_FIELDS_Boundary(F)          \
  F(Text, binding, "internalBinding's name") \
  F(Text, function, "the function's")        \
  F(U64, calls, "from JavaScript")           \
  F(U64, totalUs, "time inside, with JavaScript called from there")

enum class Kind : uint8_t {
#define K(Name, json, klass, in_default, doc) k##Name,
  ISOSCOPE_KINDS(K)
#undef K
      kCount
};
inline constexpr size_t kKindCount = static_cast<size_t>(Kind::kCount);

using KindMask = uint32_t;
constexpr KindMask MaskOf(Kind kind) { return KindMask{1} << static_cast<unsigned>(kind); }
// Travels with the kinds of a mask: records of kSummedKinds must stand for one event each. Without it, short iterations and short entries into
// JavaScript in a row, of which there may be millions a second, share a record that says how many they were (turn_sums.h).
inline constexpr KindMask kEach = KindMask{1} << 30;
static_assert(kKindCount < 30);
inline constexpr KindMask kSummedKinds = MaskOf(Kind::kLoop) | MaskOf(Kind::kCallback);
inline constexpr KindMask kAllKinds = ((KindMask{1} << kKindCount) - 1) | kEach;
enum class KindClass : uint8_t { kLifecycle, kSample };
#define K(Name, json, klass, in_default, doc) (in_default ? MaskOf(Kind::k##Name) : 0) |
inline constexpr KindMask kDefaultKinds = ISOSCOPE_KINDS(K) 0;
#undef K
#define K(Name, json, klass, in_default, doc) (KindClass::klass == KindClass::kLifecycle ? MaskOf(Kind::k##Name) : 0) |
inline constexpr KindMask kLifecycleKinds = ISOSCOPE_KINDS(K) 0;
#undef K
// What is read from V8's log.
inline constexpr KindMask kV8LogKinds = MaskOf(Kind::kTier) | MaskOf(Kind::kDeopt) | MaskOf(Kind::kIc) | MaskOf(Kind::kMap) | MaskOf(Kind::kCompile);
constexpr bool IsLifecycle(Kind kind) { return (kLifecycleKinds & MaskOf(kind)) != 0; }

// What every record begins with. `timeUs` is when it was emitted; `isolate` is its id, 0 for the process.
struct RecordHeader {
  Kind kind;
  uint32_t isolate = 0;
  uint64_t timeUs = 0;
};

// GcRecord, HeapRecord ...: fill the members that are known; the rest is 0, or null where the type is optional.
#define F(type, name, doc) Field##type name{};
#define K(Name, json, klass, in_default, doc)    \
  struct Name##Record {                          \
    static constexpr Kind kKind = Kind::k##Name; \
    RecordHeader header{kKind};                  \
    ISOSCOPE_FIELDS_##Name(F)                    \
  };
ISOSCOPE_KINDS(K)
#undef K
#undef F

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_PROBES_SCHEMA_H_
