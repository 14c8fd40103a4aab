'use strict';

function fibonacci(n) {
  return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

function csv(rows) {
  const lines = ['id,name,amount'];
  for (let id = 0; id < rows; id++) lines.push(`${id},"customer ${id % 977}",${(id * 37 % 10007) / 100}`);
  return lines.join('\n');
}

const kTasks = { fibonacci: ({ n }) => fibonacci(n), csv: ({ rows }) => csv(rows) };

// { task, ...its arguments } -> its result.
function run(task) {
  return kTasks[task.task](task);
}

module.exports = { run };
