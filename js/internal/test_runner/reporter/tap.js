'use strict';

// The Test Anything Protocol, version 13.

const { inspect } = require('internal/util/inspect');

const indentOf = (nesting) => '    '.repeat(nesting);
const escape = (text) => text.replaceAll('\\', '\\\\').replaceAll('#', '\\#').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');

function yamlLine(indent, name, value) {
  if (value === undefined) return '';
  if (typeof value === 'string' && /\r|\n/.test(value)) {
    const lines = value.split(/\r?\n/).map((line) => `${indent}    ${line}\n`).join('');
    return `${indent}  ${name}: |-\n${lines}`;
  }
  return `${indent}  ${name}: ${typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : inspect(value)}\n`;
}

function stackOf(error) {
  if (typeof error.stack !== 'string') return undefined;
  const frames = error.stack.split('\n').filter((line) => /^\s+at /.test(line)).map((line) => line.replace(/^\s+at /, ''));
  return frames.length > 0 ? frames.join('\n') : undefined;
}

function errorLines(indent, error) {
  const { failureType } = error;
  let shown = error;
  let { code } = error;
  let message = error.message;
  if (error.code === 'ERR_TEST_FAILURE' && error.cause !== undefined && typeof error.cause === 'object' && error.cause !== null) {
    shown = error.cause;
    code = shown.code ?? code;
    message = shown.message ?? inspect(shown);
  }
  let text = yamlLine(indent, 'failureType', failureType) + yamlLine(indent, 'error', message) + yamlLine(indent, 'code', code);
  if (shown !== error) {
    if (shown.name !== undefined && shown.name !== 'Error') text += yamlLine(indent, 'name', shown.name);
    if ('expected' in shown || 'actual' in shown) {
      text += yamlLine(indent, 'expected', shown.expected) + yamlLine(indent, 'actual', shown.actual) + yamlLine(indent, 'operator', shown.operator);
    }
    text += yamlLine(indent, 'stack', stackOf(shown));
  }
  return text;
}

function result(type, { nesting, testNumber, name, details, skip, todo, file, line, column }) {
  const indent = indentOf(nesting);
  let text = `${indent}${type === 'test:pass' ? 'ok' : 'not ok'} ${testNumber} - ${escape(name)}`;
  if (skip !== undefined) text += ` # SKIP${typeof skip === 'string' && skip.length > 0 ? ` ${escape(skip)}` : ''}`;
  else if (todo !== undefined) text += ` # TODO${typeof todo === 'string' && todo.length > 0 ? ` ${escape(todo)}` : ''}`;
  text += `\n${indent}  ---\n${yamlLine(indent, 'duration_ms', details.duration_ms)}${yamlLine(indent, 'type', details.type)}`;
  if (details.error !== undefined) {
    if (file !== undefined) text += yamlLine(indent, 'location', `${file}:${line}:${column}`);
    text += errorLines(indent, details.error);
  }
  return `${text}${indent}  ...\n`;
}

async function* tapReporter(source) {
  yield 'TAP version 13\n';
  for await (const { type, data } of source) {
    const indent = indentOf(data.nesting ?? 0);
    switch (type) {
      case 'test:pass':
      case 'test:fail':
        yield result(type, data);
        break;
      case 'test:plan':
        yield `${indent}1..${data.count}\n`;
        break;
      case 'test:start':
        yield `${indent}# Subtest: ${escape(data.name)}\n`;
        break;
      case 'test:stderr':
      case 'test:stdout':
        for (const line of data.message.split(/\r?\n/)) if (line !== '') yield `# ${escape(line)}\n`;
        break;
      case 'test:diagnostic':
        yield `${indent}# ${escape(data.message)}\n`;
        break;
      case 'test:coverage':
        yield require('internal/test_runner/reporter/coverage_table').coverageTable(data.summary, `${indent}# `);
        break;
      default:
    }
  }
}

module.exports = tapReporter;
