'use strict';

// fork() to the first message of the child, and messages to and fro over its channel. A child's own time counts in `ms` only.

const { fork } = require('child_process');
const { measure, until } = require('./common.js');

if (process.argv[2] === 'child') {
  process.send('ready');
  process.on('message', (message) => process.send(message));
} else {
  const start = (onReady) => {
    const child = fork(__filename, ['child']);
    child.once('message', () => onReady(child));
    return child;
  };
  (async () => {
    await measure('fork to message', 5, (ops) => until((done) => {
      let left = ops;
      const next = () => {
        if (left-- === 0) return done();
        start((child) => child.disconnect()).once('exit', next);
      };
      next();
    }));
    await until((done) => start((child) => {
      measure('ipc ping-pong', 4000, (ops) => until((over) => {
        let left = ops;
        child.removeAllListeners('message');
        child.on('message', () => {
          if (--left === 0) over();
          else child.send({ index: left });
        });
        child.send({ index: left });
      })).then(() => {
        child.once('exit', () => done());
        child.disconnect();
      });
    }));
  })();
}
