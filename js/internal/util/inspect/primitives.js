'use strict';

// Strings, numbers and symbols as util.inspect() shows them. `stylize` is (text, style) => text.

const symbolToString = Function.prototype.call.bind(Symbol.prototype.toString);

const kEscapable = /[\x00-\x1f\x27\x5c\x7f-\x9f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const kEscapableAll = new RegExp(kEscapable, 'g');
// For strings in double quotes or backticks.
const kEscapableButQuote = /[\x00-\x1f\x5c\x7f-\x9f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const kEscapableButQuoteAll = new RegExp(kEscapableButQuote, 'g');

const kNamedEscapes = { '__proto__': null, '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r', "'": "\\'", '\\': '\\\\' };

function escapeChar(char) {
  const named = kNamedEscapes[char];
  if (named !== undefined) return named;
  const code = char.charCodeAt(0);
  return code < 0x100 ? `\\x${code.toString(16).toUpperCase().padStart(2, '0')}` : `\\u${code.toString(16)}`;
}

function escapeSymbol(symbol) {
  return symbolToString(symbol).replace(kEscapableAll, escapeChar);
}

// Quoted: in single quotes unless the text has some and other quotes save the escaping.
function quote(text) {
  let mark = "'";
  if (text.includes("'")) {
    if (!text.includes('"')) mark = '"';
    else if (!text.includes('`') && !text.includes('${')) mark = '`';
  }
  const escapable = mark === "'" ? kEscapable : kEscapableButQuote;
  if (escapable.test(text)) text = text.replace(mark === "'" ? kEscapableAll : kEscapableButQuoteAll, escapeChar);
  return `${mark}${text}${mark}`;
}

function separateFromEnd(digits) {
  const { addNumericalSeparator } = require('internal/errors/describe');
  return addNumericalSeparator(digits);
}

function separateFromStart(digits) {
  return digits.replace(/(\d{3})(?=\d)/g, '$1_');
}

function formatNumber(stylize, number, numericSeparator) {
  if (!numericSeparator) return stylize(Object.is(number, -0) ? '-0' : `${number}`, 'number');
  const text = String(number);
  if (!Number.isFinite(number) || text.includes('e')) return stylize(text, 'number');
  if (Number.isInteger(number)) return stylize(separateFromEnd(text), 'number');
  const point = text.indexOf('.');
  return stylize(`${separateFromEnd(text.slice(0, point))}.${separateFromStart(text.slice(point + 1))}`, 'number');
}

function formatBigInt(stylize, bigint, numericSeparator) {
  const text = String(bigint);
  return stylize(`${numericSeparator ? separateFromEnd(text) : text}n`, 'bigint');
}

const plural = (count) => (count > 1 ? 's' : '');

const kMinLineLength = 16;

function formatString(stylize, text, ctx) {
  let trailer = '';
  if (text.length > ctx.maxStringLength) {
    const remaining = text.length - ctx.maxStringLength;
    text = text.slice(0, ctx.maxStringLength);
    trailer = `... ${remaining} more character${plural(remaining)}`;
  }
  // A long text is shown line by line.
  if (ctx.compact !== true && text.length > kMinLineLength && text.length > ctx.breakLength - ctx.indentationLvl - 4) {
    const lines = text.split(/(?<=\n)/).map((line) => stylize(quote(line), 'string'));
    return lines.join(` +\n${' '.repeat(ctx.indentationLvl + 2)}`) + trailer;
  }
  return stylize(quote(text), 'string') + trailer;
}

function formatPrimitive(stylize, value, ctx) {
  switch (typeof value) {
    case 'string': return formatString(stylize, value, ctx);
    case 'number': return formatNumber(stylize, value, ctx.numericSeparator);
    case 'bigint': return formatBigInt(stylize, value, ctx.numericSeparator);
    case 'boolean': return stylize(`${value}`, 'boolean');
    case 'undefined': return stylize('undefined', 'undefined');
    default: return stylize(symbolToString(value), 'symbol');
  }
}

module.exports = { escapeSymbol, formatBigInt, formatNumber, formatPrimitive, plural, quote };
