'use strict';

// The table of Node's error codes. An entry is [class, message, further classes...]: `codes.ERR_X` has the first class and
// `codes.ERR_X.RangeError` a further one. A message is a util.format() text, whose number of placeholders is the number of arguments, or a
// function that gets the arguments and, as `this`, the new error. Codes that few scripts meet live in errors/rare_messages.

const { Error, RangeError, TypeError, URIError } = globalThis;
const { addNumericalSeparator, determineSpecificType, formatList, inspect } = require('internal/errors/describe');

const kPrimitiveNames = ['string', 'function', 'number', 'object', 'Function', 'Object', 'boolean', 'bigint', 'symbol'];
const kClassName = /^[A-Z][a-zA-Z0-9]*$/;

const propertyOrArgument = (name) => (String(name).includes('.') ? 'property' : 'argument');

// "of type string or an instance of Buffer, TypedArray, or DataView"
function describeExpected(expected) {
  const types = [];
  const instances = [];
  const other = [];
  for (const value of expected) {
    if (kPrimitiveNames.includes(value)) types.push(value.toLowerCase());
    else if (kClassName.test(value)) instances.push(value);
    else other.push(value);
  }
  // Beside classes, "of type object" would read as if they were none.
  const object = instances.length > 0 ? types.indexOf('object') : -1;
  if (object !== -1) {
    types.splice(object, 1);
    instances.push('Object');
  }
  const parts = [];
  if (types.length > 0) parts.push(`${types.length > 1 ? 'one of type' : 'of type'} ${formatList(types, 'or')}`);
  if (instances.length > 0) parts.push(`an instance of ${formatList(instances, 'or')}`);
  if (other.length > 1) parts.push(`one of ${formatList(other, 'or')}`);
  else if (other.length === 1) parts.push(`${other[0].toLowerCase() === other[0] ? '' : 'an '}${other[0]}`);
  return parts.join(' or ');
}

function invalidArgType(name, expected, actual) {
  const subject = String(name).endsWith(' argument') ? name : `"${name}" ${propertyOrArgument(name)}`;
  return `The ${subject} must be ${describeExpected(Array.isArray(expected) ? expected : [expected])}. ` +
    `Received ${determineSpecificType(actual)}`;
}

function invalidArgValue(name, value, reason = 'is invalid') {
  let inspected = inspect(value);
  if (inspected.length > 128) inspected = `${inspected.slice(0, 128)}...`;
  return `The ${propertyOrArgument(name)} '${name}' ${reason}. Received ${inspected}`;
}

function outOfRange(name, range, input, nameIsSentence = false) {
  let received;
  if (Number.isInteger(input) && Math.abs(input) > 2 ** 32) {
    received = addNumericalSeparator(String(input));
  } else if (typeof input === 'bigint') {
    received = String(input);
    if (input > 2n ** 32n || input < -(2n ** 32n)) received = addNumericalSeparator(received);
    received += 'n';
  } else {
    received = inspect(input);
  }
  const subject = nameIsSentence ? name : `The value of "${name}" is out of range.`;
  return `${subject} It must be ${range}. Received ${received}`;
}

function missingArgs(...names) {
  const quote = (name) => `"${name}"`;
  const list = names.map((name) => (Array.isArray(name) ? name.map(quote).join(' or ') : quote(name)));
  return `The ${formatList(list)} argument${names.length > 1 ? 's' : ''} must be specified`;
}

const from = (base) => (base ? ` imported from ${base}` : '');

function invalidPackageTarget(packagePath, key, target, isImport = false, base = undefined) {
  const needsDot = typeof target === 'string' && !isImport && target.length > 0 && !target.startsWith('./');
  const hint = needsDot ? '; targets must start with "./"' : '';
  const json = JSON.stringify(target);
  if (key === '.') return `Invalid "exports" main target ${json} defined in the package config ${packagePath}package.json${from(base)}${hint}`;
  return `Invalid "${isImport ? 'imports' : 'exports'}" target ${json} defined for '${key}' in the package config ` +
    `${packagePath}package.json${from(base)}${hint}`;
}

function packagePathNotExported(packagePath, subpath, base = undefined) {
  if (subpath === '.') return `No "exports" main defined in ${packagePath}package.json${from(base)}`;
  return `Package subpath '${subpath}' is not defined by "exports" in ${packagePath}package.json${from(base)}`;
}

