'use strict';

// Source maps: module.SourceMap, and the stack traces of --enable-source-maps.

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateObject } = require('internal/validators');

function cloneMap(payload) {
  validateObject(payload, 'payload');
  const clone = { ...payload };
  for (const key in clone) {
    if (Array.isArray(clone[key])) clone[key] = clone[key].slice();
  }
  return clone;
}

// One mapping: where it is in what runs, and where that was written.
class Mapping {
  constructor(line, column, source, originalLine, originalColumn, name) {
    this.generatedLine = line;
    this.generatedColumn = column;
    this.originalSource = source;
    this.originalLine = originalLine;
    this.originalColumn = originalColumn;
    if (name !== undefined) this.name = name;
  }
}

function readSection(map, lineOffset, columnOffset, out) {
  const { decode } = require('internal/deps/sourcemap-codec');
  const root = map.sourceRoot ? `${map.sourceRoot.replace(/\/$/, '')}/` : '';
  const sources = map.sources.map((source) => (source === null ? source : `${root}${source}`));
  decode(map.mappings).forEach((segments, line) => {
    for (const [column, source, originalLine, originalColumn, name] of segments) {
      out.push(new Mapping(
        line + lineOffset, column + (line === 0 ? columnOffset : 0), source === undefined ? undefined : sources[source], originalLine, originalColumn,
        name === undefined ? undefined : map.names?.[name]));
    }
  });
}

class SourceMap {
  #payload;
  #lineLengths;
  #mappings = [];

