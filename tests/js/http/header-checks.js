'use strict';
require('../common');
const assert = require('assert');
const http = require('http');

const message = new http.OutgoingMessage();
assert.throws(() => message.setHeader('', 'x'), { code: 'ERR_INVALID_HTTP_TOKEN', message: 'Header name must be a valid HTTP token [""]' });
assert.throws(() => message.setHeader('a b', 'x'), { code: 'ERR_INVALID_HTTP_TOKEN' });
assert.throws(() => message.setHeader('a'), { code: 'ERR_HTTP_INVALID_HEADER_VALUE', message: 'Invalid value "undefined" for header "a"' });
assert.throws(() => message.setHeader('a', 'b\r\nc'), { code: 'ERR_INVALID_CHAR', message: 'Invalid character in header content ["a"]' });
assert.throws(() => message.setHeader('a', '\u0100'), { code: 'ERR_INVALID_CHAR' });
assert.throws(() => message.getHeader(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => message.addTrailers({ 'b ad': '1' }), { message: 'Trailer name must be a valid HTTP token ["b ad"]' });
assert.throws(() => message.addTrailers({ a: '\n' }), { code: 'ERR_INVALID_CHAR' });
assert.throws(() => message.setHeaders({}), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => message._implicitHeader(), { code: 'ERR_METHOD_NOT_IMPLEMENTED' });
assert.throws(() => message.write(null), { code: 'ERR_STREAM_NULL_VALUES' });
assert.throws(() => message.write({}), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => http.validateHeaderName('a:'), { code: 'ERR_INVALID_HTTP_TOKEN' });
assert.throws(() => http.validateHeaderValue('a', undefined), { code: 'ERR_HTTP_INVALID_HEADER_VALUE' });
http.validateHeaderName('!#$%&\'*+-.^_`|~09azAZ');
http.validateHeaderValue('a', '\t \u00ff');

assert.strictEqual(message.setHeader('X-One', '1').setHeader('x-TWO', ['2', '3']), message);
message.appendHeader('X-ONE', ['a', 'b']);
assert.deepStrictEqual(message.getHeader('x-one'), ['1', 'a', 'b']);
assert.deepStrictEqual(message.getHeaderNames(), ['x-one', 'x-two']);
assert.deepStrictEqual(message.getRawHeaderNames(), ['X-One', 'x-TWO']);
assert.deepStrictEqual({ ...message.getHeaders() }, { 'x-one': ['1', 'a', 'b'], 'x-two': ['2', '3'] });
assert.strictEqual(Object.getPrototypeOf(message.getHeaders()), null);
assert.strictEqual(message.hasHeader('X-Two'), true);
message.removeHeader('X-Two');
assert.strictEqual(message.hasHeader('X-Two'), false);
message.setHeaders(new Map([['x-map', 'm'], ['set-cookie', ['a=1', 'b=2']]]));
assert.deepStrictEqual(message.getHeader('set-cookie'), ['a=1', 'b=2']);
message._storeHeader('GET / HTTP/1.1\r\n', {});
assert.throws(() => message.setHeader('a', 'b'), { code: 'ERR_HTTP_HEADERS_SENT', message: 'Cannot set headers after they are sent to the client' });
assert.throws(() => message.removeHeader('a'), { code: 'ERR_HTTP_HEADERS_SENT' });

for (const [options, code] of [
  [{ method: 'B AD' }, 'ERR_INVALID_HTTP_TOKEN'], [{ method: 1 }, 'ERR_INVALID_ARG_TYPE'], [{ path: '/a b' }, 'ERR_UNESCAPED_CHARACTERS'],
  [{ protocol: 'ftp:' }, 'ERR_INVALID_PROTOCOL'], [{ hostname: 1 }, 'ERR_INVALID_ARG_TYPE'], [{ agent: {} }, 'ERR_INVALID_ARG_TYPE'],
  [{ timeout: 'x' }, 'ERR_INVALID_ARG_TYPE'], [{ insecureHTTPParser: 1 }, 'ERR_INVALID_ARG_TYPE'], [{ maxHeaderSize: -1 }, 'ERR_OUT_OF_RANGE'],
]) {
  assert.throws(() => http.request(options), { code }, JSON.stringify(options));
}
for (const [options, code] of [
  [{ requestTimeout: 'x' }, 'ERR_INVALID_ARG_TYPE'], [{ headersTimeout: 10, requestTimeout: 5 }, 'ERR_OUT_OF_RANGE'],
  [{ requireHostHeader: 1 }, 'ERR_INVALID_ARG_TYPE'], [{ shouldUpgradeCallback: 1 }, 'ERR_INVALID_ARG_TYPE'], ['x', 'ERR_INVALID_ARG_TYPE'],
]) {
  assert.throws(() => http.createServer(options), { code }, JSON.stringify(options));
}
assert.throws(() => http.setMaxIdleHTTPParsers(0), { code: 'ERR_OUT_OF_RANGE' });
assert.strictEqual(http.maxHeaderSize, 16384);
assert.strictEqual(http.STATUS_CODES[418], 'I\'m a Teapot');
assert.ok(http.METHODS.includes('M-SEARCH') && http.METHODS.includes('QUERY'));
assert.deepStrictEqual(http.METHODS, http.METHODS.toSorted());
