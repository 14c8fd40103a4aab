'use strict';

const common = require('../common');
const assert = require('assert');
const dns = require('dns');
const { startServer } = require('./stub_server.js');

// Every type of record, as the documented values, with callbacks and promises.
const data = new Uint8Array([1, 2, 3]).buffer;
const records = [
  { type: 'A', address: '1.2.3.4', ttl: 123 },
  { type: 'AAAA', address: '1:2:3:4:5:6:7:8', ttl: 7 },
  { type: 'MX', priority: 10, exchange: 'mail.example' },
  { type: 'NS', value: 'ns.example' },
  { type: 'TXT', entries: ['one', 'two'] },
  { type: 'SRV', name: 'srv.example', port: 80, priority: 1, weight: 2 },
  { type: 'PTR', value: 'ptr.example' },
  { type: 'NAPTR', flags: 's', service: 'SIP', regexp: '', replacement: 'sip.example', order: 3, preference: 4 },
  { type: 'SOA', nsname: 'ns.example', hostmaster: 'root.example', serial: 2 ** 32 - 1, refresh: 1, retry: 2, expire: 3, minttl: 4 },
  { type: 'CAA', critical: 128, issue: 'ca.example' },
];
const cname = { type: 'CNAME', value: 'other.example' };
const tlsa = { type: 'TLSA', certUsage: 3, selector: 1, match: 1, data };

function without(record, ...keys) {
  const copy = { ...record };
  for (const key of keys) delete copy[key];
  return copy;
}

// Node's NAPTR and SOA records have a type that is undefined.
function clean(found) {
  for (const entry of Array.isArray(found) ? found : [found]) if (typeof entry === 'object' && entry.type === undefined) delete entry.type;
  return found;
}

const kExpected = {
  resolve4: ['1.2.3.4'],
  resolve6: ['1:2:3:4:5:6:7:8'],
  resolveMx: [records[2]],
  resolveNs: ['ns.example'],
  resolveTxt: [['one', 'two']],
  resolveSrv: [records[5]],
  resolvePtr: ['ptr.example'],
  resolveNaptr: [without(records[7], 'type')],
  resolveSoa: without(records[8], 'type'),
  resolveCname: ['other.example'],
  resolveCaa: [records[9]],
  resolveTlsa: [without(tlsa, 'type')],
};

function answer(domain, type) {
  if (type === 'ANY') return records;
  if (type === 'CNAME') return [cname];
  if (type === 'TLSA') return [tlsa];
  return records.filter((record) => record.type === type);
}

startServer(answer, common.mustCall((server) => {
  const resolver = new dns.Resolver();
  const promises = new dns.promises.Resolver();
  resolver.setServers([server.address]);
  promises.setServers([server.address]);
  assert.deepStrictEqual(resolver.getServers(), [server.address]);
  const waiting = [];
  for (const [method, expected] of Object.entries(kExpected)) {
    const type = method.slice(7).toUpperCase();
    waiting.push(promises[method]('x.example').then((found) => assert.deepStrictEqual(clean(found), expected, method)));
    waiting.push(new Promise((resolve) => {
      resolver.resolve('x.example', { 4: 'A', 6: 'AAAA' }[type] ?? type, common.mustSucceed((found) => {
        assert.deepStrictEqual(clean(found), expected);
        resolve();
      }));
    }));
  }
  waiting.push(promises.resolveAny('x.example').then((found) => {
    assert.strictEqual(found.length, records.length);
    assert.deepStrictEqual(found.find(({ type }) => type === 'A'), { address: '1.2.3.4', ttl: 123, type: 'A' });
    assert.deepStrictEqual(found.find(({ type }) => type === 'TXT'), { entries: ['one', 'two'], type: 'TXT' });
    assert.deepStrictEqual(found.find(({ type }) => type === 'NS'), { value: 'ns.example', type: 'NS' });
  }));
  waiting.push(promises.resolve4('x.example', { ttl: true }).then((found) => assert.deepStrictEqual(found, [{ address: '1.2.3.4', ttl: 123 }])));
  waiting.push(promises.reverse('9.8.7.6').then((found) => assert.deepStrictEqual(found, ['ptr.example'])));
  Promise.all(waiting).then(common.mustCall(() => server.close()));
}));
