'use strict';

// scope.expect(): the claims of a lab, each with the evidence for it. Every one is printed when it is made and becomes a mark; at exit the
// verdict is printed, and a failed claim makes the exit code 1.

const { mark, kMarkOk, kMarkFailed } = internalBinding('scope');
const { validateBoolean, validateString } = require('internal/validators');

const expectations = [];

function describe(evidence) {
  if (evidence === undefined) return '';
  if (typeof evidence === 'string') return ` (${evidence})`;
  const { inspect } = require('internal/util/inspect');
  return ` (${inspect(evidence, { depth: 4, breakLength: Infinity, compact: true })})`;
}

// A record holds 8 KB of JSON; what cannot be said in it is still printed.
function toJson(evidence) {
  try {
    const json = JSON.stringify(evidence);
    return json === undefined || json.length > 8000 ? undefined : json;
  } catch {
    return undefined;
  }
}

function expect(name, condition, evidence) {
  validateString(name, 'name');
  validateBoolean(condition, 'condition');  // A promise or a missing figure is no proof.
  if (expectations.length === 0) process.on('exit', onExit);
  expectations.push({ name, ok: condition, evidence });
  mark(name, toJson(evidence), condition ? kMarkOk : kMarkFailed);
  process.stdout.write(`${condition ? 'ok    ' : 'FAILED'} ${name}${describe(evidence)}\n`);
  return condition;
}

function verdict() {
  const passed = expectations.filter((expectation) => expectation.ok).length;
  return {
    ok: passed === expectations.length,
    passed,
    failed: expectations.length - passed,
    expectations: expectations.map((expectation) => ({ ...expectation })),
  };
}

function onExit(code) {
  const { ok, passed, failed } = verdict();
  process.stdout.write(ok ? `verdict: ok, ${passed} of ${passed} expectations hold\n` :
    `verdict: FAILED, ${failed} of ${passed + failed} expectations do not hold\n`);
  if (!ok && code === 0) process.exitCode = 1;
}

module.exports = { expect, verdict };
