'use strict';

// What kind of module a URL is, and its source.

const { codes: {
  ERR_INVALID_URL,
  ERR_UNKNOWN_FILE_EXTENSION,
  ERR_UNKNOWN_MODULE_FORMAT,
  ERR_UNSUPPORTED_ESM_URL_SCHEME,
} } = require('internal/errors');
const { readSource } = require('internal/modules/files');
const { options, urlToPath } = require('internal/modules/helpers');
const packageJson = require('internal/modules/package_json_reader');
const { containsModuleSyntax } = internalBinding('contextify');

const kFormats = { '__proto__': null, '.mjs': 'module', '.cjs': 'commonjs', '.json': 'json', '.wasm': 'wasm' };
const kMimeFormats = [
  [/^\s*(text|application)\/javascript\s*(;\s*charset=utf-?8\s*)?$/i, 'module'],
  [/^\s*application\/json\s*(;\s*charset=utf-?8\s*)?$/i, 'json'],
  [/^\s*application\/wasm\s*$/i, 'wasm'],
];

const warnedPackages = new Set();

function warnTypeless(config, url) {
  if (url.includes('/node_modules/') || warnedPackages.has(config.path)) return;
  warnedPackages.add(config.path);
  process.emitWarning(`Module type of ${url} is not specified and it doesn't parse as CommonJS.\n` +
    'Reparsing as ES module because module syntax was detected. This incurs a performance overhead.\n' +
    `To eliminate this warning, add "type": "module" to ${config.path}.`, { code: 'MODULE_TYPELESS_PACKAGE_JSON' });
}

function detect(source, filename, url, config) {
  if (!options.detectModule || !containsModuleSyntax(source, filename, true)) return 'commonjs';
  if (config !== undefined) warnTypeless(config, url);
  return 'module';
}

// The extension of a path; "" for none and for dot files.
function extensionOf(filename) {
  const name = filename.slice(filename.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot);
}

const kTypeScript = { '__proto__': null, '.ts': true, '.mts': true, '.cts': true };

function loadTypeScript(filename, extension, url) {
  const source = readSource(filename);
  if (extension !== '.ts') return { format: extension === '.mts' ? 'module-typescript' : 'commonjs-typescript', source, filename };
  const config = packageJson.nearest(filename);
  const type = config?.type ?? 'none';
  if (type !== 'none') return { format: `${type}-typescript`, source, filename };
  const { stripTypes } = require('internal/modules/typescript');
  return { format: `${detect(stripTypes(source, url), filename, url, config)}-typescript`, source, filename };
}

function loadFile(url) {
  const filename = urlToPath(url.includes('?') || url.includes('#') ? url.replace(/[?#].*$/s, '') : url);
  const extension = extensionOf(filename);
  const format = kFormats[extension];
  if (format === 'wasm') return { format, source: require('fs').readFileSync(filename), filename };
  if (format !== undefined) return { format, source: readSource(filename), filename };
  if (options.stripTypes && kTypeScript[extension]) return loadTypeScript(filename, extension, url);
  if (extension === '.js' || extension === '') {
    const config = packageJson.nearest(filename);
    const source = readSource(filename);
    const type = config?.type ?? 'none';
    return { format: type === 'none' ? detect(source, filename, url, extension === '' ? undefined : config) : type, source, filename };
  }
  throw new ERR_UNKNOWN_FILE_EXTENSION(extension, filename);
}

function loadData(url) {
  const comma = url.indexOf(',');
  const match = /^data:([^,]*?)(;\s*base64)?$/i.exec(comma === -1 ? '' : url.slice(0, comma));
  if (match === null) throw new ERR_INVALID_URL(url);
  const type = match[1] || 'text/plain';
  const format = kMimeFormats.find(([pattern]) => pattern.test(type))?.[1];
  if (format === undefined) throw new ERR_UNKNOWN_MODULE_FORMAT(/^[^;]*/.exec(type)[0], url);
  const { Buffer } = require('buffer');
  const body = url.slice(comma + 1).replace(/#.*$/s, '');
  const bytes = match[2] === undefined ? percentDecode(body) : Buffer.from(percentDecode(body).toString('latin1'), 'base64');
  return { format, source: format === 'wasm' ? bytes : bytes.toString('utf8'), filename: undefined };
}

function percentDecode(text) {
  const { Buffer } = require('buffer');
  if (!text.includes('%')) return Buffer.from(text, 'utf8');
  const parts = text.split(/((?:%[0-9a-f]{2})+)/i);
  return Buffer.concat(parts.map((part, i) => (i % 2 === 1 ? Buffer.from(part.replaceAll('%', ''), 'hex') : Buffer.from(part, 'utf8'))));
}

// {format, source, filename}; a builtin has no source, what is no file no filename.
function load(url) {
  if (url.startsWith('file:')) return loadFile(url);
  if (url.startsWith('node:')) return { format: 'builtin', source: undefined, filename: undefined };
  if (url.startsWith('data:')) return loadData(url);
  const { URL } = require('internal/url');
  throw new ERR_UNSUPPORTED_ESM_URL_SCHEME(new URL(url), ['file', 'data', 'node']);
}

// What load() or a hook gave, with the types stripped: hooks see the source as it is.
function withoutTypes(loaded, url) {
  if (typeof loaded.format !== 'string' || !loaded.format.endsWith('-typescript')) return loaded;
  const source = require('internal/modules/typescript').stripTypes(loaded.source, url);
  return { ...loaded, format: loaded.format.slice(0, -'-typescript'.length), source };
}

module.exports = { load, withoutTypes };
