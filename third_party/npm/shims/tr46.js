'use strict';

// Most hosts are plain ASCII, for which the URL Standard says that domain to ASCII is lowercasing: the 200 KB of tables stay unloaded.
const kNeedsTables = /[^\x00-\x7F]|(?:^|\.)xn--/i;

exports.toASCII = (domain, options) => {
  if (!options.verifyDNSLength && !options.checkHyphens && !kNeedsTables.test(domain)) return domain.toLowerCase();
  return require('internal/deps/tr46').toASCII(domain, options);
};

exports.toUnicode = (domain, options) => require('internal/deps/tr46').toUnicode(domain, options);
