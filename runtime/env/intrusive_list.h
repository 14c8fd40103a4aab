// A doubly linked list whose nodes are the objects themselves: no allocation, removal in O(1), a node leaves its list when destroyed.
#ifndef ISOSCOPE_RUNTIME_ENV_INTRUSIVE_LIST_H_
#define ISOSCOPE_RUNTIME_ENV_INTRUSIVE_LIST_H_

#include <cstddef>

namespace isoscope {

// `Tag` lets one object be on several lists.
template <typename T, typename Tag = void>
class ListNode {
 public:
  ListNode() = default;
  ~ListNode() { Unlink(); }
  ListNode(const ListNode&) = delete;
  ListNode& operator=(const ListNode&) = delete;

  bool IsLinked() const { return next_ != this; }
  void Unlink() {
    previous_->next_ = next_;
    next_->previous_ = previous_;
    next_ = previous_ = this;
  }

 private:
  template <typename, typename>
  friend class IntrusiveList;
  ListNode* next_ = this;
  ListNode* previous_ = this;
};

template <typename T, typename Tag = void>
class IntrusiveList {
 public:
  using Node = ListNode<T, Tag>;

  bool empty() const { return !head_.IsLinked(); }
  void PushBack(Node* node) {
    node->Unlink();
    node->previous_ = head_.previous_;
    node->next_ = &head_;
    head_.previous_->next_ = node;
    head_.previous_ = node;
  }
  T* front() { return empty() ? nullptr : static_cast<T*>(head_.next_); }

  // `visit` may unlink or delete the node it is given, and no other.
  template <typename Visit>
  void ForEach(Visit visit) {
    for (Node* node = head_.next_; node != &head_;) {
      Node* next = node->next_;
      visit(static_cast<T*>(node));
      node = next;
    }
  }
  size_t Size() const {
    size_t count = 0;
    for (const Node* node = head_.next_; node != &head_; node = node->next_) count++;
    return count;
  }

 private:
  Node head_;
};

}  // namespace isoscope

#endif  // ISOSCOPE_RUNTIME_ENV_INTRUSIVE_LIST_H_
