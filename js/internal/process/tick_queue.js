'use strict';

// A first-in first-out queue over one array whose length is a power of two: no allocation per item, no object per block.

const kInitialSize = 64;
const kKeptSize = 4096;  // A bigger array, left by a burst, is given back once empty.

class TickQueue {
  constructor() {
    this.items = new Array(kInitialSize).fill(undefined);
    this.mask = kInitialSize - 1;
    this.head = 0;  // The next to take.
    this.tail = 0;  // The next free slot; equal to head when empty, for the array is never full.
  }

  isEmpty() {
    return this.head === this.tail;
  }

  push(item) {
    this.items[this.tail] = item;
    this.tail = (this.tail + 1) & this.mask;
    if (this.tail === this.head) this.grow();
  }

  // Undefined when empty.
  shift() {
    const head = this.head;
    if (head === this.tail) return undefined;
    const item = this.items[head];
    this.items[head] = undefined;
    this.head = (head + 1) & this.mask;
    if (this.head === this.tail && this.mask >= kKeptSize) this.reset();
    return item;
  }

  grow() {
    const { items, head } = this;
    const size = items.length;
    const bigger = new Array(size * 2);
    for (let i = 0; i < size; i++) bigger[i] = items[(head + i) & this.mask];
    for (let i = size; i < size * 2; i++) bigger[i] = undefined;
    this.items = bigger;
    this.mask = size * 2 - 1;
    this.head = 0;
    this.tail = size;
  }

  reset() {
    this.items = new Array(kInitialSize).fill(undefined);
    this.mask = kInitialSize - 1;
    this.head = this.tail = 0;
  }
}

module.exports = TickQueue;
