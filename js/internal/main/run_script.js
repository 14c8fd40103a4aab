'use strict';

// isoscope --run NAME [-- arguments]: a script of the nearest package.json, in the shell.

const path = require('path');
const { getOptionValue } = require('internal/options');

function fail(text) {
  internalBinding('process_methods').writeSync(2, `${text}\n`);
  process.exit(1);
}

function readPackage(folder) {
  const fs = require('fs');
  for (let at = folder; ; at = path.dirname(at)) {
    const file = path.join(at, 'package.json');
    try {
      return { file, folder: at, json: JSON.parse(fs.readFileSync(file, 'utf8')) };
    } catch (error) {
      if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') fail(`Can't parse ${file}`);
    }
    if (path.dirname(at) === at) return fail(`Can't find package.json for directory ${folder}`);
  }
}

function findScript({ file, json }, name) {
  const scripts = json.scripts;
  if (scripts === null || typeof scripts !== 'object') return fail(`Can't find "scripts" field in ${file}`);
  const script = Object.hasOwn(scripts, name) ? scripts[name] : undefined;
  if (script === undefined) {
    const known = Object.keys(scripts).filter((key) => typeof scripts[key] === 'string').map((key) => `  ${key}: ${scripts[key]}\n`);
    return fail(`Missing script: "${name}" for ${file}\n\nAvailable scripts are:\n${known.join('')}`.trimEnd());
  }
  if (typeof script !== 'string') fail(`Script "${name}" is unexpectedly malformed for ${file}`);
  return script;
}

// node_modules/.bin of the package and of the folders above it.
function searchPath(folder) {
  const folders = [];
  for (let at = folder; ; at = path.dirname(at)) {
    folders.push(path.join(at, 'node_modules', '.bin'));
    if (path.dirname(at) === at) break;
  }
  return [...folders, process.env.PATH].filter(Boolean).join(path.delimiter);
}

// As the shell takes it for one word.
const quote = (text) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

function run() {
  const name = getOptionValue('--run');
  const found = readPackage(process.cwd());
  const command = [findScript(found, name), ...process.argv.slice(1).map(quote)].join(' ');
  const { status, signal, error } = require('child_process').spawnSync('/bin/sh', ['-c', command], {
    cwd: found.folder,
    stdio: 'inherit',
    env: { ...process.env, PATH: searchPath(found.folder), NODE_RUN_SCRIPT_NAME: name, NODE_RUN_PACKAGE_JSON_PATH: found.file },
  });
  if (error) fail(`${error.message}`);
  if (signal) process.kill(process.pid, signal);
  process.exit(status === 0 ? 0 : 1);  // As Node: whatever the script's own code was.
}

module.exports = { run };
