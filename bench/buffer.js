'use strict';

// Text of 1 KB each way. The utf8 text has two-byte characters.

const { measure, keep } = require('./common.js');

const ascii = 'The quick brown fox jumps over the lazy dog. '.repeat(23).slice(0, 1024);
const texts = {
  utf8: 'Größe über alles möglich, schön. '.repeat(32).slice(0, 960),
  latin1: ascii,
  hex: Buffer.from(ascii).toString('hex'),
  base64: Buffer.from(ascii).toString('base64'),
};

async function main() {
  for (const [encoding, text] of Object.entries(texts)) {
    const bytes = Buffer.from(text, encoding);
    await measure(`Buffer.from ${encoding}`, 50000, (ops) => {
      for (let i = 0; i < ops; i++) keep(Buffer.from(text, encoding).length);
    });
    await measure(`toString ${encoding}`, 50000, (ops) => {
      for (let i = 0; i < ops; i++) keep(bytes.toString(encoding).length);
    });
  }
}

main();
