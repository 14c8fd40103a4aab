'use strict';

// How many columns of a terminal a text fills.

// Unicode's East Asian Wide and Fullwidth ranges: gap to the end of the former range, and length - 1 where it is not 0, in base 36.
const kWideRanges =
  '3cw-2n 3i3-1 e-1 5b-3 4 3 ei-1 m-1 r-7 h-b 18 b-5 4 e 9-1 i-1 6-1 9 6 m 8-1 2 5 3 8 5-1 t 10 2 5-2 2 1q-2 p f nw-1 1g 5 mj-p 2-2g d-5x ' +
  'r-26 3-2d 3-2u 6-16 2-2l 2-2d a-1b 2-13 9-mkc 4-1i wq-s hw-8mb 6l9-e7 lt-9 n-y 2-i 2-3 46-2n 3k-6 m4a-4 c-1 f-4qf 9-yd 16-9 6w8-3 2-6 ' +
  '2-1 2-82 g u-2 3 f-3 9-az 6bp-2e a-m 5n2 5n 5b 3-9 24-s e-17 5-8 8-1 f-5 4b-w d-8 2-1x 2-l d-16 5-4 d-g 4 4-1y 2 2-56 3-1q e-3 2-n j ' +
  'r-1 e 2f-2c 1d-1x 7 4-2 3-2 5-3 c-1 8-8 6c-b 5 7w-1a 2-9 2-54 35-c 4-9 6-1j 8-e 3-a 7-8 zs-1ekd 3-1ekd';

let ranges;
function wideRanges() {
  if (ranges !== undefined) return ranges;
  ranges = [];
  let last = 0;
  for (const part of kWideRanges.split(' ')) {
    const [gap, more = '0'] = part.split('-');
    const start = last + parseInt(gap, 36);
    last = start + parseInt(more, 36);
    ranges.push(start, last);
  }
  return ranges;
}

function isWide(code) {
  const table = wideRanges();
  let low = 0;
  let high = table.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (code > table[middle * 2 + 1]) low = middle + 1;
    else high = middle;
  }
  return low * 2 < table.length && code >= table[low * 2];
}

const kZeroWidth = /[\p{Cc}\p{Cf}\p{Me}\p{Mn}]/u;
function isZeroWidthCodePoint(code) {
  return code !== 0xAD && kZeroWidth.test(String.fromCodePoint(code));
}

function widthOfUnicode(text) {
  let width = 0;
  for (const char of text.normalize('NFC')) {
    const code = char.codePointAt(0);
    if (isWide(code)) width += 2;
    else if (!isZeroWidthCodePoint(code)) width++;
  }
  return width;
}

// Escape sequences of terminals: operating system commands, and control sequences.
const kSequences = new RegExp(
  '[\\u001B\\u009B][[\\]()#;?]*' +
  '(?:(?:(?:(?:;[-a-zA-Z\\d\\/\\#&.:=?%@~_]+)*|[a-zA-Z\\d]+(?:;[-a-zA-Z\\d\\/\\#&.:=?%@~_]*)*)?(?:\\u0007|\\u001B\\u005C|\\u009C))' +
  '|(?:(?:\\d{1,4}(?:;\\d{0,4})*)?[\\dA-PR-TZcf-nq-uy=><~]))', 'g');

function stripVTControlCharacters(text) {
  require('internal/validators').validateString(text, 'str');
  return text.replace(kSequences, '');
}

function getStringWidth(text, removeControlChars = true) {
  if (removeControlChars) text = text.replace(kSequences, '');
  let width = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 127) return width + widthOfUnicode(text.slice(i));
    if (code >= 32) width++;
  }
  return width;
}

module.exports = { getStringWidth, isZeroWidthCodePoint, stripVTControlCharacters };