function requireEsm(filename, hasEsmSyntax, parentPath = null, packageJsonPath = null) {
  require('internal/errors').hideInternalStackFrames(this);
  const text = `require() of ES Module ${filename}${parentPath ? ` from ${parentPath}` : ''} not supported.`;
  const dynamicImport = 'a dynamic import() which is available in all CommonJS modules.';
  if (!packageJsonPath) return filename.endsWith('.mjs') ? `${text}\nInstead change the require of ${filename} to ${dynamicImport}` : text;
  const { basename } = require('path');
  const name = parentPath && basename(filename) === basename(parentPath) ? filename : basename(filename);
  if (hasEsmSyntax) return `${text}\nInstead change the require of ${name} in ${parentPath} to ${dynamicImport}`;
  return `${text}\n${name} is treated as an ES module file as it is a .js file whose nearest parent package.json contains "type": "module" ` +
    'which declares all .js files in that package scope as ES modules.' +
    `\nInstead either rename ${name} to end in .cjs, change the requiring code to use dynamic import() which is available in all CommonJS ` +
    `modules, or change "type": "module" to "type": "commonjs" in ${packageJsonPath} to treat all .js files as CommonJS (using .mjs for ` +
    'all ES modules instead).\n';
}

function setUrl(error, url) {
  Object.defineProperty(error, 'url', { __proto__: null, value: url, configurable: true, enumerable: true, writable: true });
}

