// One observed operation of libuv's pool, from its submission until its record is sent.
//
// Made on the submitting loop's thread, stamped by one pool thread, ended on the loop's thread; libuv's own locks order the three. Only
// operations submitted while `pool` is watched have one, and each ends exactly once however long watching lasts.
#ifndef ISOSCOPE_RUNTIME_LOOP_POOL_OPERATION_H_
#define ISOSCOPE_RUNTIME_LOOP_POOL_OPERATION_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>

#include "runtime/probes/schema.h"

struct uv__work;

namespace isoscope {

class EventLoop;

struct alignas(64) PoolOperation {
  PoolRecord record;  // The pool's threads write into its first line of the cache only.
  EventLoop* loop = nullptr;
  // Of a wrapped libuv operation: what libuv gave.
  void (*work)(uv__work*) = nullptr;
  void (*done)(uv__work*, int) = nullptr;

  // A loop's thread keeps some for the next ones.
  static void* operator new(size_t size, std::align_val_t alignment);
  static void operator delete(void* memory, std::align_val_t alignment);
};

// Loop thread. Null when nobody watches the pool on this loop. `operation` and `label` are static texts; `label` may be null.
std::unique_ptr<PoolOperation> BeginPoolOperation(EventLoop* loop, WorkKind kind, const char* operation, const char* label);
// Pool thread, around the work.
void StampPoolStart(PoolOperation* operation);
void StampPoolEnd(PoolOperation* operation);
// Loop thread, just before the callback runs. Sends the record.
void EndPoolOperation(std::unique_ptr<PoolOperation> operation, int64_t status);

// Both doors call it before a submission reaches libuv: the first one fixes what PoolThreadCount() says, as it does for libuv.
void NotePoolSubmission();

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_LOOP_POOL_OPERATION_H_
