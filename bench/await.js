'use strict';

const { measure, keep } = require('./common.js');

async function one(i) { return i; }

measure('await', 300000, async (ops) => {
  for (let i = 0; i < ops; i++) keep(await one(i));
});
