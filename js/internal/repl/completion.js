'use strict';

// What the tab key offers in the REPL.

const { runInContext, runInThisContext } = require('vm');

const kChain = /(?:[\w$]+(?:\.|\?\.))*[\w$]*$/;
// A string, an array without calls in it or a regular expression, and what is asked of it.
const kLiteral = /((?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`\\$]*`|\[[^[\]()=]*\]|\/(?:[^/\\\s]|\\.)+\/\w*)(?:\.[\w$]+)*)\.([\w$]*)$/;
const kRequire = /\b(?:require|import)\s*\(\s*['"`]([\w@./:-]*)$/;

const kKeywords = [
  'async', 'await', 'break', 'case', 'catch', 'const', 'continue', 'debugger', 'default', 'delete', 'do', 'else', 'export', 'false', 'finally',
  'for', 'function', 'if', 'import', 'in', 'instanceof', 'let', 'new', 'null', 'return', 'switch', 'this', 'throw', 'true', 'try', 'typeof',
  'undefined', 'var', 'void', 'while', 'with', 'yield',
];

const isIdentifier = (name) => /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(name);

// Names in groups: own ones first, then those of each prototype.
function groupsOf(value) {
  const groups = [];
  const seen = new Set();
  for (let at = Object(value); at !== null && groups.length < 5; at = Object.getPrototypeOf(at)) {
    const names = Object.getOwnPropertyNames(at).filter((name) => isIdentifier(name) && !seen.has(name));
    names.forEach((name) => seen.add(name));
    groups.push(names);
  }
  return groups;
}

function evaluate(repl, expression) {
  // Only a chain of names: nothing that is called.
  const code = `try { ${expression} } catch {}`;
  try {
    return repl.useGlobal ? runInThisContext(code) : runInContext(code, repl.context);
  } catch {
    return undefined;
  }
}

function moduleNames(repl, prefix) {
  const { builtinModules } = require('module');
  const bare = builtinModules.filter((name) => !name.startsWith('_') && !name.startsWith('node:'));
  return [...bare, ...builtinModules.map((name) => (name.startsWith('node:') ? name : `node:${name}`))].filter((name) => name.startsWith(prefix));
}

// Declared with let, const and class: they are no properties of the global.
function globalGroups(repl) {
  return [[...repl.lexicalNames()], ...groupsOf(repl.context), kKeywords];
}

function finish(groups, completeOn, prefix = '') {
  const shown = [];
  const seen = new Set();
  const wanted = completeOn.slice(prefix.length).toLowerCase();
  for (const group of groups) {
    const fitting = group.filter((name) => name.toLowerCase().startsWith(wanted) && !seen.has(name)).sort();
    if (fitting.length === 0) continue;
    fitting.forEach((name) => seen.add(name));
    if (shown.length > 0) shown.push('');
    shown.push(...fitting.map((name) => prefix + name));
  }
  return [shown, completeOn];
}

// [completions, what of the line they complete]
function complete(repl, line) {
  const command = /^\s*\.(\w*)$/.exec(line);
  if (command !== null) return finish([Object.keys(repl.commands)], command[1]);
  const required = kRequire.exec(line);
  if (required !== null) return finish([moduleNames(repl, required[1])], required[1]);
  const literal = kLiteral.exec(line);
  if (literal !== null) return finish(groupsOf(evaluate(repl, literal[1]) ?? {}), `${literal[1]}.${literal[2]}`, `${literal[1]}.`);
  const chain = kChain.exec(line)[0];
  if (chain === '' && line.trim() !== '') return [[], ''];
  const dot = chain.lastIndexOf('.');
  if (dot === -1) return finish(globalGroups(repl), chain);
  const expression = chain.slice(0, chain[dot - 1] === '?' ? dot - 1 : dot);
  const value = evaluate(repl, expression);
  return value === undefined || value === null ? [[], chain] : finish(groupsOf(value), chain, chain.slice(0, dot + 1));
}

module.exports = { complete };
