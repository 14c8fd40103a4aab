// Who submits to the pool: what the pool records of the next submissions of this thread are told, besides what libuv knows.
//
//   PoolLabel label("fs.readFile");   // record.label; the text must be static: records keep the pointer
//   uv_fs_read(...);                  // record.operation is "fs.read"
//
// PoolSubmitter gives the async id of the resource that waits; ReqWrap sets it. Any thread; both nest and cost two thread-local stores.
#ifndef ISOSCOPE_RUNTIME_LOOP_POOL_LABEL_H_
#define ISOSCOPE_RUNTIME_LOOP_POOL_LABEL_H_

namespace isoscope {

class PoolLabel {
 public:
  explicit PoolLabel(const char* static_text) : previous_(current_) { current_ = static_text; }
  ~PoolLabel() { current_ = previous_; }
  PoolLabel(const PoolLabel&) = delete;
  PoolLabel& operator=(const PoolLabel&) = delete;

  static const char* Current() { return current_; }  // Null: unnamed.

 private:
  static inline constinit thread_local const char* current_ = nullptr;
  const char* const previous_;
};

class PoolSubmitter {
 public:
  explicit PoolSubmitter(double async_id) : previous_(current_) { current_ = async_id; }
  ~PoolSubmitter() { current_ = previous_; }
  PoolSubmitter(const PoolSubmitter&) = delete;
  PoolSubmitter& operator=(const PoolSubmitter&) = delete;

  static double Current() { return current_; }  // 0: unknown.

 private:
  static inline constinit thread_local double current_ = 0;
  const double previous_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_LOOP_POOL_LABEL_H_
