'use strict';

require('../common');
const assert = require('assert');
const { fileURLToPath, fileURLToPathBuffer, pathToFileURL } = require('url');

for (const path of ['/', '/a', '/a/', '/a b', '/%', '/#?', '/\u00e9\ud83d\ude00', "/it's[1]{2}^`|\"<>~", '/a\\b', '/a\nb', '/a:b;c=d@e,f&g$h!']) {
  const url = pathToFileURL(path);
  assert.strictEqual(fileURLToPath(url), path);
  assert.strictEqual(fileURLToPath(url.href), path);
  assert.strictEqual(new URL(url.href).href, url.href);
}
assert.strictEqual(pathToFileURL('/a b#c?d%e~').href, 'file:///a%20b%23c%3Fd%25e%7E');
assert.strictEqual(pathToFileURL('x').href, `${pathToFileURL(process.cwd()).href}/x`);
assert.strictEqual(pathToFileURL('C:\\a b', { windows: true }).href, 'file:///C:/a%20b');
assert.strictEqual(fileURLToPath('file:///C:/a%20b', { windows: true }), 'C:\\a b');
assert.strictEqual(fileURLToPathBuffer('file:///%ff').toString('hex'), '2fff');
assert.throws(() => fileURLToPath('http://h/'), { code: 'ERR_INVALID_URL_SCHEME', message: 'The URL must be of scheme file' });
assert.throws(() => fileURLToPath('file://h/a'), { code: 'ERR_INVALID_FILE_URL_HOST' });
assert.throws(() => fileURLToPath('file:///a%2fb'), { code: 'ERR_INVALID_FILE_URL_PATH' });
assert.throws(() => fileURLToPath(5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => fileURLToPath('/a'), { code: 'ERR_INVALID_URL' });
