// A counter seen through an import, a namespace and a copy.

import { createRequire } from 'node:module';
import scope from 'isoscope';
import * as namespace from './counter.mjs';
import { count, increment } from './counter.mjs';

const { refute } = scope.parameters({ refute: false });
const require = createRequire(import.meta.url);

const copy = count;
const commonjs = require('./counter.cjs');
const { count: taken } = commonjs;

increment();
increment();
commonjs.increment();

const seen = refute ? copy : count;
console.log(`import ${seen}, namespace ${namespace.count}, a copy ${copy}; CommonJS: taken out ${taken}, in its object ${commonjs.count}`);
scope.expect('the import followed the exporter', seen === 2, { seen });
scope.expect('so did the namespace', namespace.count === 2, { seen: namespace.count });
scope.expect('what was taken out of a CommonJS object did not', taken === 0 && commonjs.count === 1, { taken, now: commonjs.count });

const required = require('./counter.mjs');
scope.expect('require() gives the same ES module', required.count === 2 && required.increment === increment, { count: required.count });
let code;
try {
  require('./awaits.mjs');
} catch (error) {
  code = error.code;
}
scope.expect('unless it awaits at top level', code === 'ERR_REQUIRE_ASYNC_MODULE', { code });
