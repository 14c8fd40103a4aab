'use strict';

// A binary heap of objects that remember where they stand (`heapIndex`), so that one in the middle can be moved or taken out.

class PriorityQueue {
  constructor(comesBefore) {
    this.comesBefore = comesBefore;
    this.items = [];
  }

  get size() {
    return this.items.length;
  }

  peek() {
    return this.items[0];
  }

  push(item) {
    this.siftUp(this.items.push(item) - 1, item);
  }

  remove(item) {
    const { items } = this;
    const index = item.heapIndex;
    if (items[index] !== item) return;
    item.heapIndex = -1;
    const last = items.pop();
    if (last === item) return;
    this.place(index, last);
    this.update(last);
  }

  // To be called when the item's key has changed.
  update(item) {
    const index = item.heapIndex;
    const parent = this.items[(index - 1) >> 1];
    if (index > 0 && this.comesBefore(item, parent)) this.siftUp(index, item);
    else this.siftDown(index, item);
  }

  place(index, item) {
    this.items[index] = item;
    item.heapIndex = index;
  }

  siftUp(index, item) {
    const { items, comesBefore } = this;
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = items[parentIndex];
      if (!comesBefore(item, parent)) break;
      this.place(index, parent);
      index = parentIndex;
    }
    this.place(index, item);
  }

  siftDown(index, item) {
    const { items, comesBefore } = this;
    const size = items.length;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= size) break;
      if (child + 1 < size && comesBefore(items[child + 1], items[child])) child++;
      if (!comesBefore(items[child], item)) break;
      this.place(index, items[child]);
      index = child;
    }
    this.place(index, item);
  }
}

module.exports = PriorityQueue;
