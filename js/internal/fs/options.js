'use strict';

// The options of single operations, checked and completed, and what encodings mean to the native functions.

const { codes: { ERR_FS_EISDIR } } = require('internal/errors');
const { getOptions, parseFileMode, stringToFlags, validateStringOrView } = require('internal/fs/paths');
const { validateBoolean, validateInt32, validateObject, validateUint32 } = require('internal/validators');
const { kEmptyObject } = require('internal/util');
const { UV_EISDIR } = internalBinding('uv');

const kBuffer = 0;
const kUtf8 = 1;
const kLatin1 = 2;

// What the native readFile makes by itself; other encodings are made from a Buffer.
function readKind(encoding) {
  if (!encoding || encoding === 'buffer') return kBuffer;
  if (encoding === 'utf8' || encoding === 'utf-8') return kUtf8;
  return encoding === 'latin1' || encoding === 'binary' ? kLatin1 : kBuffer;
}

// A name or path in the encoding that was asked for. The native side gives text or, where `wantsBytes`, a Buffer.
function wantsBytes(encoding) {
  return Boolean(encoding) && encoding !== 'utf8' && encoding !== 'utf-8';
}
function inEncoding(value, encoding) {
  return typeof value === 'string' || encoding === 'buffer' ? value : value.toString(encoding);
}

const kWriteDefaults = { encoding: 'utf8', mode: 0o666, flag: 'w', flush: false };
const kAppendDefaults = { encoding: 'utf8', mode: 0o666, flag: 'a', flush: false };

function checkedWriteOptions(options, flag) {
  const flush = options.flush ?? false;
  validateBoolean(flush, 'options.flush');
  return {
    encoding: options.encoding,
    flags: stringToFlags(options.flag || flag),
    mode: parseFileMode(options.mode, 'mode', 0o666),
    flush,
    signal: options.signal,
  };
}
function writeOptions(options) {
  return checkedWriteOptions(getOptions(options, kWriteDefaults), 'w');
}
function appendOptions(options) {
  return checkedWriteOptions(getOptions(options, kAppendDefaults), 'a');
}

// What the native writeFile takes for the data: UTF-8 text as it is, all else as bytes.
function writeData(data, encoding) {
  validateStringOrView(data, 'data');
  if (typeof data !== 'string' || !encoding || encoding === 'utf8' || encoding === 'utf-8') return data;
  return require('buffer').Buffer.from(data, encoding);
}

function mkdirOptions(options) {
  if (typeof options === 'number' || typeof options === 'string') return { mode: parseFileMode(options, 'mode'), recursive: false };
  const { mode, recursive } = options ?? kEmptyObject;
  if (recursive !== undefined) validateBoolean(recursive, 'options.recursive');
  return { mode: parseFileMode(mode, 'options.mode', 0o777), recursive: recursive === true };
}

// "prefix" with the six characters that mkdtemp replaces, as errors show it.
function mkdtempTemplate(prefix) {
  if (typeof prefix === 'string') return `${prefix}XXXXXX`;
  const { Buffer } = require('buffer');
  return Buffer.concat([prefix, Buffer.from('XXXXXX')]);
}

function readdirOptions(options) {
  options = getOptions(options);
  if (options.recursive != null) validateBoolean(options.recursive, 'options.recursive');
  return options;
}

function namesInEncoding(names, encoding) {
  if (wantsBytes(encoding) && encoding !== 'buffer') {
    for (let i = 0; i < names.length; i++) names[i] = names[i].toString(encoding);
  }
  return names;
}

const kRmDefaults = { recursive: false, force: false, maxRetries: 0, retryDelay: 100 };

function rmOptions(options, defaults = kRmDefaults) {
  if (options !== undefined) validateObject(options, 'options');
  const checked = { ...defaults, ...options };
  validateBoolean(checked.recursive, 'options.recursive');
  validateBoolean(checked.force, 'options.force');
  validateInt32(checked.retryDelay, 'options.retryDelay', 0);
  validateUint32(checked.maxRetries, 'options.maxRetries');
  return checked;
}

function rmIsDirectory(path) {
  return new ERR_FS_EISDIR({ code: 'EISDIR', message: 'is a directory', path, syscall: 'rm', errno: -UV_EISDIR });
}

const kLinkTypes = ['dir', 'file', 'junction', null, undefined];

module.exports = {
  appendOptions, inEncoding, kBuffer, kLinkTypes, mkdirOptions, mkdtempTemplate, namesInEncoding, readKind, readdirOptions, rmIsDirectory,
  rmOptions, wantsBytes, writeData, writeOptions,
};
