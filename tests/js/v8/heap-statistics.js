'use strict';
const assert = require('assert');
const v8 = require('v8');

const heap = v8.getHeapStatistics();
assert.strictEqual(Object.keys(heap).length, 14);
for (const value of Object.values(heap)) assert.ok(Number.isInteger(value) && value >= 0);
assert.ok(heap.used_heap_size > 0 && heap.used_heap_size <= heap.total_heap_size);
assert.ok(heap.heap_size_limit > heap.total_heap_size);
assert.strictEqual(heap.number_of_native_contexts, 1);
const kept = Array.from({ length: 1e6 }, (_, index) => ({ index }));
assert.ok(v8.getHeapStatistics().used_heap_size > heap.used_heap_size + 16e6);
assert.strictEqual(kept.length, 1e6);

const spaces = v8.getHeapSpaceStatistics();
const names = spaces.map(({ space_name: name }) => name);
for (const name of ['read_only_space', 'new_space', 'old_space', 'code_space', 'large_object_space']) assert.ok(names.includes(name), name);
for (const space of spaces) {
  assert.deepStrictEqual(Object.keys(space),
    ['space_name', 'space_size', 'space_used_size', 'space_available_size', 'physical_space_size']);
}
assert.ok(spaces.find(({ space_name: name }) => name === 'old_space').space_used_size > 0);
const code = v8.getHeapCodeStatistics();
assert.deepStrictEqual(Object.keys(code),
  ['code_and_metadata_size', 'bytecode_and_metadata_size', 'external_script_source_size', 'cpu_profiler_metadata_size']);
assert.ok(code.bytecode_and_metadata_size > 0);
assert.ok(Number.isInteger(v8.cachedDataVersionTag()));
