'use strict';

// WebAssembly.compileStreaming and instantiateStreaming compile a Response while its body arrives, and say what is wrong with one.

const assert = require('assert');

// (module (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))
const bytes = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 7, 1, 96, 2, 127, 127, 1, 127, 3, 2, 1, 0, 7, 7, 1, 3, 97, 100, 100, 0, 0, 10, 9, 1, 7, 0, 32, 0, 32, 1, 106, 11,
]);
const wasm = (body, init) => new Response(body, { headers: { 'content-type': 'application/wasm' }, ...init });

(async () => {
  let at = 0;
  const pieces = new ReadableStream({
    pull(controller) {
      if (at < bytes.length) controller.enqueue(bytes.slice(at, at += 5));
      else controller.close();
    },
  });
  const { instance, module } = await WebAssembly.instantiateStreaming(wasm(pieces));
  assert.strictEqual(instance.exports.add(2, 3), 5);
  assert.ok(module instanceof WebAssembly.Module);
  assert.ok(await WebAssembly.compileStreaming(Promise.resolve(wasm(bytes))) instanceof WebAssembly.Module);

  const refused = { code: 'ERR_WEBASSEMBLY_RESPONSE' };
  await assert.rejects(WebAssembly.compileStreaming(new Response(bytes)), refused);
  const notFound = { ...refused, message: 'WebAssembly response has status code 404' };
  await assert.rejects(WebAssembly.compileStreaming(wasm(bytes, { status: 404 })), notFound);
  const used = wasm(bytes);
  await used.arrayBuffer();
  await assert.rejects(WebAssembly.compileStreaming(used), refused);
  await assert.rejects(WebAssembly.compileStreaming(5), { code: 'ERR_INVALID_ARG_TYPE' });
  await assert.rejects(WebAssembly.compileStreaming(Promise.reject(new RangeError('mine'))), { name: 'RangeError' });
  await assert.rejects(WebAssembly.compileStreaming(wasm('no module')), { name: 'CompileError' });
  await assert.rejects(WebAssembly.compileStreaming(wasm(bytes.slice(0, 20))), { name: 'CompileError' });
  await assert.rejects(WebAssembly.compileStreaming(wasm(new ReadableStream({ pull() { throw new URIError('torn'); } }))), { name: 'URIError' });
})();
