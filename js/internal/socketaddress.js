'use strict';

// net.SocketAddress, and IP addresses as numbers: an IPv4 address is also its IPv4-mapped IPv6 one, so that both compare.

const { codes: { ERR_INVALID_ADDRESS, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { isIPv4, isIPv6 } = require('internal/net');
const { kClone, kDeserialize, markTransferMode } = require('internal/worker/js_transferable');
const { validateObject, validatePort, validateString, validateUint32 } = require('internal/validators');

const kInspect = Symbol.for('nodejs.util.inspect.custom');
const kMappedPrefix = 0xffffn << 32n;

function v4ToBigInt(text) {
  let value = 0n;
  for (const part of text.split('.')) value = value << 8n | BigInt(part);
  return value;
}

function groupsOf(text) {
  if (text === '') return [];
  const groups = [];
  for (const part of text.split(':')) {
    if (part.includes('.')) {
      const value = v4ToBigInt(part);
      groups.push(value >> 16n, value & 0xffffn);
    } else {
      groups.push(BigInt(`0x${part}`));
    }
  }
  return groups;
}

// The 128 bits of an address that isIPv4() or isIPv6() knows.
function toBits(address, family) {
  if (family === 'ipv4') return kMappedPrefix | v4ToBigInt(address);
  const zone = address.indexOf('%');
  const text = zone === -1 ? address : address.slice(0, zone);
  const gap = text.indexOf('::');
  let groups;
  if (gap === -1) {
    groups = groupsOf(text);
  } else {
    const before = groupsOf(text.slice(0, gap));
    const after = groupsOf(text.slice(gap + 2));
    groups = [...before, ...new Array(8 - before.length - after.length).fill(0n), ...after];
  }
  let bits = 0n;
  for (const group of groups) bits = bits << 16n | group;
  return bits;
}

function formatV4(value) {
  return [24n, 16n, 8n, 0n].map((shift) => value >> shift & 0xffn).join('.');
}

// Where the longest run of two or more zero groups is, the first of equals.
function longestZeros(groups) {
  let best = { start: -1, length: 1 };
  for (let i = 0; i < groups.length; i++) {
    let end = i;
    while (end < groups.length && groups[end] === 0) end++;
    if (end - i > best.length) best = { start: i, length: end - i };
    if (end > i) i = end;
  }
  return best;
}

// As inet_ntop writes it.
function format(bits, family) {
  if (family === 'ipv4') return formatV4(bits & 0xffffffffn);
  const groups = [];
  for (let shift = 112n; shift >= 0n; shift -= 16n) groups.push(Number(bits >> shift & 0xffffn));
  if (bits >> 32n === 0xffffn) return `::ffff:${formatV4(bits & 0xffffffffn)}`;
  const { start, length } = longestZeros(groups);
  if (start === 0 && length === 6) return `::${formatV4(bits & 0xffffffffn)}`;
  const hex = groups.map((group) => group.toString(16));
  if (start === -1) return hex.join(':');
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + length).join(':')}`;
}

class SocketAddress {
  #address;
  #port;
  #family;
  #flowlabel;
  #bits;

  static isSocketAddress(value) {
    return typeof value === 'object' && value !== null && #bits in value;
  }

  static parse(input) {
    validateString(input, 'input');
    const { URL } = require('internal/url');
    const url = URL.parse(`http://${input}`);
    if (url === null) return undefined;
    const { hostname, port } = url;
    try {
      if (hostname.startsWith('[')) return new SocketAddress({ address: hostname.slice(1, -1), port: port | 0, family: 'ipv6' });
      return new SocketAddress({ address: hostname, port: port | 0 });
    } catch {
      return undefined;  // A name, for one.
    }
  }

  // The bits of any SocketAddress, for BlockList.
  static bitsOf(value) { return value.#bits; }

  constructor(options = {}) {
    markTransferMode(this, true, false);
    validateObject(options, 'options');
    let { family = 'ipv4' } = options;
    if (typeof family?.toLowerCase === 'function') family = family.toLowerCase();
    if (family !== 'ipv4' && family !== 'ipv6') throw new ERR_INVALID_ARG_VALUE('options.family', options.family);
    const { address = family === 'ipv4' ? '127.0.0.1' : '::', port = 0, flowlabel = 0 } = options;
    validateString(address, 'options.address');
    validatePort(port, 'options.port');
    validateUint32(flowlabel, 'options.flowlabel', false);
    if (!(family === 'ipv4' ? isIPv4(address) : isIPv6(address))) throw new ERR_INVALID_ADDRESS();
    this.#bits = toBits(address, family);
    this.#address = format(this.#bits, family);
    this.#port = port | 0;
    this.#family = family;
    this.#flowlabel = family === 'ipv6' ? flowlabel : 0;
  }

  [kClone]() {
    return { data: this.toJSON(), deserializeInfo: 'internal/socketaddress:SocketAddress' };
  }

  [kDeserialize]({ address, port, family, flowlabel }) {
    this.#bits = toBits(address, family);
    this.#address = address;
    this.#port = port;
    this.#family = family;
    this.#flowlabel = flowlabel;
  }

  get address() { return this.#address; }
  get port() { return this.#port; }
  get family() { return this.#family; }
  get flowlabel() { return this.#flowlabel; }

  [kInspect](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    return `SocketAddress ${inspect(this.toJSON(), { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }

  toJSON() {
    return { address: this.#address, port: this.#port, family: this.#family, flowlabel: this.#flowlabel };
  }
}
const { bitsOf } = SocketAddress;
delete SocketAddress.bitsOf;

// The bits of a text, undefined when it is no address of the family.
function parseBits(address, family) {
  family = family.toLowerCase();
  if (family !== 'ipv4' && family !== 'ipv6') return undefined;
  return (family === 'ipv4' ? isIPv4(address) : isIPv6(address)) ? toBits(address, family) : undefined;
}

module.exports = { SocketAddress, bitsOf, parseBits };
