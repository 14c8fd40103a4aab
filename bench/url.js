'use strict';

const { measure, keep } = require('./common.js');

const inputs = ['https://example.org/a/b/c?x=1&y=2#frag', 'http://user:pw@host.example:8080/path/../other', 'file:///tmp/a%20b.txt'];

measure('new URL', 30000, (ops) => {
  for (let i = 0; i < ops; i++) keep(new URL(inputs[i % 3]).pathname.length);
});
