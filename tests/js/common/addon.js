'use strict';

// Add-ons of C, compiled for one run: addon('values') requires napi/fixtures/values.c.

const { execFileSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const kHeaders = path.join(__dirname, '../../../third_party/npm/dist/node_modules/node-api-headers');
// For add-ons that call libuv: compile(name, kUvHeaders).
const kUvHeaders = ['-I', path.join(__dirname, '../../../third_party/libuv/dist/include')];
const kFixtures = path.join(__dirname, '../napi/fixtures');

let folder;

// The path of the .node file. `flags` are the compiler's. A path is loaded once only: another `as` is another library.
function compile(name, flags = [], as = name) {
  if (folder === undefined) {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'addon-'));
    process.on('exit', () => fs.rmSync(folder, { recursive: true }));
  }
  const file = path.join(folder, `${as}.node`);
  const version = flags.some((flag) => flag.startsWith('-DNAPI_VERSION')) ? [] : ['-DNAPI_VERSION=10'];
  execFileSync('gcc', ['-shared', '-fPIC', '-pthread', '-Wall', '-Werror', '-I', path.join(kHeaders, 'include'), ...version, ...flags,
    path.join(kFixtures, `${name}.c`), '-o', file]);
  return file;
}

const addon = (name, flags) => require(compile(name, flags));

module.exports = { addon, compile, kHeaders, kUvHeaders };
