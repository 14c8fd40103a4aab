'use strict';

const common = require('../common');
const assert = require('assert');
const dns = require('dns');
const { startServer } = require('./stub_server.js');

// The server's refusals, damaged replies, silence and cancelling, each with its code.
const kAnswers = {
  'missing.example': { code: 3 },
  'broken.example': { code: 2 },
  'refused.example': { code: 5 },
  'format.example': { code: 1 },
  'nothing.example': [],
  'other.example': [{ type: 'AAAA', address: '1:2:3:4:5:6:7:8' }],
  'short.example': [{ type: 'A', raw: Buffer.from([1, 2, 3]) }],
  'large.example': 'truncate',
};

function answer(domain, type, isTcp) {
  if (domain === 'large.example' && isTcp) return [{ type: 'A', address: '5.5.5.5' }];
  return kAnswers[domain];
}

const kCodes = {
  'missing.example': 'ENOTFOUND',
  'broken.example': 'ESERVFAIL',
  'refused.example': 'EREFUSED',
  'format.example': 'EFORMERR',
  'nothing.example': 'ENODATA',
  'other.example': 'ENODATA',
  'short.example': 'EBADRESP',
};

startServer(answer, common.mustCall(async (server) => {
  const resolver = new dns.promises.Resolver({ tries: 1, timeout: 5000 });
  resolver.setServers([server.address]);
  for (const [hostname, code] of Object.entries(kCodes)) {
    await assert.rejects(resolver.resolve4(hostname), (error) => {
      assert.strictEqual(error.message, `queryA ${code} ${hostname}`);
      assert.strictEqual(error.code, code);
      assert.strictEqual(error.syscall, 'queryA');
      assert.strictEqual(error.hostname, hostname);
      assert.strictEqual(error.errno, undefined);
      return true;
    });
  }
  // What does not fit into a datagram comes over TCP.
  assert.deepStrictEqual(await resolver.resolve4('large.example'), ['5.5.5.5']);

  // Silence.
  const hasty = new dns.promises.Resolver({ tries: 1, timeout: 20 });
  hasty.setServers([server.address]);
  await assert.rejects(hasty.resolveMx('silent.example'), { code: 'ETIMEOUT', syscall: 'queryMx' });

  // Servers stay while questions are open; cancelling ends those.
  const patient = new dns.Resolver({ timeout: 60000 });
  patient.setServers([server.address]);
  const isCancelled = common.mustCall((error) => assert.strictEqual(error.code, dns.CANCELLED), 2);
  patient.resolve4('silent.example', isCancelled);
  patient.reverse('1.1.1.1', isCancelled);
  assert.throws(() => patient.setServers(['127.0.0.1']), { code: 'ERR_DNS_SET_SERVERS_FAILED' });
  patient.cancel();
  setImmediate(() => server.close());
}));
