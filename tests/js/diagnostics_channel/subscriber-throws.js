'use strict';
const common = require('../common');
const assert = require('assert');
const dc = require('diagnostics_channel');

process.on('uncaughtException', common.mustCall((error) => assert.strictEqual(error.message, 'from a subscriber')));
const channel = dc.channel('test');
channel.subscribe(() => { throw new Error('from a subscriber'); });
channel.subscribe(common.mustCall());
channel.publish(1);
