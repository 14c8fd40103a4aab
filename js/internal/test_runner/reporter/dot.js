'use strict';

// A dot for each test that passed, an X for each that did not; what failed at the end.

const { errorText, kSymbols, paint } = require('internal/test_runner/reporter/format');

const kColumns = 20;

async function* dotReporter(source) {
  let count = 0;
  const columns = () => Math.max(process.stdout.columns ?? kColumns, kColumns);
  const failed = [];
  for await (const { type, data } of source) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    yield type === 'test:pass' ? paint('green', '.') : paint('red', 'X');
    if (type === 'test:fail') failed.push(data);
    if (++count % columns() === 0) yield '\n';
  }
  yield '\n';
  if (failed.length === 0) return;
  yield `\n${paint('red', 'Failed tests:')}\n\n`;
  for (const { name, details, todo } of failed) {
    const note = todo !== undefined ? ` # ${typeof todo === 'string' ? todo : 'TODO'}` : '';
    yield `${paint('red', `${kSymbols['test:fail']}${name} (${details.duration_ms}ms)${note}`)}\n`;
    if (details.error !== undefined) yield `${errorText(details.error, '')}\n`;
  }
}

module.exports = dotReporter;
