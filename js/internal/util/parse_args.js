'use strict';

// util.parseArgs(): first tokens, then checks, values and positionals out of them.

const { codes, hideFrom } = require('internal/errors');
const {
  validateArray, validateBoolean, validateBooleanArray, validateObject, validateString, validateStringArray, validateUnion,
} = require('internal/validators');
const { kEmptyObject } = require('internal/util');

const getOwn = (object, name) => (Object.hasOwn(object, name) ? object[name] : undefined);
const optionOf = (options, name, property) => (Object.hasOwn(options, name) ? getOwn(options[name], property) : undefined);
const takesValue = (options, name) => optionOf(options, name, 'type') === 'string';

function longNameOf(short, options) {
  return Object.keys(options).find((name) => getOwn(options[name], 'short') === short) ?? short;
}

// With -e or -p there is no script among the arguments.
function getMainArguments() {
  const hasNoScript = ['-e', '--eval', '-p', '--print'].some((flag) => process.execArgv.includes(flag));
  return process.argv.slice(hasNoScript ? 1 : 2);
}

// -- Tokens --------------------------------------------------------------------------------------------------------------------------------

// '-abfFILE' as ['-a', '-b', '-fFILE'].
function expandGroup(argument, options) {
  const expanded = [];
  for (let i = 1; i < argument.length; i++) {
    if (takesValue(options, longNameOf(argument[i], options)) && i !== argument.length - 1) {
      expanded.push(`-${argument.slice(i)}`);
      break;
    }
    expanded.push(`-${argument[i]}`);
  }
  return expanded;
}

function tokenize(args, options) {
  const tokens = [];
  const rest = args.slice();
  let index = -1;
  let inGroup = 0;

  // An option whose value, if it takes one, is the next argument.
  const pushOption = (name, rawName) => {
    const token = { kind: 'option', name, rawName, index, value: undefined, inlineValue: undefined };
    tokens.push(token);
    if (!takesValue(options, name) || rest[0] == null) return;
    token.value = rest.shift();
    token.inlineValue = false;
    index++;
  };
  const pushInline = (name, rawName, value) => tokens.push({ kind: 'option', name, rawName, index, value, inlineValue: true });

  while (rest.length > 0) {
    const argument = rest.shift();
    if (inGroup > 0) inGroup--;
    else index++;

    if (argument === '--') {
      tokens.push({ kind: 'option-terminator', index });
      for (const value of rest) tokens.push({ kind: 'positional', index: ++index, value });
      break;
    }
    if (argument.length < 2 || argument[0] !== '-') {
      tokens.push({ kind: 'positional', index, value: argument });
    } else if (argument[1] !== '-') {
      const name = longNameOf(argument[1], options);
      if (argument.length === 2) {
        pushOption(name, argument);
      } else if (takesValue(options, name)) {
        pushInline(name, argument.slice(0, 2), argument.slice(2));
      } else {
        const expanded = expandGroup(argument, options);
        rest.unshift(...expanded);
        inGroup = expanded.length;
      }
    } else {
      const equal = argument.indexOf('=', 3);
      if (equal === -1) pushOption(argument.slice(2), argument);
      else pushInline(argument.slice(2, equal), argument.slice(0, equal), argument.slice(equal + 1));
    }
  }
  return tokens;
}

// -- Checks of strict mode -----------------------------------------------------------------------------------------------------------------

function checkUsage({ options, allowNegative, allowPositionals }, token) {
  let { name } = token;
  if (!Object.hasOwn(options, name)) {
    const negated = allowNegative && name.startsWith('no-') ? name.slice(3) : undefined;
    if (negated === undefined || optionOf(options, negated, 'type') !== 'boolean') {
      throw new codes.ERR_PARSE_ARGS_UNKNOWN_OPTION(token.rawName, allowPositionals);
    }
    name = negated;
  }
  const short = optionOf(options, name, 'short');
  const shown = `${short ? `-${short}, ` : ''}--${name}`;
  const type = optionOf(options, name, 'type');
  if (type === 'string' && typeof token.value !== 'string') {
    throw new codes.ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${shown} <value>' argument missing`);
  }
  if (type === 'boolean' && token.value != null) {
    throw new codes.ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${shown}' does not take an argument`);
  }
}

