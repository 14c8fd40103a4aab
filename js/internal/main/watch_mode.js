'use strict';

// isoscope --watch: runs the program again whenever a file that it has loaded, or something under --watch-path, changes.

const path = require('path');
const { getOptionValue } = require('internal/options');

const kDebounceMs = 200;
const kOwnOptions = /^--watch(?:$|=|-)/;

const watchPaths = getOptionValue('--watch-path').map((given) => path.resolve(given));
const killSignal = getOptionValue('--watch-kill-signal');
const preserveOutput = getOptionValue('--watch-preserve-output');

function say(text) {
  process.stdout.write(`${text}\n`);
}

// The options for the program: ours and their values are left out.
function childArguments() {
  const args = [];
  for (let i = 0; i < process.execArgv.length; i++) {
    const arg = process.execArgv[i];
    if (!kOwnOptions.test(arg)) args.push(arg);
    else if ((arg === '--watch-path' || arg === '--watch-kill-signal') && !arg.includes('=')) i++;
  }
  return [...args, ...process.argv.slice(1)];
}

class Watcher {
  #watchers = new Map();  // Folder or path -> fs.FSWatcher
  #files = new Set();
  #timer;

  constructor(onChange) {
    this.onChange = onChange;
  }

  #schedule() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.onChange, kDebounceMs);
  }

  addPath(folder) {
    const watcher = require('fs').watch(folder, { recursive: true }, () => this.#schedule());
    this.#watchers.set(folder, watcher);
  }

  // Its folder is watched: editors replace files instead of writing them.
  addFile(file) {
    if (this.#files.has(file)) return;
    this.#files.add(file);
    const folder = path.dirname(file);
    if (this.#watchers.has(folder)) return;
    const watcher = require('fs').watch(folder, (event, name) => {
      if (name !== null && this.#files.has(path.join(folder, name))) this.#schedule();
    });
    watcher.on('error', () => this.#watchers.delete(folder));
    this.#watchers.set(folder, watcher);
  }
}

let child;
let exited;

function start(watcher) {
  const { spawn } = require('child_process');
  const script = path.resolve(process.argv[1]);
  child = spawn(process.execPath, childArguments(), {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, WATCH_REPORT_DEPENDENCIES: '1' },
  });
  if (watchPaths.length === 0) watcher.addFile(script);
  const own = child;
  child.on('message', (message) => {
    for (const url of message?.['watch:import'] ?? []) {
      if (watchPaths.length === 0) watcher.addFile(require('internal/url').fileURLToPath(url));
    }
  });
  exited = new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      resolve();
      if (own !== child || own.isStopped) return;
      const shown = process.argv.slice(1).join(' ');
      say(code === 0 ? `Completed running '${shown}'. Waiting for file changes before restarting...` :
        `Failed running '${shown}'. Waiting for file changes before restarting...`);
      process.exitCode = code ?? 1;
    });
  });
}

async function stop(signal = killSignal) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.isStopped = true;
  child.kill(signal);
  await exited;
}

function run() {
  if (process.argv[1] === undefined) {
    internalBinding('process_methods').writeSync(2, `${process.argv0}: --watch requires specifying a file\n`);
    process.exit(9);
  }
  let restarting = false;
  const watcher = new Watcher(async () => {
    if (restarting) return;
    restarting = true;
    await stop();
    if (!preserveOutput && process.stdout.isTTY) process.stdout.write('\u001Bc');
    say(`Restarting '${process.argv.slice(1).join(' ')}'`);
    restarting = false;
    start(watcher);
  });
  for (const folder of watchPaths) watcher.addPath(folder);
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, async () => {
      await stop(signal);
      process.exit(128 + internalBinding('constants').os.signals[signal]);
    });
  }
  start(watcher);
}

module.exports = { run };
