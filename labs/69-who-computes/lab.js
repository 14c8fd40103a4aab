'use strict';

// A CPU profile of a loop that is busy, and which function it names.

const scope = require('isoscope');
const { Session } = require('inspector');

const { rounds, refute } = scope.parameters({ rounds: 40, refute: false });

const rows = Array.from({ length: 2000 }, (_, i) => ({ id: i, name: `name "${i}"`, price: i / 3 }));
const quoted = (value) => `"${String(value).replaceAll('"', '""')}"`;
function toCsv(list) {
  let text = '';
  for (const row of list) text += `${quoted(row.id)},${quoted(row.name)},${quoted(row.price)}\n`;
  return text;
}
function cheap(list) { return list.length; }

const session = new Session();
session.connect();
const post = (method, parameters) => new Promise((resolve, reject) => {
  session.post(method, parameters, (error, result) => (error ? reject(error) : resolve(result)));
});

(async () => {
  await post('Profiler.enable');
  await post('Profiler.setSamplingInterval', { interval: 500 });
  await post('Profiler.start');
  const silenced = scope.snapshot().isolates[0].tiers.v8Log;
  let bytes = 0;
  for (let i = 0; i < rounds; i++) {
    bytes += refute ? 0 : toCsv(rows).length;
    bytes += cheap(rows);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { profile } = await post('Profiler.stop');
  session.disconnect();

  const byId = new Map(profile.nodes.map((node) => [node.id, node]));
  const self = {};
  profile.samples.forEach((id, index) => {
    const { callFrame: { functionName, url } } = byId.get(id);
    const name = url === __filename || url === `file://${__filename}` ? functionName || '(script)' : '(other)';
    self[name] = (self[name] ?? 0) + profile.timeDeltas[index];
  });
  const ranked = Object.entries(self).filter(([name]) => !name.startsWith('(')).sort((a, b) => b[1] - a[1]);
  for (const [name, us] of ranked.slice(0, 3)) console.log(`${(us / 1000).toFixed(1).padStart(8)} ms  ${name}`);
  console.log(`${profile.samples.length} samples; ${bytes} bytes of text`);
  const hot = new Set(['toCsv', 'quoted']);
  const ours = ranked.reduce((sum, [, us]) => sum + us, 0);
  const hotUs = ranked.filter(([name]) => hot.has(name)).reduce((sum, [, us]) => sum + us, 0);
  scope.expect('the first function of the profile makes the text', hot.has(ranked[0]?.[0]), { first: ranked[0]?.[0] });
  scope.expect('most of the script\'s time is there', hotUs > ours / 2 && hotUs > 0, { hotUs, ours });
  scope.expect('samples have times and stacks', profile.samples.length === profile.timeDeltas.length && profile.samples.every((id) => byId.has(id)));
  scope.expect('the profile tells of what ran, not of what is cheap', !ranked.slice(0, 1).some(([name]) => name === 'cheap'), { silenced });
})();
