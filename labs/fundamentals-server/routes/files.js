'use strict';

// Payloads down and bodies up, whole or in pieces.

const fs = require('fs');
const os = require('os');
const path = require('path');
const { Readable } = require('stream');
const { pipeline } = require('stream/promises');
const { numberOf } = require('../options.js');

const kMost = 1024;
const kChunk = Buffer.alloc(64 * 1024, 'isoscope ');

function* chunks(megabytes) {
  for (let i = 0; i < megabytes * 16; i++) yield kChunk;
}

function downloadBuffer(request, response, query) {
  const body = Buffer.concat([...chunks(numberOf(query, 'mb', 50, kMost))]);
  response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': body.length });
  response.end(body);
}

async function downloadStream(request, response, query) {
  const megabytes = numberOf(query, 'mb', 50, kMost);
  response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': megabytes << 20 });
  await pipeline(Readable.from(chunks(megabytes), { objectMode: false, highWaterMark: kChunk.length }), response);
}

async function uploadBuffer(request, response) {
  const parts = [];
  for await (const part of request) parts.push(part);
  const body = Buffer.concat(parts);
  response.sendJson({ bytes: body.length, peakArrayBuffers: process.memoryUsage().arrayBuffers });
}

async function uploadStream(request, response) {
  const folder = await fs.promises.mkdtemp(path.join(os.tmpdir(), 'upload-'));
  try {
    const file = path.join(folder, 'body');
    let peak = 0;
    await pipeline(request, async function* watch(source) {
      for await (const part of source) {
        peak = Math.max(peak, process.memoryUsage().arrayBuffers);
        yield part;
      }
    }, fs.createWriteStream(file));
    response.sendJson({ bytes: (await fs.promises.stat(file)).size, peakArrayBuffers: peak });
  } finally {
    await fs.promises.rm(folder, { recursive: true, force: true });
  }
}

module.exports = {
  'GET /files/download/buffer': downloadBuffer,
  'GET /files/download/stream': downloadStream,
  'POST /files/upload/buffer': uploadBuffer,
  'POST /files/upload/stream': uploadStream,
};
