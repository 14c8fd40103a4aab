'use strict';
const assert = require('assert');
const { startupSnapshot } = require('v8');

assert.ok(!startupSnapshot.isBuildingSnapshot());
assert.throws(() => startupSnapshot.addSerializeCallback(() => {}), { code: 'ERR_NOT_BUILDING_SNAPSHOT' });
