'use strict';

require('../common');
const assert = require('assert');
const { MIMEType, inspect } = require('util');

const mime = new MIMEType(' Text/HTML ; Charset=utf-8; q="a \\"b\\""');
assert.strictEqual(String(mime), 'text/html;charset=utf-8;q="a \\"b\\""');
assert.strictEqual(mime.essence, 'text/html');
assert.strictEqual(mime.params.get('charset'), 'utf-8');
assert.strictEqual(mime.params.get('none'), null);
mime.params.set('x', '');
mime.subtype = 'Plain';
assert.deepStrictEqual([...mime.params.keys()], ['charset', 'q', 'x']);
assert.strictEqual(JSON.stringify({ mime }), JSON.stringify({ mime: 'text/plain;charset=utf-8;q="a \\"b\\"";x=""' }));
assert.throws(() => new MIMEType('nonsense'), { code: 'ERR_INVALID_MIME_SYNTAX', message: 'The MIME syntax for a type in "nonsense" is invalid' });
assert.throws(() => { mime.type = 'a/b'; }, { code: 'ERR_INVALID_MIME_SYNTAX', message: 'The MIME syntax for a type in "a/b" is invalid at 1' });
assert.match(inspect(mime), /^MIMEType \{/);