  constructor(payload, { lineLengths } = { __proto__: null }) {
    this.#payload = cloneMap(payload);
    this.#lineLengths = lineLengths?.slice();
    if (payload.sections !== undefined) {
      for (const { offset, map } of payload.sections) readSection(map, offset.line, offset.column, this.#mappings);
    } else if (payload.mappings !== undefined) {
      readSection(payload, 0, 0, this.#mappings);
    }
    this.#mappings.sort((a, b) => a.generatedLine - b.generatedLine || a.generatedColumn - b.generatedColumn);
  }

  get payload() { return cloneMap(this.#payload); }
  get lineLengths() { return this.#lineLengths?.slice(); }

  // The mapping at or before a position; both count from 0.
  findEntry(lineOffset, columnOffset) {
    const mappings = this.#mappings;
    let low = 0;
    let high = mappings.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const { generatedLine, generatedColumn } = mappings[middle];
      if (generatedLine < lineOffset || (generatedLine === lineOffset && generatedColumn <= columnOffset)) low = middle + 1;
      else high = middle;
    }
    const entry = mappings[low - 1];
    if (entry === undefined) return {};
    const found = { ...entry };
    if (found.originalSource === undefined) {
      delete found.originalSource;
      delete found.originalLine;
      delete found.originalColumn;
    }
    return found;
  }

  // The position of a call site; both count from 1.
  findOrigin(lineNumber, columnNumber) {
    const range = this.findEntry(lineNumber - 1, columnNumber - 1);
    if (range.originalSource === undefined || range.originalLine === undefined || range.originalColumn === undefined) return {};
    return {
      name: range.name,
      fileName: range.originalSource,
      lineNumber: lineNumber + range.originalLine - range.generatedLine,
      columnNumber: columnNumber + range.originalColumn - range.generatedColumn,
    };
  }
}

// -- Maps of what has been loaded -------------------------------------------------------------------------------------------------------------

const support = { enabled: false, nodeModules: false, generatedCode: false };
const maps = new Map();  // File name or URL -> SourceMap, or null when it has none.

function readMap(url, base) {
  const { URL } = require('internal/url');
  try {
    const location = new URL(url, base);
    if (location.protocol === 'data:') {
      const [head, ...rest] = location.href.slice(5).split(',');
      const { Buffer } = require('buffer');
      const text = decodeURIComponent(rest.join(','));
      return { payload: JSON.parse(head.endsWith(';base64') ? Buffer.from(text, 'base64').toString() : text), base };
    }
    if (location.protocol !== 'file:') return undefined;
    return { payload: JSON.parse(require('fs').readFileSync(location, 'utf8')), base: location.href };
  } catch {
    return undefined;
  }
}

function toSourceUrls(payload, base) {
  const { URL } = require('internal/url');
  const root = payload.sourceRoot ? `${payload.sourceRoot.replace(/\/$/, '')}/` : '';
  const sources = (payload.sources ?? []).map((source) => (source === null ? source : URL.parse(root + source, base)?.href ?? source));
  return { ...payload, sourceRoot: '', sources };
}

const kMagicComment = /^[ \t]*\/\/[#@][ \t]*sourceMappingURL=[ \t]*([^\s'"]+)[ \t]*$/gm;

// The map that the source text of a file names in its last such comment.
function loadMap(file) {
  const { pathToUrl, urlToPath } = require('internal/modules/helpers');
  const isUrl = file.startsWith('file://');
  if (!isUrl && file[0] !== '/') return null;
  let text;
  try {
    text = require('fs').readFileSync(isUrl ? urlToPath(file.replace(/[?#].*$/s, '')) : file, 'utf8');
  } catch {
    return null;
  }
  const url = [...text.matchAll(kMagicComment)].at(-1)?.[1];
  if (url === undefined) return null;
  const found = readMap(url, isUrl ? file : pathToUrl(file));
  if (found === undefined) return null;
  const lineLengths = text.replace(/\n$/, '').split('\n').map((line) => line.length);
  return new SourceMap(toSourceUrls(found.payload, found.base), { lineLengths });
}

function mapOf(file) {
  if (!maps.has(file)) maps.set(file, loadMap(file));
  return maps.get(file);
}

function findSourceMap(path) {
  if (!support.enabled) return undefined;
  return mapOf(`${path}`) ?? undefined;
}

function getSourceMapsSupport() {
  return Object.freeze({ __proto__: null, ...support });
}

function setSourceMapsSupport(enabled, options = { __proto__: null }) {
  if (typeof enabled !== 'boolean') throw new ERR_INVALID_ARG_TYPE('enabled', 'boolean', enabled);
  validateObject(options, 'options');
  const { nodeModules = false, generatedCode = false } = options;
  if (typeof nodeModules !== 'boolean') throw new ERR_INVALID_ARG_TYPE('options.nodeModules', 'boolean', nodeModules);
  if (typeof generatedCode !== 'boolean') throw new ERR_INVALID_ARG_TYPE('options.generatedCode', 'boolean', generatedCode);
  Object.assign(support, { enabled, nodeModules, generatedCode });
  require('internal/errors').setInternalPrepareStackTrace(enabled ? prepareMapped : require('internal/errors').defaultPrepareStackTrace);
}

// "file:line:column" as it was written, or undefined for what has no map. For stack traces.
function mapCallSite(site) {
  const file = site.getFileName?.();
  if (typeof file !== 'string' || (!support.nodeModules && /[\\/]node_modules[\\/]/.test(file))) return undefined;
  const map = mapOf(file);
  if (map === null) return undefined;
  const origin = map.findOrigin(site.getLineNumber(), site.getColumnNumber());
  if (origin.fileName === undefined) return undefined;
  const { urlToFilename } = require('internal/modules/helpers');
  return { ...origin, fileName: urlToFilename(origin.fileName) };
}

// A stack as V8 writes it, with the places where the code was written.
function prepareMapped(error, trace) {
  const { defaultPrepareStackTrace } = require('internal/errors');
  if (trace.length === 0) return defaultPrepareStackTrace(error, trace);
  const mapped = new Map();
  for (const site of trace) {
    const origin = mapCallSite(site);
    if (origin === undefined) continue;
    const place = `${origin.fileName}:${origin.lineNumber}:${origin.columnNumber}`;
    mapped.set(`${site.getFileName()}:${site.getLineNumber()}:${site.getColumnNumber()}`, place);
  }
  const text = defaultPrepareStackTrace(error, trace);
  if (mapped.size === 0) return text;
  return text.split('\n').map((line) => {
    const match = /^(\s+at .*?\(?)((?:file:\/\/)?\/[^()]*:\d+:\d+)(\)?)$/.exec(line);
    const place = match === null ? undefined : mapped.get(match[2]);
    return place === undefined ? line : `${match[1]}${place}${match[3]}`;
  }).join('\n');
}

module.exports = { SourceMap, findSourceMap, getSourceMapsSupport, mapCallSite, setSourceMapsSupport };
