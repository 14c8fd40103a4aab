'use strict';

// For people: a tree of names with a mark for each, and what failed at the end.

const { Transform } = require('stream');
const { errorText, indentOf, kSymbols, paint, relativeLocation } = require('internal/test_runner/reporter/format');

const kColors = { '__proto__': null, 'test:fail': 'red', 'test:pass': 'green', 'test:diagnostic': 'blue' };

class SpecReporter extends Transform {
  #stack = [];      // Tests that have started and not been told of.
  #failed = [];
  #printed = [];    // How far the names of the stack have been printed.

  constructor() {
    super({ writableObjectMode: true });
  }

  #openParents(nesting) {
    let text = '';
    for (let i = 0; i < nesting; i++) {
      if (this.#printed[i]) continue;
      this.#printed[i] = true;
      text += `${indentOf(i)}${kSymbols.arrow}${this.#stack[i]?.name ?? ''}\n`;
    }
    return text;
  }

  #result(type, data) {
    const { nesting, name, details, skip, todo } = data;
    let text = this.#openParents(nesting);
    const isSkipped = skip !== undefined;
    const mark = isSkipped ? kSymbols.skip : kSymbols[type];
    let title = `${indentOf(nesting)}${mark}${name} (${details.duration_ms}ms)`;
    if (isSkipped) title += ` # ${typeof skip === 'string' && skip.length > 0 ? skip : 'SKIP'}`;
    else if (todo !== undefined) title += ` # ${typeof todo === 'string' && todo.length > 0 ? todo : 'TODO'}`;
    text += `${paint(isSkipped ? 'gray' : todo !== undefined && type === 'test:fail' ? 'yellow' : kColors[type], title)}\n`;
    this.#stack.length = nesting;
    this.#printed.length = nesting;
    if (type === 'test:fail' && details.error?.failureType !== 'subtestsFailed') this.#failed.push(data);
    return text;
  }

  #handle({ type, data }) {
    switch (type) {
      case 'test:start':
        this.#stack.length = data.nesting;
        this.#stack[data.nesting] = data;
        this.#printed.length = data.nesting;
        return '';
      case 'test:pass':
      case 'test:fail':
        return this.#result(type, data);
      case 'test:stderr':
      case 'test:stdout':
        return data.message;
      case 'test:diagnostic':
        return `${paint('blue', `${indentOf(data.nesting)}${kSymbols[type]}${data.message}`)}\n`;
      case 'test:coverage': {
        const { coverageTable } = require('internal/test_runner/reporter/coverage_table');
        return paint('blue', coverageTable(data.summary, `${indentOf(data.nesting)}${kSymbols['test:diagnostic']}`));
      }
      default:
        return '';
    }
  }

  _transform({ type, data }, encoding, callback) {
    callback(null, this.#handle({ type, data }));
  }

  _flush(callback) {
    if (this.#failed.length === 0) {
      callback(null, '');
      return;
    }
    const parts = [`\n${paint('red', `${kSymbols['test:fail']}failing tests:`)}\n`];
    for (const data of this.#failed) {
      if (data.file !== undefined) parts.push(`\n${relativeLocation(data)}\n`);
      const todo = data.todo !== undefined ? ` # ${typeof data.todo === 'string' ? data.todo : 'TODO'}` : '';
      parts.push(`${paint('red', `${kSymbols['test:fail']}${data.name} (${data.details.duration_ms}ms)${todo}`)}\n`);
      if (data.details.error !== undefined) parts.push(`${errorText(data.details.error, '')}\n`);
    }
    callback(null, parts.join(''));
  }
}

module.exports = SpecReporter;
