// What ends with an add-on's environment at the latest, in a list that is emptied from its youngest end. Isolate thread only.
#ifndef ISOSCOPE_RUNTIME_NAPI_TRACKED_H_
#define ISOSCOPE_RUNTIME_NAPI_TRACKED_H_

namespace isoscope::napi {

class Tracked;

class TrackedList {
 public:
  void Push(Tracked* tracked);
  Tracked* youngest() const { return youngest_; }

 private:
  friend class Tracked;
  Tracked* youngest_ = nullptr;
};

class Tracked {
 public:
  Tracked() = default;
  virtual ~Tracked() { Unlink(); }
  Tracked(const Tracked&) = delete;
  Tracked& operator=(const Tracked&) = delete;

  virtual void Finalize() = 0;  // Unlinks; may call into the add-on, may delete this.

 protected:
  void Unlink() {
    if (list_ == nullptr) return;
    (younger_ != nullptr ? younger_->older_ : list_->youngest_) = older_;
    if (older_ != nullptr) older_->younger_ = younger_;
    list_ = nullptr;
    older_ = younger_ = nullptr;
  }

 private:
  friend class TrackedList;
  TrackedList* list_ = nullptr;
  Tracked* older_ = nullptr;
  Tracked* younger_ = nullptr;
};

inline void TrackedList::Push(Tracked* tracked) {
  tracked->list_ = this;
  tracked->older_ = youngest_;
  if (youngest_ != nullptr) youngest_->younger_ = tracked;
  youngest_ = tracked;
}

}  // namespace isoscope::napi

#endif  // ISOSCOPE_RUNTIME_NAPI_TRACKED_H_
