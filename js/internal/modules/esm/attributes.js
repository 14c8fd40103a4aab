'use strict';

// Import attributes: `with { type: 'json' }` must be there for JSON and nowhere else.

const { codes: {
  ERR_IMPORT_ATTRIBUTE_MISSING,
  ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE,
  ERR_IMPORT_ATTRIBUTE_UNSUPPORTED,
} } = require('internal/errors');
const { validateString } = require('internal/validators');

// Before the module is loaded: its format does not matter.
function checkAttributeKeys(url, attributes) {
  for (const key in attributes) {
    if (key !== 'type') throw new ERR_IMPORT_ATTRIBUTE_UNSUPPORTED(key, attributes[key], url);
  }
}

function checkAttributes(url, format, attributes) {
  if (attributes === undefined) {
    if (format === 'json') throw new ERR_IMPORT_ATTRIBUTE_MISSING(url, 'type', 'json');
    return;
  }
  const { type } = attributes;
  if (type === undefined && !('type' in attributes)) return checkAttributes(url, format, undefined);
  if (type === 'json' && format === 'json') return;
  validateString(type, 'type');
  if (type !== 'json') throw new ERR_IMPORT_ATTRIBUTE_UNSUPPORTED('type', type, url);
  throw new ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE(url, type);
}

module.exports = { checkAttributeKeys, checkAttributes };