module.exports = {
  __proto__: null,
  ERR_AMBIGUOUS_ARGUMENT: [TypeError, 'The "%s" argument is ambiguous. %s'],
  ERR_ARG_NOT_ITERABLE: [TypeError, '%s must be iterable'],
  ERR_ASSERTION: [Error, '%s'],
  ERR_ASYNC_CALLBACK: [TypeError, '%s must be a function'],
  ERR_ASYNC_TYPE: [TypeError, 'Invalid name for async "type": %s'],
  ERR_BUFFER_TOO_LARGE: [RangeError, 'Cannot create a Buffer larger than %s bytes'],
  ERR_CONSOLE_WRITABLE_STREAM: [TypeError, 'Console expects a writable stream instance for %s'],
  ERR_CONSTRUCT_CALL_REQUIRED: [TypeError, 'Class constructor %s cannot be invoked without `new`'],
  ERR_DIR_CLOSED: [Error, 'Directory handle was closed'],
  ERR_DIR_CONCURRENT_OPERATION: [Error, 'Cannot do synchronous work on directory handle with concurrent asynchronous operations'],
  ERR_ENCODING_NOT_SUPPORTED: [RangeError, 'The "%s" encoding is not supported'],
  ERR_EVENT_RECURSION: [Error, 'The event "%s" is already being dispatched'],
  ERR_FEATURE_UNAVAILABLE_ON_PLATFORM: [TypeError, 'The feature %s is unavailable on the current platform, which is being used to run Node.js'],
  ERR_ILLEGAL_CONSTRUCTOR: [TypeError, 'Illegal constructor'],
  ERR_IMPORT_ATTRIBUTE_MISSING: [TypeError, 'Module "%s" needs an import attribute of "%s: %s"'],
  ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE: [TypeError, 'Module "%s" is not of type "%s"'],
  ERR_INCOMPATIBLE_OPTION_PAIR: [TypeError, 'Option "%s" cannot be used in combination with option "%s"'],
  ERR_INVALID_ASYNC_ID: [RangeError, 'Invalid %s value: %s'],
  ERR_INVALID_BUFFER_SIZE: [RangeError, 'Buffer size must be a multiple of %s'],
  ERR_INVALID_FD: [RangeError, '"fd" must be a positive integer: %s'],
  ERR_INVALID_FD_TYPE: [TypeError, 'Unsupported fd type: %s'],
  ERR_INVALID_FILE_URL_HOST: [TypeError, 'File URL host must be "localhost" or empty on %s'],
  ERR_INVALID_HANDLE_TYPE: [TypeError, 'This handle type cannot be sent'],
  ERR_INVALID_HTTP_TOKEN: [TypeError, '%s must be a valid HTTP token ["%s"]'],
  ERR_INVALID_PROTOCOL: [TypeError, 'Protocol "%s" not supported. Expected "%s"'],
  ERR_INVALID_STATE: [Error, 'Invalid state: %s', TypeError, RangeError],
  ERR_INVALID_THIS: [TypeError, 'Value of "this" must be of type %s'],
  ERR_INVALID_TUPLE: [TypeError, '%s must be an iterable %s tuple'],
  ERR_INVALID_URI: [URIError, 'URI malformed'],
  ERR_METHOD_NOT_IMPLEMENTED: [Error, 'The %s method is not implemented'],
  ERR_MISSING_OPTION: [TypeError, '%s is required'],
  ERR_MULTIPLE_CALLBACK: [Error, 'Callback called multiple times'],
  ERR_OPERATION_FAILED: [Error, 'Operation failed: %s', TypeError],
  ERR_PARSE_ARGS_INVALID_OPTION_VALUE: [TypeError, '%s'],
  ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL: [TypeError, "Unexpected argument '%s'. This command does not take positional arguments"],
  ERR_SCRIPT_EXECUTION_INTERRUPTED: [Error, 'Script execution was interrupted by `SIGINT`'],
  ERR_STREAM_ALREADY_FINISHED: [Error, 'Cannot call %s after a stream was finished'],
  ERR_STREAM_CANNOT_PIPE: [Error, 'Cannot pipe, not readable'],
  ERR_STREAM_DESTROYED: [Error, 'Cannot call %s after a stream was destroyed'],
  ERR_STREAM_NULL_VALUES: [TypeError, 'May not write null values to stream'],
  ERR_STREAM_PREMATURE_CLOSE: [Error, 'Premature close'],
  ERR_STREAM_PUSH_AFTER_EOF: [Error, 'stream.push() after EOF'],
  ERR_STREAM_UNABLE_TO_PIPE: [Error, 'Cannot pipe to a closed or destroyed stream'],
  ERR_STREAM_UNSHIFT_AFTER_END_EVENT: [Error, 'stream.unshift() after end event'],
  ERR_STREAM_WRITE_AFTER_END: [Error, 'write after end'],
  ERR_SYSTEM_ERROR: ['SystemError', 'A system error occurred'],
  ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET: [
    Error,
    '`process.setupUncaughtExceptionCapture()` was called while a capture callback was already ' +
      'active',
  ],
  ERR_UNESCAPED_CHARACTERS: [TypeError, '%s contains unescaped characters'],
  ERR_UNKNOWN_BUILTIN_MODULE: [Error, 'No such built-in module: %s'],
  ERR_UNKNOWN_ENCODING: [TypeError, 'Unknown encoding: %s'],
  ERR_UNKNOWN_FILE_EXTENSION: [TypeError, 'Unknown file extension "%s" for %s'],
  ERR_UNKNOWN_MODULE_FORMAT: [RangeError, 'Unknown module format: %s for URL %s'],
  ERR_UNKNOWN_SIGNAL: [TypeError, 'Unknown signal: %s'],
  ERR_UNSUPPORTED_RESOLVE_REQUEST: [
    TypeError,
    'Failed to resolve module specifier "%s" from "%s": Invalid relative URL or base scheme is not ' +
      'hierarchical.',
  ],
  ERR_WEBASSEMBLY_RESPONSE: [TypeError, 'WebAssembly response %s'],

  ERR_ACCESS_DENIED: [Error, function(text, permission = '', resource = '') {
    this.permission = permission;
    this.resource = resource;
    return text;
  }],
  ERR_BUFFER_OUT_OF_BOUNDS: [RangeError, (name = undefined) =>
    (name ? `"${name}" is outside of buffer bounds` : 'Attempt to access memory outside buffer bounds')],
  ERR_ENCODING_INVALID_ENCODED_DATA: [TypeError, function(encoding, errno) {
    this.errno = errno;
    return `The encoded data was not valid for encoding ${encoding}`;
  }],
  ERR_FALSY_VALUE_REJECTION: [Error, function(reason) {
    this.reason = reason;
    return 'Promise was rejected with falsy value';
  }],
  ERR_IMPORT_ATTRIBUTE_UNSUPPORTED: [TypeError, (attribute, value, url = undefined) =>
    `Import attribute "${attribute}" with value "${value}" is not supported${url === undefined ? '' : ` in ${url}`}`],
  ERR_INTERNAL_ASSERTION: [Error, (text = undefined) => {
    const suffix = 'This is caused by either a bug in Isoscope or incorrect usage of its internals.\n';
    return text === undefined ? suffix : `${text}\n${suffix}`;
  }],
  ERR_INVALID_ARG_TYPE: [TypeError, invalidArgType],
  ERR_INVALID_ARG_VALUE: [TypeError, invalidArgValue, RangeError],
  ERR_INVALID_CHAR: [TypeError, (name, field = undefined) => `Invalid character in ${name}${field === undefined ? '' : ` ["${field}"]`}`],
  ERR_INVALID_FILE_URL_PATH: [TypeError, function(reason, input) {
    this.input = input;
    return `File URL path ${reason}`;
  }],
  ERR_INVALID_MIME_SYNTAX: [TypeError, (production, text, index) =>
    `The MIME syntax for a ${production} in "${text}" is invalid${index === -1 ? '' : ` at ${index}`}`],
  ERR_INVALID_MODULE_SPECIFIER: [TypeError, (request, reason, base = undefined) => `Invalid module "${request}" ${reason}${from(base)}`],
  ERR_INVALID_PACKAGE_CONFIG: [Error, (path, base, text) =>
    `Invalid package config ${path}${base ? ` while importing ${base}` : ''}${text ? `. ${text}` : ''}`],
  ERR_INVALID_PACKAGE_TARGET: [Error, invalidPackageTarget],
  ERR_INVALID_RETURN_PROPERTY: [TypeError, (input, name, property, value) =>
    `Expected a valid ${input} to be returned for the "${property}" from the "${name}" hook but got ${determineSpecificType(value)}.`],
  ERR_INVALID_RETURN_PROPERTY_VALUE: [TypeError, (input, name, property, value) =>
    `Expected ${input} to be returned for the "${property}" from the "${name}" hook but got ${determineSpecificType(value)}.`],
  ERR_INVALID_RETURN_VALUE: [TypeError, (input, name, value) =>
    `Expected ${input} to be returned from the "${name}" function but got ${determineSpecificType(value)}.`, RangeError],
  ERR_INVALID_URL: [TypeError, function(input, base = null) {
    this.input = input;
    if (base != null) this.base = base;
    return 'Invalid URL';  // Without the URL, which may hold a password.
  }],
  ERR_INVALID_URL_SCHEME: [TypeError, (expected) => {
    const schemes = typeof expected === 'string' ? [expected] : expected;
    return `The URL must be ${schemes.length === 2 ? 'one of scheme' : 'of scheme'} ${schemes.join(' or ')}`;
  }],
  ERR_MISSING_ARGS: [TypeError, missingArgs],
  ERR_MODULE_NOT_FOUND: [Error, function(path, base, exactUrl = undefined) {
    if (exactUrl) setUrl(this, `${exactUrl}`);
    return `Cannot find ${exactUrl ? 'module' : 'package'} '${path}' imported from ${base}`;
  }],
  ERR_OUT_OF_RANGE: [RangeError, outOfRange],
  ERR_PACKAGE_IMPORT_NOT_DEFINED: [TypeError, (specifier, packagePath, base) =>
    `Package import specifier "${specifier}" is not defined${packagePath ? ` in package ${packagePath}package.json` : ''} imported from ${base}`],
  ERR_PACKAGE_PATH_NOT_EXPORTED: [Error, packagePathNotExported],
  ERR_PARSE_ARGS_UNKNOWN_OPTION: [TypeError, (option, allowPositionals) => {
    const hint = `. To specify a positional argument starting with a '-', place it at the end of the command after '--', as in ` +
      `'-- ${JSON.stringify(option)}`;
    return `Unknown option '${option}'${allowPositionals ? hint : ''}`;
  }],
  ERR_REQUIRE_ASYNC_MODULE: [Error, (filename = undefined, parentFilename = undefined) => {
    let text = 'require() cannot be used on an ESM graph with top-level await. Use import() instead. To see where the' +
      ' top-level await comes from, use --experimental-print-required-tla.';
    if (parentFilename) text += `\n  From ${parentFilename} `;
    if (filename) text += `\n  Requiring ${filename} `;
    return text;
  }],
  ERR_REQUIRE_ESM: [Error, requireEsm],
  ERR_UNHANDLED_ERROR: [Error, (error = undefined) => (error === undefined ? 'Unhandled error.' : `Unhandled error. (${error})`)],
  ERR_UNSUPPORTED_DIR_IMPORT: [Error, function(path, base, exactUrl = undefined) {
    setUrl(this, exactUrl);
    return `Directory import '${path}' is not supported resolving ES modules imported from ${base}`;
  }],
  ERR_UNSUPPORTED_ESM_URL_SCHEME: [Error, (url, supported) =>
    `Only URLs with a scheme in: ${formatList(supported)} are supported by the default ESM loader. Received protocol '${url.protocol}'`],
};
