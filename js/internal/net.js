'use strict';

// Whether a text is an IP address.

const kV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/;
const kGroup = /^[0-9a-fA-F]{1,4}$/;
const kZone = /^[-.:0-9a-zA-Z]+$/;

function isIPv4(text) {
  return kV4.test(`${text}`);
}

// The number of 16-bit groups in "1:2:3.4.5.6", -1 when one of them is none.
function countGroups(text, mayEndInV4) {
  if (text === '') return 0;
  const parts = text.split(':');
  let count = 0;
  for (let i = 0; i < parts.length; i++) {
    if (kGroup.test(parts[i])) count++;
    else if (mayEndInV4 && i === parts.length - 1 && kV4.test(parts[i])) count += 2;
    else return -1;
  }
  return count;
}

function isIPv6(text) {
  text = `${text}`;
  const zone = text.indexOf('%');
  if (zone !== -1) {
    if (!kZone.test(text.slice(zone + 1))) return false;
    text = text.slice(0, zone);
  }
  const gap = text.indexOf('::');
  if (gap === -1) return countGroups(text, true) === 8;
  const before = countGroups(text.slice(0, gap), false);
  const after = countGroups(text.slice(gap + 2), true);
  return before >= 0 && after >= 0 && before + after <= 7;
}

function isIP(text) {
  if (isIPv4(text)) return 4;
  return isIPv6(text) ? 6 : 0;
}

module.exports = {
  isIP,
  isIPv4,
  isIPv6,
  normalizedArgsSymbol: Symbol('normalizedArgs'),
};
