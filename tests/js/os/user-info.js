'use strict';
const assert = require('assert');
const os = require('os');

const user = os.userInfo();
assert.deepStrictEqual(Object.keys(user).sort(), ['gid', 'homedir', 'shell', 'uid', 'username']);
assert.strictEqual(user.uid, process.getuid());
assert.strictEqual(user.gid, process.getgid());
const raw = os.userInfo({ encoding: 'buffer' });
assert.strictEqual(raw.username.toString(), user.username);
assert.strictEqual(raw.homedir.toString(), user.homedir);
