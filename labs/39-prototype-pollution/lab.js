'use strict';

// A request body, merged carelessly and with care, and what an innocent object has afterwards.

const scope = require('isoscope');

const { refute } = scope.parameters({ refute: false });

const body = JSON.parse('{"user": {"name": "someone"}, "__proto__": {"isAdmin": true}}');

function careless(target, source) {
  for (const key of Object.keys(source)) {
    if (typeof source[key] === 'object') target[key] = careless(target[key] ?? {}, source[key]);
    else target[key] = source[key];
  }
  return target;
}

function careful(target, source) {
  for (const key of Object.keys(source)) {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype') continue;
    if (typeof source[key] === 'object') target[key] = careful(Object.hasOwn(target, key) ? target[key] : {}, source[key]);
    else target[key] = source[key];
  }
  return target;
}

scope.expect('before, an innocent object is no admin', ({}).isAdmin === undefined);
careless({}, body);
const polluted = ({}).isAdmin === true;
delete Object.prototype.isAdmin;
const merged = (refute ? careless : careful)({}, body);
const clean = ({}).isAdmin === undefined;
delete Object.prototype.isAdmin;
console.log(`after the careless merge an innocent object is ${polluted ? 'an admin' : 'no admin'}; ` +
  `after the careful one ${clean ? 'no admin' : 'an admin'}`);
scope.expect('the careless merge changed every object', polluted);
scope.expect('the careful one did not', clean);
scope.expect('and merged the rest', merged.user.name === 'someone', merged);
scope.expect('a dictionary without a prototype is safe either way',
             careless(Object.create(null), body).user.name === 'someone' && !('isAdmin' in {}));
