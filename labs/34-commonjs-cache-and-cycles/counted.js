'use strict';

globalThis.executions++;
module.exports = { when: globalThis.executions };
