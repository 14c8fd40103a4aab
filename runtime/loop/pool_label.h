// Names the pool operations that this thread submits while the label lives: the `label` of their pool records.
//
//   PoolLabel label("fs.readFile");
//   uv_fs_read(...);
//
// Any thread; labels nest. The text must be static: records keep the pointer. Costs two thread-local stores.
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

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_LOOP_POOL_LABEL_H_
