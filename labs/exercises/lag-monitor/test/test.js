'use strict';

const assert = require('assert');

const { LagMonitor } = require(`../${process.argv[2] ?? 'starter'}`);

const spin = (ms) => { for (const end = performance.now() + ms; performance.now() < end;); };

const quiet = new LagMonitor({ interval: 20, threshold: 10_000 });
quiet.on('lag', () => assert.fail('told of a lag below its threshold'));
const monitor = new LagMonitor({ interval: 20, threshold: 100 });
const lags = [];
monitor.on('lag', (ms) => lags.push(ms));
quiet.start();
monitor.start();

setTimeout(() => {
  lags.length = 0;  // A busy machine may have had some of its own.
  spin(200);
  setTimeout(() => {
    assert.ok(lags.length >= 1, 'a spin of 200 ms must be told');
    assert.ok(lags[0] >= 100, `the lag is what came on top of the interval: ${lags[0]}`);
    monitor.stop();
    quiet.stop();
    lags.length = 0;
    spin(200);
    setTimeout(() => {
      assert.deepStrictEqual(lags, [], 'a stopped monitor is silent');
      new LagMonitor({ interval: 1e6 }).start();  // Does not hold the process.
      console.log('passed');
    }, 60);
  }, 60);
}, 60);
