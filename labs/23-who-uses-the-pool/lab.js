'use strict';

// Calls of many kinds, and what the pool saw of each.

const scope = require('isoscope');
const crypto = require('crypto');
const dgram = require('dgram');
const dns = require('dns');
const fs = require('fs');
const http = require('http');
const zlib = require('zlib');
const { promisify } = require('util');

const { refute } = scope.parameters({ refute: false });

function overHttp() {
  return new Promise((resolve, reject) => {
    const server = http.createServer((request, response) => {
      if (refute) fs.readFile(__filename, () => response.end('hello'));
      else response.end('hello');
    });
    server.listen(0, '127.0.0.1', () => {
      http.get({ port: server.address().port, host: '127.0.0.1', agent: false }, (response) => {
        response.resume().on('end', () => server.close(resolve));
      }).on('error', reject);
    });
  });
}

// A name server of our own, which knows one address.
async function resolved() {
  const server = dgram.createSocket('udp4');
  server.on('message', (query, { port }) => {
    const end = query.indexOf(0, 12) + 5;  // Of the question: name, type, class.
    const head = Buffer.from([query[0], query[1], 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0]);
    const answer = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 9]);
    server.send(Buffer.concat([head, query.subarray(12, end), answer]), port, '127.0.0.1');
  });
  await new Promise((resolve) => server.bind(0, '127.0.0.1', resolve));
  const resolver = new dns.promises.Resolver();
  resolver.setServers([`127.0.0.1:${server.address().port}`]);
  const [address] = await resolver.resolve4('lab.example');
  server.close();
  if (address !== '127.0.0.9') throw new Error(`the name server was not asked: ${address}`);
}

const calls = {
  'fs.stat': () => fs.promises.stat(__filename),
  'fs.readFile': () => promisify(fs.readFile)(__filename),
  'dns.lookup': () => dns.promises.lookup('localhost'),
  'crypto.pbkdf2': () => promisify(crypto.pbkdf2)('password', 'salt', 10, 16, 'sha256'),
  'crypto.randomBytes': () => promisify(crypto.randomBytes)(16),
  'zlib.gzip': () => promisify(zlib.gzip)('text'),
  'a timer': () => new Promise((resolve) => setTimeout(resolve, 2)),
  'an HTTP request': overHttp,
  'a name from a name server': resolved,
};

const poolRecords = () => scope.history({ kinds: ['pool'] }).items;

(async () => {
  for (const [name, call] of Object.entries(calls)) {
    const before = poolRecords().length;
    await call();
    await new Promise((resolve) => setImmediate(resolve));
    const seen = poolRecords().slice(before);
    console.log(`${name.padEnd(20)} ${seen.map(({ operation, workKind }) => `${operation} (${workKind})`).join(', ') || '-'}`);
    if (name.includes('.')) {
      scope.expect(`${name} is an operation of the pool`, seen.length >= 1, { operations: seen.map(({ operation }) => operation) });
    } else {
      scope.expect(`${name} is none`, seen.length === 0, { operations: seen.map(({ operation }) => operation) });
    }
  }
})();
