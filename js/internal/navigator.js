'use strict';

// The global navigator, as far as a program outside a browser has use for it.

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } } = require('internal/errors');
const { kEnumerableProperty } = require('internal/util');

const kInitialize = Symbol('kInitialize');
const kBrand = Symbol('kBrand');

function check(self) {
  if (self?.[kBrand] !== true) throw new ERR_INVALID_THIS('Navigator');
}

class Navigator {
  constructor(token = undefined) {
    if (token !== kInitialize) throw new ERR_ILLEGAL_CONSTRUCTOR();
    Object.defineProperty(this, kBrand, { __proto__: null, value: true });
  }

  get hardwareConcurrency() {
    check(this);
    return require('os').availableParallelism();
  }

  get language() {
    check(this);
    return new Intl.DateTimeFormat().resolvedOptions().locale || 'en-US';
  }

  get languages() {
    check(this);
    return Object.freeze([this.language]);
  }

  get userAgent() {
    check(this);
    return `Node.js/${process.versions.node.split('.')[0]}`;
  }

  get locks() {
    check(this);
    return require('internal/locks').locks;
  }

  get platform() {
    check(this);
    return `${process.platform[0].toUpperCase()}${process.platform.slice(1)} ${process.arch === 'x64' ? 'x86_64' : process.arch}`;
  }
}
for (const name of ['hardwareConcurrency', 'language', 'languages', 'locks', 'userAgent', 'platform']) {
  Object.defineProperty(Navigator.prototype, name, kEnumerableProperty);
}

module.exports = { Navigator, navigator: new Navigator(kInitialize) };
