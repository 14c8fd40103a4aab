'use strict';
const common = require('../common');

const rest = [];
setImmediate(common.mustCall(() => rest.forEach(clearImmediate)));
for (let i = 0; i < 3; i++) rest.push(setImmediate(common.mustNotCall()));
setTimeout(common.mustCall(() => setImmediate(common.mustCall())), 5);
