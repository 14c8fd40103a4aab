'use strict';

// Accounting for tests: what must be called is, exactly as often as said, or the process fails at exit. Plain Node API only, so that the
// same file runs on Node itself. Needs assert, fs, os, path and process events.

const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');

const expectations = [];
const tmpdirs = [];
let watchingExit = false;

function watchExit() {
  if (watchingExit) return;
  watchingExit = true;
  process.on('exit', onExit);
}

function onExit(code) {
  for (const dir of tmpdirs) fs.rmSync(dir, { recursive: true, force: true });
  if (code !== 0) return;  // It failed already: missing calls would only hide why.
  const missed = expectations.filter((e) => !e.met());
  if (missed.length === 0) return;
  for (const e of missed) {
    console.error(`${e.name} was called ${e.calls} times, expected ${e.wanted}\n${e.where}`);
  }
  process.exit(1);
}

function noop() {}

function callSite(below) {
  const holder = {};
  Error.captureStackTrace(holder, below);
  return String(holder.stack).split('\n').slice(1, 4).join('\n');
}

function expectCalls(fn, minimum, maximum, wanted, below) {
  if (fn === undefined || fn === null) fn = noop;
  assert.strictEqual(typeof fn, 'function', 'the first argument must be a function');
  const expectation = {
    name: fn.name || '<anonymous>',
    calls: 0,
    wanted,
    where: callSite(below),
    met() { return this.calls >= minimum && this.calls <= maximum; },
  };
  expectations.push(expectation);
  watchExit();
  function counted(...args) {
    expectation.calls++;
    return new.target ? Reflect.construct(fn, args) : Reflect.apply(fn, this, args);
  }
  Object.defineProperty(counted, 'name', { value: fn.name, configurable: true });
  Object.defineProperty(counted, 'length', { value: fn.length, configurable: true });
  return counted;
}

// A function that must be called exactly `times` times before the process ends.
function mustCall(fn, times) {
  if (typeof fn === 'number') return mustCall(undefined, fn);
  const exact = times === undefined ? 1 : times;
  return expectCalls(fn, exact, exact, `exactly ${exact}`, mustCall);
}

function mustCallAtLeast(fn, minimum = 1) {
  return expectCalls(fn, minimum, Infinity, `at least ${minimum}`, mustCallAtLeast);
}

function mustNotCall(message = 'this function must not be called') {
  const where = callSite(mustNotCall);
  return function mustNotCall(...args) {
    assert.fail(`${message}; called with (${args.map(describe).join(', ')}), made at\n${where}`);
  };
}

// A callback whose first argument must be null or undefined; the others go to `fn`.
function mustSucceed(fn, times) {
  return mustCall(function(error, ...args) {
    assert.ifError(error);
    if (typeof fn === 'function') return Reflect.apply(fn, this, args);
  }, times);
}

// For assert.throws, assert.rejects or as a callback: checks the error's shape. `times` given (or called as a callback) counts calls.
function expectsError(shape, times) {
  return mustCall((...args) => {
    const error = args[0];
    assert.ok(error instanceof Error, `not an Error: ${describe(error)}`);
    if (typeof shape === 'function') {
      if (shape.prototype !== undefined && (shape === Error || shape.prototype instanceof Error)) {
        assert.ok(error instanceof shape, `not a ${shape.name}: ${describe(error)}`);
      } else {
        assert.ok(shape(error), `the error does not fit: ${describe(error)}`);
      }
    } else {
      assert.throws(() => { throw error; }, shape);
    }
    return true;
  }, times);
}

function describe(value) {
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  try {
    return typeof value === 'function' ? `[Function ${value.name}]` : JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}

// A fresh directory for this process, removed at its exit. Call it once and join() names below it.
function tmpdir() {
  const dir = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'isoscope-test-'));
  tmpdirs.push(dir);
  watchExit();
  return dir;
}

// Absolute path of a file of tests/fixtures.
function fixture(...names) {
  return path.join(__dirname, '..', '..', 'fixtures', ...names);
}

const isIsoscope = process.versions.isoscope !== undefined;

module.exports = { mustCall, mustCallAtLeast, mustNotCall, mustSucceed, expectsError, tmpdir, fixture, isIsoscope };