function checkAmbiguity(token) {
  const { name, rawName, value, inlineValue } = token;
  if (inlineValue || value == null || value.length <= 1 || value[0] !== '-') return;
  const example = rawName.startsWith('--') ? `'${rawName}=-XYZ'` : `'--${name}=-XYZ' or '${rawName}-XYZ'`;
  throw new codes.ERR_PARSE_ARGS_INVALID_OPTION_VALUE(
    `Option '${rawName}' argument is ambiguous.\nDid you forget to specify the option argument for '${rawName}'?\n` +
    `To specify an option argument starting with a dash use ${example}.`);
}

function validateOption(name, option) {
  const path = `options.${name}`;
  validateObject(option, path);
  const type = getOwn(option, 'type');
  validateUnion(type, `${path}.type`, ['string', 'boolean']);
  if (Object.hasOwn(option, 'short')) {
    validateString(option.short, `${path}.short`);
    if (option.short.length !== 1) {
      throw hideFrom(new codes.ERR_INVALID_ARG_VALUE(`${path}.short`, option.short, 'must be a single character'), validateOption);
    }
  }
  const multiple = getOwn(option, 'multiple');
  if (Object.hasOwn(option, 'multiple')) validateBoolean(multiple, `${path}.multiple`);
  const initial = getOwn(option, 'default');
  if (initial === undefined) return;
  if (type === 'string') (multiple ? validateStringArray : validateString)(initial, `${path}.default`);
  else (multiple ? validateBooleanArray : validateBoolean)(initial, `${path}.default`);
}

// -- Values --------------------------------------------------------------------------------------------------------------------------------

function store(token, options, values, allowNegative) {
  let { value } = token;
  if (token.name === '__proto__') return;
  if (allowNegative && token.name.startsWith('no-') && value === undefined) {
    token.name = token.name.slice(3);
    value = false;
  }
  value ??= true;
  if (!optionOf(options, token.name, 'multiple')) values[token.name] = value;
  else if (values[token.name]) values[token.name].push(value);
  else values[token.name] = [value];
}

function parseArgs(config = kEmptyObject) {
  const args = getOwn(config, 'args') ?? getMainArguments();
  const strict = getOwn(config, 'strict') ?? true;
  const allowPositionals = getOwn(config, 'allowPositionals') ?? !strict;
  const returnTokens = getOwn(config, 'tokens') ?? false;
  const allowNegative = getOwn(config, 'allowNegative') ?? false;
  const options = getOwn(config, 'options') ?? { __proto__: null };
  validateArray(args, 'args');
  validateBoolean(strict, 'strict');
  validateBoolean(allowPositionals, 'allowPositionals');
  validateBoolean(returnTokens, 'tokens');
  validateBoolean(allowNegative, 'allowNegative');
  validateObject(options, 'options');
  for (const name of Object.keys(options)) validateOption(name, options[name]);

  const tokens = tokenize(args, options);
  const values = { __proto__: null };
  const positionals = [];
  for (const token of tokens) {
    if (token.kind === 'option') {
      if (strict) {
        checkUsage({ options, allowNegative, allowPositionals }, token);
        checkAmbiguity(token);
      }
      store(token, options, values, allowNegative);
    } else if (token.kind === 'positional') {
      if (!allowPositionals) throw new codes.ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL(token.value);
      positionals.push(token.value);
    }
  }
  for (const name of Object.keys(options)) {
    const initial = getOwn(options[name], 'default');
    if (initial !== undefined && values[name] === undefined && name !== '__proto__') values[name] = initial;
  }
  return returnTokens ? { values, positionals, tokens } : { values, positionals };
}

module.exports = { parseArgs };
