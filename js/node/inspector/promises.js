'use strict';

const inspector = require('inspector');
const { promisify } = require('internal/util');

class Session extends inspector.Session {}
// As in Node, it has no callback.
Session.prototype.post = promisify(inspector.Session.prototype.post);

module.exports = { ...inspector, Session };
