'use strict';

// How many colors a terminal can show, by its environment.

const { validateInteger } = require('internal/validators');

// Bits per color, as getColorDepth() gives them.
const kNone = 1;
const k16 = 4;
const k256 = 8;
const kTrue = 24;

const ciDepths = {
  __proto__: null,
  APPVEYOR: k256,
  BUILDKITE: k256,
  CIRCLECI: kTrue,
  DRONE: k256,
  GITEA_ACTIONS: kTrue,
  GITHUB_ACTIONS: kTrue,
  GITLAB_CI: k256,
  TRAVIS: k256,
};

const termDepths = {
  '__proto__': null,
  'eterm': k16, 'cons25': k16, 'console': k16, 'cygwin': k16, 'dtterm': k16, 'gnome': k16, 'hurd': k16, 'jfbterm': k16, 'konsole': k16,
  'kterm': k16, 'mlterm': k16, 'putty': k16, 'st': k16,
  'mosh': kTrue, 'rxvt-unicode-24bit': kTrue, 'terminator': kTrue, 'xterm-kitty': kTrue,
};

const colorTerm = /ansi|color|linux|direct|^con[0-9]*x[0-9]|^rxvt|^screen|^xterm|^vt100|^vt220/;

let warned = false;

function isSet(value) {
  return value !== undefined && value !== '';
}

function warnOfIgnored(env) {
  if (warned) return;
  const names = ['NODE_DISABLE_COLORS', 'NO_COLOR'].filter((name) => isSet(env[name]));
  if (names.length === 0) return;
  warned = true;
  process.emitWarning(`The '${names.join("' and '")}' env is ignored due to the 'FORCE_COLOR' env being set.`, 'Warning');
}

function forcedDepth(env) {
  const depths = { '__proto__': null, '': k16, '1': k16, 'true': k16, '2': k256, '3': kTrue };
  const depth = depths[env.FORCE_COLOR];
  if (depth === undefined) return kNone;
  warnOfIgnored(env);
  return depth;
}

function ciDepth(env) {
  for (const name in ciDepths) {
    if (name in env) return ciDepths[name];
  }
  return env.CI_NAME === 'codeship' ? k256 : kNone;
}

function programDepth(env) {
  switch (env.TERM_PROGRAM) {
    case 'iTerm.app':
      return !env.TERM_PROGRAM_VERSION || /^[0-2]\./.test(env.TERM_PROGRAM_VERSION) ? k256 : kTrue;
    case 'HyperTerm':
    case 'MacTerm':
      return kTrue;
    case 'Apple_Terminal':
      return k256;
  }
  return undefined;
}

function termDepth(env) {
  if (env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit') return kTrue;
  if (env.TERM) {
    if (env.TERM.includes('truecolor')) return kTrue;
    if (env.TERM.startsWith('xterm-256')) return k256;
    const term = env.TERM.toLowerCase();
    if (termDepths[term] !== undefined) return termDepths[term];
    if (colorTerm.test(term)) return k16;
  }
  return env.COLORTERM ? k16 : kNone;
}

function getColorDepth(env = process.env) {
  if (env.FORCE_COLOR !== undefined) return forcedDepth(env);
  if (isSet(env.NODE_DISABLE_COLORS) || isSet(env.NO_COLOR) || env.TERM === 'dumb') return kNone;
  if (env.TMUX) return kTrue;
  if ('TF_BUILD' in env && 'AGENT_NAME' in env) return k16;
  if ('CI' in env) return ciDepth(env);
  if ('TEAMCITY_VERSION' in env) return /^(9\.(0*[1-9]\d*)\.|\d{2,}\.)/.test(env.TEAMCITY_VERSION) ? k16 : kNone;
  return programDepth(env) ?? termDepth(env);
}

function hasColors(count, env) {
  if (env === undefined && (count === undefined || (typeof count === 'object' && count !== null))) {
    env = count;
    count = 16;
  } else {
    validateInteger(count, 'count', 2);
  }
  return count <= 2 ** getColorDepth(env);
}

module.exports = { getColorDepth, hasColors };
