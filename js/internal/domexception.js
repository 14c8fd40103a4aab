'use strict';

// DOMException: a class that cannot extend Error (its instances are made of a real Error, so that they have a stack and are errors to
// Error.isError and structured clone) but stands in its prototype chain.

const { codes: { ERR_INVALID_THIS } } = require('internal/errors');
const { fields: { messaging } } = internalBinding('env');

const kCodes = {
  __proto__: null,
  IndexSizeError: 1,
  HierarchyRequestError: 3,
  WrongDocumentError: 4,
  InvalidCharacterError: 5,
  NoModificationAllowedError: 7,
  NotFoundError: 8,
  NotSupportedError: 9,
  InUseAttributeError: 10,
  InvalidStateError: 11,
  SyntaxError: 12,
  InvalidModificationError: 13,
  NamespaceError: 14,
  InvalidAccessError: 15,
  TypeMismatchError: 17,
  SecurityError: 18,
  NetworkError: 19,
  AbortError: 20,
  URLMismatchError: 21,
  QuotaExceededError: 22,
  TimeoutError: 23,
  InvalidNodeTypeError: 24,
  DataCloneError: 25,
};

const kConstants = [
  'INDEX_SIZE_ERR', 'DOMSTRING_SIZE_ERR', 'HIERARCHY_REQUEST_ERR', 'WRONG_DOCUMENT_ERR', 'INVALID_CHARACTER_ERR', 'NO_DATA_ALLOWED_ERR',
  'NO_MODIFICATION_ALLOWED_ERR', 'NOT_FOUND_ERR', 'NOT_SUPPORTED_ERR', 'INUSE_ATTRIBUTE_ERR', 'INVALID_STATE_ERR', 'SYNTAX_ERR',
  'INVALID_MODIFICATION_ERR', 'NAMESPACE_ERR', 'INVALID_ACCESS_ERR', 'VALIDATION_ERR', 'TYPE_MISMATCH_ERR', 'SECURITY_ERR', 'NETWORK_ERR',
  'ABORT_ERR', 'URL_MISMATCH_ERR', 'QUOTA_EXCEEDED_ERR', 'TIMEOUT_ERR', 'INVALID_NODE_TYPE_ERR', 'DATA_CLONE_ERR',
];

// ---- In messages (runtime/env/message.h) ----
// V8 writes an exception as any error, and reads its name for that: it is noted then, and behind the message stands what it was. There the error
// becomes one again, in its place.

const kExceptionNotes = 2;
const kNoted = 2;
let noted = new Set();

function note(exception) {
  if (!Internals.isInstance(exception)) return;
  if (messaging[kExceptionNotes] !== kNoted) noted = new Set();
  messaging[kExceptionNotes] = kNoted;
  noted.add(exception);
}

function takeNoted() {
  const list = Array.from(noted, (exception) => [exception, exception.message, exception.name, exception.code]);
  if (messaging[kExceptionNotes] !== kNoted) noted = new Set();
  return list;
}

function becomeExceptions(list) {
  for (const [error, message, name, code] of list) {
    Object.setPrototypeOf(error, DOMException.prototype);
    new Internals(error, message, name, code);
    delete error.cause;
  }
}

// Puts private fields on an object that another constructor made.
class ReturnGiven {
  constructor(object) {
    return object;
  }
}

class Internals extends ReturnGiven {
  #message;
  #name;
  #code;

  constructor(object, message, name, code) {
    super(object);
    this.#message = message;
    this.#name = name;
    this.#code = code;
  }

  static isInstance(value) {
    return typeof value === 'object' && value !== null && #message in value;
  }

  static read(value, field) {
    if (!Internals.isInstance(value)) throw new ERR_INVALID_THIS('DOMException');
    if (field === 'message') return value.#message;
    return field === 'name' ? value.#name : value.#code;
  }
}

class DOMException {
  constructor(message = '', options = 'Error') {
    let name = options;
    const hasCause = options !== null && typeof options === 'object' && 'cause' in options;
    if (options !== null && typeof options === 'object') name = 'name' in options ? options.name : 'Error';
    message = `${message}`;
    name = `${name}`;

    const self = new Error();
    Object.setPrototypeOf(self, new.target.prototype);
    new Internals(self, message, name, kCodes[name] ?? 0);
    if (hasCause) {
      Object.defineProperty(self, 'cause', { value: options.cause, configurable: true, writable: true, enumerable: false });
    }
    // Only now has it the name and message that the first line of the stack shows.
    Error.captureStackTrace(self);
    return self;
  }

  get name() {
    if (messaging[kExceptionNotes] !== 0) note(this);
    return Internals.read(this, 'name');
  }

  get message() {
    return Internals.read(this, 'message');
  }

  get code() {
    return Internals.read(this, 'code');
  }
}

Object.setPrototypeOf(DOMException.prototype, Error.prototype);
Object.defineProperties(DOMException.prototype, {
  [Symbol.toStringTag]: { value: 'DOMException', configurable: true },
  name: { enumerable: true },
  message: { enumerable: true },
  code: { enumerable: true },
});
kConstants.forEach((name, index) => {
  const constant = { value: index + 1, enumerable: true };
  Object.defineProperty(DOMException, name, constant);
  Object.defineProperty(DOMException.prototype, name, constant);
});

module.exports = {
  DOMException,
  becomeExceptions,
  isDOMException: Internals.isInstance,
  makeDOMException: (message, name) => new DOMException(message, name),
  takeNoted,
};
