'use strict';

// util.inspect() and util.format(). The work is in internal/util/inspect/*: values (the recursion), names, primitives, collections, errors,
// layout, width, format.

const { customInspectSymbol } = require('internal/util');
const { formatValue } = require('internal/util/inspect/values');
const { identicalSequenceRange } = require('internal/util/inspect/errors');
const { getStringWidth, isZeroWidthCodePoint, stripVTControlCharacters } = require('internal/util/inspect/width');
const formatting = require('internal/util/inspect/format');

const inspectDefaultOptions = Object.seal({
  showHidden: false,
  depth: 2,
  colors: false,
  customInspect: true,
  showProxy: false,
  maxArrayLength: 100,
  maxStringLength: 10000,
  breakLength: 80,
  compact: 3,
  sorted: false,
  getters: false,
  numericSeparator: false,
});

function stylizeWithColor(text, type) {
  const style = inspect.styles[type];
  const color = style === undefined ? undefined : inspect.colors[style];
  return color === undefined ? text : `\u001b[${color[0]}m${text}\u001b[${color[1]}m`;
}

const stylizeNoColor = (text) => text;

function takeOptions(ctx, options) {
  for (const name of Object.keys(options)) {
    if (Object.hasOwn(inspectDefaultOptions, name) || name === 'stylize') ctx[name] = options[name];
    else ctx.userOptions ??= options;  // Passed on to custom inspection functions as it is.
  }
}

// Also the former inspect(value, showHidden, depth, colors).
function inspect(value, options) {
  const ctx = {
    written: 0,
    budget: undefined,
    indentationLvl: 0,
    seen: [],
    currentDepth: 0,
    circular: undefined,
    userOptions: undefined,
    stylize: stylizeNoColor,
    showHidden: inspectDefaultOptions.showHidden,
    depth: inspectDefaultOptions.depth,
    colors: inspectDefaultOptions.colors,
    customInspect: inspectDefaultOptions.customInspect,
    showProxy: inspectDefaultOptions.showProxy,
    maxArrayLength: inspectDefaultOptions.maxArrayLength,
    maxStringLength: inspectDefaultOptions.maxStringLength,
    breakLength: inspectDefaultOptions.breakLength,
    compact: inspectDefaultOptions.compact,
    sorted: inspectDefaultOptions.sorted,
    getters: inspectDefaultOptions.getters,
    numericSeparator: inspectDefaultOptions.numericSeparator,
  };
  if (arguments.length > 2 && arguments[2] !== undefined) ctx.depth = arguments[2];
  if (arguments.length > 3 && arguments[3] !== undefined) ctx.colors = arguments[3];
  if (typeof options === 'boolean') ctx.showHidden = options;
  else if (options) takeOptions(ctx, options);
  if (ctx.colors) ctx.stylize = stylizeWithColor;
  if (ctx.maxArrayLength === null) ctx.maxArrayLength = Infinity;
  if (ctx.maxStringLength === null) ctx.maxStringLength = Infinity;
  return formatValue(ctx, value, 0);
}

inspect.custom = customInspectSymbol;

Object.defineProperty(inspect, 'defaultOptions', {
  __proto__: null,
  get() { return inspectDefaultOptions; },
  set(options) {
    require('internal/validators').validateObject(options, 'options');
    Object.assign(inspectDefaultOptions, options);
  },
});

// ECMA-48 "select graphic rendition": the code that starts and the code that ends each.
const kForeground = 39;
const kBackground = 49;
inspect.colors = {
  __proto__: null,
  reset: [0, 0],
  bold: [1, 22],
  dim: [2, 22],
  italic: [3, 23],
  underline: [4, 24],
  blink: [5, 25],
  inverse: [7, 27],
  hidden: [8, 28],
  strikethrough: [9, 29],
  doubleunderline: [21, 24],
};
const kColorNames = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
const capitalize = (name) => name[0].toUpperCase() + name.slice(1);
kColorNames.forEach((name, i) => { inspect.colors[name] = [30 + i, kForeground]; });
kColorNames.forEach((name, i) => { inspect.colors[`bg${capitalize(name)}`] = [40 + i, kBackground]; });
inspect.colors.framed = [51, 54];
inspect.colors.overlined = [53, 55];
const brightName = (name) => (name === 'black' ? 'gray' : `${name}Bright`);
kColorNames.forEach((name, i) => { inspect.colors[brightName(name)] = [90 + i, kForeground]; });
kColorNames.forEach((name, i) => { inspect.colors[`bg${capitalize(brightName(name))}`] = [100 + i, kBackground]; });

const kColorAliases = [
  ['gray', 'grey'], ['gray', 'blackBright'], ['bgGray', 'bgGrey'], ['bgGray', 'bgBlackBright'], ['dim', 'faint'],
  ['strikethrough', 'crossedout'], ['strikethrough', 'strikeThrough'], ['strikethrough', 'crossedOut'], ['hidden', 'conceal'],
  ['inverse', 'swapColors'], ['inverse', 'swapcolors'], ['doubleunderline', 'doubleUnderline'],
];
for (const { 0: target, 1: alias } of kColorAliases) {
  Object.defineProperty(inspect.colors, alias, {
    __proto__: null,
    configurable: true,
    enumerable: false,
    get() { return this[target]; },
    set(value) { this[target] = value; },
  });
}

inspect.styles = {
  __proto__: null,
  special: 'cyan',
  number: 'yellow',
  bigint: 'yellow',
  boolean: 'yellow',
  undefined: 'grey',
  null: 'bold',
  string: 'green',
  symbol: 'green',
  date: 'magenta',
  regexp: 'red',
  module: 'underline',
};

formatting.connect({ inspect, inspectDefaultOptions });

module.exports = {
  format: formatting.format,
  formatWithOptions: formatting.formatWithOptions,
  getStringWidth,
  identicalSequenceRange,
  inspect,
  inspectDefaultOptions,
  isZeroWidthCodePoint,
  stripVTControlCharacters,
};
