'use strict';

// The usual ways to keep what is no longer needed, each with its cure: how many of the objects live on after a full collection.

const scope = require('isoscope');
const EventEmitter = require('events');

const { objects, refute } = scope.parameters({ objects: 50, refute: false });

class Session {
  constructor(id) {
    this.id = id;
    this.data = new Array(100).fill(id);
  }
}

const emitter = new EventEmitter();
emitter.setMaxListeners(0);
const cache = new Map();
const limited = new Map();
const closures = [];
const timers = [];
const list = [];
const emptied = [];

// What keeps it, and what lets it go. Each is called with a session; the second one does what the first one forgot.
const ways = {
  'a listener': [(session) => emitter.on('update', () => session.id), (session) => {
    const listener = () => session.id;
    emitter.on('update', listener);
    emitter.off('update', listener);
  }],
  'an interval': [(session) => timers.push(setInterval(() => session.id, 1e6)), (session) => clearInterval(setInterval(() => session.id, 1e6))],
  'a cache without end': [(session) => cache.set(session.id, session), (session) => {
    limited.set(session.id, session);
    if (limited.size > 5) limited.delete(limited.keys().next().value);
  }],
  'a closure that is kept': [(session) => closures.push(() => session), (session) => {
    const { id } = session;
    closures.push(() => id);
  }],
  'a global list': [(session) => list.push(session), (session) => {
    emptied.push(session);
    emptied.length = 0;
  }],
  // Nothing refers to a promise that nobody will settle but itself: it goes, whatever waits for it.
  'a promise that never settles': [null, (session) => { new Promise(() => {}).then(() => session.id); }],
};
// What is not obvious: a closure keeps what any closure of the same scope uses.
function together(session) {
  const used = () => session.data;
  const small = () => session === undefined ? 0 : 1;
  if (used === small) throw new Error('unreachable');
  closures.push(() => 42);
}
ways['a closure that uses nothing of it'] = [together, null];

const alive = (references) => references.filter((reference) => reference.deref() !== undefined).length;
function make(way) {
  return Array.from({ length: objects }, (_, id) => {
    const session = new Session(id);
    way(session);
    return new WeakRef(session);
  });
}

(async () => {
  const results = [];
  for (const [name, [keeps, letsGo]] of Object.entries(ways)) {
    const kept = keeps && make(keeps);
    const gone = letsGo && make(refute ? keeps ?? letsGo : letsGo);
    // A WeakRef holds its target until the end of the job that made or asked it.
    await new Promise((resolve) => setImmediate(resolve));
    scope.gc('major');
    results.push({ name, kept: kept && alive(kept), gone: gone && alive(gone) });
  }
  console.log(`${'held by'.padEnd(36)} alive of ${objects}   with the cure`);
  for (const { name, kept, gone } of results) console.log(`${name.padEnd(36)} ${String(kept ?? '-').padStart(8)} ` +
    `${String(gone ?? '-').padStart(14)}`);
  for (const { name, kept, gone } of results) {
    if (kept !== null) scope.expect(`${name} keeps every one`, kept === objects, { kept });
    if (gone !== null && kept !== null) scope.expect(`${name}, cured, lets all but a few go`, gone <= 6, { gone });
    if (kept === null) scope.expect(`${name} keeps none`, gone <= 1, { gone });
  }
  for (const timer of timers) clearInterval(timer);
})();
