'use strict';

// Whether to colour what goes to a stream, and the colours that assert's diffs use when it is stderr's.

const getColorDepth = () => require('internal/tty').getColorDepth();

const kCodes = {
  blue: '\u001b[34m',
  green: '\u001b[32m',
  white: '\u001b[39m',
  yellow: '\u001b[33m',
  red: '\u001b[31m',
  gray: '\u001b[90m',
  clear: '\u001bc',
  reset: '\u001b[0m',
};

const colors = {
  hasColors: false,

  shouldColorize(stream) {
    if (process.env.FORCE_COLOR !== undefined) return getColorDepth() > 2;
    return Boolean(stream?.isTTY) && (typeof stream.getColorDepth !== 'function' || stream.getColorDepth() > 2);
  },

  // The same without making the stream of process.stdout or process.stderr.
  shouldColorizeFd(fd) {
    if (process.env.FORCE_COLOR !== undefined) return getColorDepth() > 2;
    return require('internal/util').guessHandleType(fd) === 'TTY' && getColorDepth() > 2;
  },

  refresh() {
    colors.hasColors = colors.shouldColorizeFd(2);
    for (const name of Object.keys(kCodes)) colors[name] = colors.hasColors ? kCodes[name] : '';
  },
};
for (const name of Object.keys(kCodes)) colors[name] = '';

module.exports = colors;
