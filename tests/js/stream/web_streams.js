'use strict';

// Readable, Writable and Duplex to the web's streams and back.
const assert = require('assert');
const { Duplex, PassThrough, Readable, Writable } = require('stream');
const { ReadableStream, TransformStream, WritableStream } = require('stream/web');
const { mustCall } = require('../common');

(async () => {
  const web = Readable.toWeb(Readable.from(['a', 'b']));
  assert.ok(web instanceof ReadableStream);
  const values = [];
  for await (const value of web) values.push(value);
  assert.deepStrictEqual(values, ['a', 'b']);

  const back = Readable.fromWeb(new ReadableStream({ start(controller) { controller.enqueue('x'); controller.close(); } }), { objectMode: true });
  assert.deepStrictEqual(await back.toArray(), ['x']);

  const written = [];
  const node = new Writable({ write(chunk, encoding, callback) { written.push(String(chunk)); callback(); } });
  const writer = Writable.toWeb(node).getWriter();
  await writer.write('1');
  await writer.write('2');
  await writer.close();
  assert.deepStrictEqual([written, node.writableFinished], [['1', '2'], true]);

  const sunk = [];
  const toWeb = Writable.fromWeb(new WritableStream({ write(chunk) { sunk.push(String(chunk)); } }));
  await new Promise((resolve) => toWeb.end('z', resolve));
  assert.deepStrictEqual(sunk, ['z']);

  const pair = Duplex.fromWeb(new TransformStream({ transform(chunk, controller) { controller.enqueue(String(chunk).toUpperCase()); } }), {
    encoding: 'utf8', objectMode: true,
  });
  pair.end('up');
  assert.deepStrictEqual(await pair.toArray(), ['UP']);

  const { readable, writable } = Duplex.toWeb(new PassThrough());
  const both = writable.getWriter();
  both.write(Buffer.from('through'));
  both.close();
  for await (const chunk of readable) assert.strictEqual(Buffer.from(chunk).toString(), 'through');
  assert.throws(() => Readable.fromWeb({}), { code: 'ERR_INVALID_ARG_TYPE' });
})().then(mustCall());
