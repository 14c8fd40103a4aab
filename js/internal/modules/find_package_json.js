'use strict';

// module.findPackageJSON(specifier, base)

const { codes: { ERR_MISSING_ARGS } } = require('internal/errors');
const { validateString } = require('internal/validators');
const { pathToUrl, urlToFilename, urlToPath } = require('internal/modules/helpers');
const packageJson = require('internal/modules/package_json_reader');

function findPackageJSON(specifier, base = 'data:') {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('specifier');
  const { isURL, URL } = require('internal/url');
  const asked = `${specifier}`;
  let parentUrl = base;
  if (isURL(base)) {
    parentUrl = base.href;
  } else {
    validateString(base, 'base');
    parentUrl = base[0] === '/' ? pathToUrl(base) : new URL(base).href;
  }
  const esm = require('internal/modules/esm/resolve');
  if (asked && asked[0] !== '.' && asked[0] !== '/' && !URL.canParse(asked)) {
    const basePath = urlToPath(parentUrl);
    const { name } = esm.parsePackageName(asked, basePath);
    const own = packageJson.nearest(basePath);
    if (own?.exports !== undefined && own.name === name) return own.path;
    return `${esm.findPackage(name, basePath)}/package.json`;
  }
  let target;
  try {
    target = esm.resolve(asked, parentUrl);
  } catch (error) {
    if (error.code !== 'ERR_UNSUPPORTED_DIR_IMPORT') throw error;
    target = error.url;
  }
  return packageJson.nearest(urlToFilename(target))?.path;
}

module.exports = { findPackageJSON };
