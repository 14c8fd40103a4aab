'use strict';

// The command line's values. Read at run time only: in the startup snapshot there is no command line yet.

const { get, given, names } = internalBinding('options');

// A known option's value, `undefined` for an unknown name. Names are full and with dashes: '--unhandled-rejections'.
function getOptionValue(name) {
  if (name.startsWith('--no-')) {
    const value = get(`--${name.slice(5)}`);
    return typeof value === 'boolean' ? !value : undefined;
  }
  return get(name);
}

module.exports = { getOptionValue, getEnvironmentOptionNames: names, givenOptions: given };
