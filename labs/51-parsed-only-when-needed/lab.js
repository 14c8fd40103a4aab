'use strict';

// A script with three functions, and what V8 did with each.

const scope = require('isoscope');
const vm = require('vm');

const { refute } = scope.parameters({ refute: false });
scope.enable('compile');

const source = `
  function uncalled() { return ${'1 + '.repeat(200)}1; }
  function called() { return ${'2 + '.repeat(200)}2; }
  (function atOnce() { return ${'3 + '.repeat(200)}3; })();
  called();
  ${refute ? 'uncalled();' : ''}
`;
vm.runInThisContext(source, { filename: 'parsed.js' });

const stages = {};
for (const { function: name, scriptUrl, stage, durationUs } of scope.history({ kinds: ['compile'] }).items) {
  if (scriptUrl === 'parsed.js' && name) (stages[name] ??= []).push({ stage, durationUs });
}
for (const [name, list] of Object.entries(stages)) {
  console.log(`${name.padEnd(9)} ${list.map(({ stage, durationUs }) => `${stage} (${durationUs} us)`).join(', ')}`);
}
const has = (name, pattern) => (stages[name] ?? []).some(({ stage }) => pattern.test(stage));
scope.expect('what is called was pre-parsed first, then parsed fully', has('called', /^preparse/) && has('called', /^full-parse|^parse-function/));
scope.expect('and has bytecode', has('called', /^interpreter/));
scope.expect('what nobody calls was only pre-parsed', has('uncalled', /^preparse/) && !has('uncalled', /^full-parse|^interpreter/));
scope.expect('what is called at once was never pre-parsed', !has('atOnce', /^preparse/) && has('atOnce', /^interpreter/));
