'use strict';

function countOnes(value) {
  let ones = 0;
  for (; value !== 0; value &= value - 1) ones++;
  return ones;
}

// "address/prefix length"; null when the mask's ones are not all at its start.
function getCIDR(address, netmask, family) {
  const [separator, radix, bits] = family === 'IPv6' ? [':', 16, 16] : ['.', 10, 8];
  let ones = 0;
  let ended = false;
  for (const part of netmask.split(separator)) {
    if (part === '') continue;  // "::" stands for zeros.
    const value = Number.parseInt(part, radix);
    if (ended && value !== 0) return null;
    const count = countOnes(value);
    if (count < bits) {
      if (value !== ((1 << bits) - 1 ^ (1 << bits - count) - 1)) return null;
      ended = true;
    }
    ones += count;
  }
  return `${address}/${ones}`;
}

module.exports = { getCIDR };
