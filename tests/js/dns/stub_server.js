'use strict';

// A DNS server of the tests' own on 127.0.0.1: answers by a table, over UDP and TCP. No test by itself.

const dgram = require('dgram');
const net = require('net');

const kTypes = { A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, MX: 15, TXT: 16, AAAA: 28, SRV: 33, NAPTR: 35, TLSA: 52, ANY: 255, CAA: 257 };

const u16 = (value) => Buffer.from([value >> 8, value & 255]);
const u32 = (value) => Buffer.concat([u16(value >>> 16), u16(value & 0xffff)]);
const text = (value) => Buffer.concat([Buffer.from([value.length]), Buffer.from(value)]);
const name = (value) => Buffer.concat([...value.split('.').filter(Boolean).map(text), Buffer.from([0])]);

const kData = {
  A: (r) => Buffer.from(r.address.split('.').map(Number)),
  AAAA: (r) => Buffer.from(r.address.split(':').flatMap((group) => [...u16(Number.parseInt(group, 16))])),
  NS: (r) => name(r.value),
  CNAME: (r) => name(r.value),
  PTR: (r) => name(r.value),
  SOA: (r) => Buffer.concat([name(r.nsname), name(r.hostmaster), ...[r.serial, r.refresh, r.retry, r.expire, r.minttl].map(u32)]),
  MX: (r) => Buffer.concat([u16(r.priority), name(r.exchange)]),
  TXT: (r) => Buffer.concat(r.entries.map(text)),
  SRV: (r) => Buffer.concat([u16(r.priority), u16(r.weight), u16(r.port), name(r.name)]),
  NAPTR: (r) => Buffer.concat([u16(r.order), u16(r.preference), text(r.flags), text(r.service), text(r.regexp), name(r.replacement)]),
  TLSA: (r) => Buffer.concat([Buffer.from([r.certUsage, r.selector, r.match]), Buffer.from(r.data)]),
  CAA: (r) => Buffer.concat([Buffer.from([r.critical]), text('issue'), Buffer.from(r.issue)]),
};

function question(message) {
  const labels = [];
  let at = 12;
  while (message[at] !== 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + message[at]));
    at += 1 + message[at];
  }
  return { domain: labels.join('.'), type: message.readUInt16BE(at + 1), end: at + 5 };
}

// What `answer(domain, type name)` gives: records, or { code } for an error, or 'truncate', or undefined for silence.
function reply(message, answer, isTcp) {
  const { domain, type, end } = question(message);
  const typeName = Object.keys(kTypes).find((key) => kTypes[key] === type);
  const result = answer(domain, typeName, isTcp);
  if (result === undefined) return undefined;
  const records = Array.isArray(result) ? result : [];
  const flags = 0x8180 | (result.code ?? 0) | (result === 'truncate' ? 0x200 : 0);
  const head = Buffer.concat([message.subarray(0, 2), u16(flags), u16(1), u16(result.count ?? records.length), u32(0)]);
  const body = records.map((record) => {
    const data = record.raw ?? kData[record.type](record);
    return Buffer.concat([name(record.domain ?? domain), u16(kTypes[record.type]), u16(1), u32(record.ttl ?? 60), u16(data.length), data]);
  });
  return Buffer.concat([head, message.subarray(12, end), ...body]);
}

// Both protocols on one port, which the system chooses for the first and somebody else may have for the second: then another one.
function startServer(answer, ready) {
  const udp = dgram.createSocket('udp4');
  const tcp = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (data) => {
      const response = reply(data.subarray(2), answer, true);
      if (response !== undefined) socket.write(Buffer.concat([u16(response.length), response]));
    });
    socket.unref();
  });
  udp.on('message', (message, { address, port }) => {
    const response = reply(message, answer, false);
    if (response !== undefined) udp.send(response, port, address);
  });
  udp.bind(0, '127.0.0.1', () => {
    const { port } = udp.address();
    tcp.once('error', (error) => {
      if (error.code !== 'EADDRINUSE') throw error;
      udp.close();
      startServer(answer, ready);
    });
    tcp.listen(port, '127.0.0.1', () => ready({ address: `127.0.0.1:${port}`, close() { udp.close(); tcp.close(); } }));
  });
}

module.exports = { startServer };
