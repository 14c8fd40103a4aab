'use strict';

// In the program that --watch runs: tells the watcher which files were loaded.

function enable() {
  const reported = new Set();
  const report = (url) => {
    if (!url.startsWith('file:') || reported.has(url) || !process.connected) return;
    reported.add(url);
    process.send({ 'watch:import': [url] });
  };
  require('module').registerHooks({
    load(url, context, nextLoad) {
      report(url);
      return nextLoad(url, context);
    },
  });
  // What it waits for must not keep the program alive.
  process.channel?.unref();
}

module.exports = { enable };
