'use strict';

// What the line in the terminal would give, shown below it while it is typed. V8 evaluates it only as long as that changes nothing.

const { clearLine, cursorTo, moveCursor } = require('internal/readline/csi');
const { inspect } = require('internal/util/inspect');

const kTimeoutMs = 333;
const kHidden = new Set(['EvalError', 'SyntaxError', 'ReferenceError']);  // Side effects, or a line that is not finished.

class Preview {
  #repl;
  #session;
  #shownRows = 0;  // 0: nothing is shown.

  constructor(repl) {
    this.#repl = repl;
  }

  // The line as the user sees it: where it ends, and where the cursor is.
  #position() {
    const repl = this.#repl;
    return { cursor: repl.getCursorPos(), end: repl._getDisplayPos(`${repl.getPrompt()}${repl.line}`) };
  }

  clear() {
    if (this.#shownRows === 0) return;
    const { output } = this.#repl;
    moveCursor(output, 0, this.#shownRows);
    clearLine(output, 0);
    moveCursor(output, 0, -this.#shownRows);
    this.#shownRows = 0;
  }

  show() {
    const repl = this.#repl;
    const line = repl.line.trim();
    if (line === '' || line[0] === '.' || !repl.isCompletionEnabled) return;
    let text = this.#evaluate(line);
    if (text === undefined || text === line) return;
    const width = Math.max((repl.output.columns || 80) - 3, 10);
    const end = text.indexOf('\n');
    if (end !== -1) text = text.slice(0, end);
    if (text.length > width) text = `${text.slice(0, width - 4)} ...`;
    const { cursor, end: last } = this.#position();
    const rows = last.rows - cursor.rows;
    const { output } = repl;
    moveCursor(output, 0, rows);
    output.write(repl.useColors ? `\n\u001b[90m${text}\u001b[39m` : `\n// ${text}`);
    cursorTo(output, cursor.cols);
    moveCursor(output, 0, -rows - 1);
    this.#shownRows = rows + 1;
  }

  #post(method, parameters) {
    let answer;
    this.#session.post(method, parameters, (error, result) => { answer = error ? undefined : result; });
    return answer;
  }

  #evaluate(line) {
    if (this.#session === undefined) {
      const { Session } = require('inspector');
      this.#session = new Session();
      this.#session.connect();
    }
    const { looksLikeObject } = require('internal/repl/syntax');
    const expression = looksLikeObject(line) ? `(${line})` : line;
    const answer = this.#post('Runtime.evaluate', { expression, throwOnSideEffect: true, timeout: kTimeoutMs });
    const result = answer?.result;
    if (result === undefined || (answer.exceptionDetails !== undefined && kHidden.has(result.className))) return undefined;
    if (result.objectId === undefined) {
      return result.unserializableValue ?? (result.type === 'symbol' ? undefined : result.value === undefined ? undefined : inspect(result.value));
    }
    return this.#describe(result.objectId, answer.exceptionDetails !== undefined);
  }

  #describe(objectId, isError) {
    const text = this.#post('Runtime.callFunctionOn', {
      functionDeclaration: `(value, isError) => isError ? String(value) : process.getBuiltinModule('util').inspect(value, {
        colors: false, compact: true, depth: 1, breakLength: Infinity,
      })`,
      objectId,
      arguments: [{ objectId }, { value: isError }],
    })?.result?.value;
    this.#post('Runtime.releaseObject', { objectId });
    return text;
  }
}

module.exports = { Preview };
