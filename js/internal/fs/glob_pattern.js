'use strict';

// The language of glob patterns within one path segment: * ? [class] and !(a|b) +(a|b) *(a|b) ?(a|b) @(a|b); and {a,b} {1..3} across segments.

// Where the bracket that opens at `start` closes; -1 when it does not.
function closing(text, start, open, close) {
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === open) depth++;
    else if (text[i] === close && --depth === 0) return i;
  }
  return -1;
}

function splitTop(text, separator) {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if (character === '{' || character === '(') depth++;
    else if (character === '}' || character === ')') depth--;
    if (character === separator && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}

function range(body) {
  const match = /^(-?\d+)\.\.(-?\d+)(?:\.\.(-?\d+))?$/.exec(body);
  if (match === null) return null;
  const from = Number(match[1]);
  const to = Number(match[2]);
  const step = Math.max(1, Math.abs(Number(match[3] ?? 1)));
  const numbers = [];
  for (let i = from; from <= to ? i <= to : i >= to; i += from <= to ? step : -step) numbers.push(String(i));
  return numbers;
}

// "a{b,c}" -> ["ab", "ac"]
function expandBraces(pattern) {
  for (let start = pattern.indexOf('{'); start !== -1; start = pattern.indexOf('{', start + 1)) {
    const end = closing(pattern, start, '{', '}');
    if (end === -1) break;
    const body = pattern.slice(start + 1, end);
    const parts = range(body) ?? splitTop(body, ',');
    if (parts.length < 2) continue;  // "{a}" is text.
    const tails = expandBraces(pattern.slice(end + 1));
    const head = pattern.slice(0, start);
    return parts.flatMap(expandBraces).flatMap((part) => tails.map((tail) => head + part + tail));
  }
  return [pattern];
}

const kMagic = /[*?[\\]|[!+@]\(/;
const escape = (character) => character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
const kSuffix = { '__proto__': null, '+': '+', '*': '*', '?': '?', '@': '' };

function toSource(text) {
  let source = '';
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    const end = text[i + 1] === '(' && '!+*?@'.includes(character) ? closing(text, i + 1, '(', ')') : -1;
    if (end !== -1) {
      const body = `(?:${splitTop(text.slice(i + 2, end), '|').map(toSource).join('|')})`;
      // "Not this" looks ahead over the rest of the segment.
      source += character === '!' ? `(?!${body}${toSource(text.slice(end + 1))}$)[^/]*?` : body + kSuffix[character];
      i = end;
    } else if (character === '*') {
      source += '[^/]*?';
    } else if (character === '?') {
      source += '[^/]';
    } else if (character === '[') {
      const close = text.indexOf(']', i + 2);
      if (close === -1) {
        source += '\\[';
        continue;
      }
      const body = text.slice(i + 1, close).replace(/\\/g, '\\\\').replace(/\[(?!:)/g, '\\[');
      source += `[${body[0] === '!' ? `^${body.slice(1)}` : body}]`.replace(/\[:(\w+):\]/g, (whole, name) => kClasses[name] ?? whole);
      i = close;
    } else if (character === '\\' && i + 1 < text.length) {
      source += escape(text[++i]);
    } else {
      source += escape(character);
    }
  }
  return source;
}

const kClasses = { __proto__: null, alnum: 'a-zA-Z0-9', alpha: 'a-zA-Z', digit: '0-9', lower: 'a-z', upper: 'A-Z', space: '\\s', word: '\\w' };

// Plain text as it is, else a RegExp. Hidden names fit only patterns that begin with a dot.
function compileSegment(segment) {
  if (!kMagic.test(segment)) return segment;
  return new RegExp(`^${segment.startsWith('.') ? '' : '(?!\\.)'}${toSource(segment)}$`, 'u');
}

module.exports = { compileSegment, expandBraces };
