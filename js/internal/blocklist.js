'use strict';

// net.BlockList: addresses, ranges and subnets that connections may not come from or go to.

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { SocketAddress, bitsOf, parseBits } = require('internal/socketaddress');
const { kClone, kDeserialize, markTransferMode } = require('internal/worker/js_transferable');
const { validateInt32, validateString } = require('internal/validators');

const kInspect = Symbol.for('nodejs.util.inspect.custom');
const kFamilyNames = { __proto__: null, ipv4: 'IPv4', ipv6: 'IPv6' };

function toAddress(value, name, family) {
  if (SocketAddress.isSocketAddress(value)) return value;
  validateString(value, name);
  validateString(family, 'family');
  return new SocketAddress({ address: value, family });
}

class BlockList {
  #rules = [];  // {text, matches(bits)}, the last one first.

  constructor() {
    markTransferMode(this, true, false);
  }

  // What goes to another thread is a copy of the rules.
  [kClone]() {
    return { data: this.rules, deserializeInfo: 'internal/blocklist:BlockList' };
  }

  [kDeserialize](rules) {
    this.fromJSON(rules.reverse());
  }

  static isBlockList(value) {
    return typeof value === 'object' && value !== null && #rules in value;
  }

  [kInspect](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    return `BlockList ${inspect({ rules: this.rules }, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }

  addAddress(address, family = 'ipv4') {
    address = toAddress(address, 'address', family);
    const bits = bitsOf(address);
    this.#rules.unshift({ text: `Address: ${kFamilyNames[address.family]} ${address.address}`, matches: (other) => other === bits });
  }

  addRange(start, end, family = 'ipv4') {
    start = toAddress(start, 'start', family);
    end = toAddress(end, 'end', family);
    const first = bitsOf(start);
    const last = bitsOf(end);
    if (first > last) throw new ERR_INVALID_ARG_VALUE('start', start, 'must come before end');
    this.#rules.unshift({
      text: `Range: ${kFamilyNames[start.family]} ${start.address}-${end.address}`,
      matches: (other) => other >= first && other <= last,
    });
  }

  addSubnet(network, prefix, family = 'ipv4') {
    network = toAddress(network, 'network', family);
    const width = network.family === 'ipv4' ? 32 : 128;
    validateInt32(prefix, 'prefix', 0, width);
    const shift = BigInt(width - prefix);
    const wanted = bitsOf(network) >> shift;
    this.#rules.unshift({
      text: `Subnet: ${kFamilyNames[network.family]} ${network.address}/${prefix}`,
      matches: (other) => other >> shift === wanted,
    });
  }

  check(address, family = 'ipv4') {
    let bits;
    if (SocketAddress.isSocketAddress(address)) {
      bits = bitsOf(address);
    } else {
      validateString(address, 'address');
      validateString(family, 'family');
      bits = parseBits(address, family);
      if (bits === undefined) return false;  // No address is on no list.
    }
    return this.#rules.some(({ matches }) => matches(bits));
  }

  get rules() {
    return this.#rules.map(({ text }) => text);
  }

  toJSON() {
    return this.rules;
  }

  // Adds the rules that `rules` or toJSON() gave.
  fromJSON(data) {
    if (typeof data === 'string') data = JSON.parse(data);
    if (!Array.isArray(data) || data.some((item) => typeof item !== 'string')) {
      throw new ERR_INVALID_ARG_TYPE('data', ['string', 'string[]'], data);
    }
    for (const text of data) {
      const found = /^(Address|Range|Subnet): (IPv4|IPv6) (.+)$/.exec(text);
      if (found === null) continue;
      const { 1: kind, 2: name, 3: rest } = found;
      const family = name.toLowerCase();
      if (kind === 'Address') {
        this.addAddress(rest, family);
      } else if (kind === 'Range') {
        const [start, end] = rest.split('-');
        this.addRange(start, end, family);
      } else {
        const [network, prefix] = rest.split('/');
        this.addSubnet(network, Number(prefix), family);
      }
    }
  }
}

module.exports = { BlockList };
