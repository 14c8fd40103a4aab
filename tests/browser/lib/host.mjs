// Starts Isoscope: a script with --scope, a replay, a lab. Every process ends with the test.

import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';

const ROOT = new URL('../../../', import.meta.url).pathname;
const HOST = process.env.ISOSCOPE_HOST ?? join(ROOT, 'out/release/isoscope');

export const root = (path) => join(ROOT, path);
export const scratch = mkdtempSync(join(tmpdir(), 'isoscope-browser-'));

export class Host {
  output = '';
  #child;
  #waiting = new Set();

  constructor(args, { env = {}, cwd = scratch } = {}) {
    this.command = [HOST, ...args].join(' ');
    this.#child = spawn(HOST, args, { cwd, env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => {
        this.output += text;
        for (const look of this.#waiting) look();
      });
    }
    this.ended = new Promise((resolve) => {
      this.#child.on('close', (code, signal) => {
        this.hasEnded = true;
        for (const look of this.#waiting) look();
        resolve({ code, signal });
      });
    });
  }

  get pid() { return this.#child.pid; }

  // The match of `pattern` in what the host has printed so far, or will print.
  async prints(pattern) {
    const { promise, resolve, reject } = withResolvers();
    const look = () => {
      const match = this.output.match(pattern);
      if (match !== null) resolve(match);
      else if (this.hasEnded) reject(new Error(`ended without printing ${pattern}:\n$ ${this.command}\n${this.output}`));
    };
    this.#waiting.add(look);
    look();
    return promise.finally(() => this.#waiting.delete(look));
  }

  // 'http://127.0.0.1:PORT/'.
  async url() { return (this.scopeUrl ??= (await this.prints(/Scope listening on (http:\S+)/))[1]); }

  async get(path) {
    const response = await fetch(new URL(path, await this.url()));
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.headers.get('content-type').startsWith('application/json') ? response.json() : Buffer.from(await response.arrayBuffer());
  }

  // A line on its stdin, for scripts that wait for one.
  say(text) { this.#child.stdin.write(`${text}\n`); }

  signal(name) { this.#child.kill(name); }

  async end(name = 'SIGKILL') {
    if (!this.hasEnded) this.signal(name);
    return this.ended;
  }
}

// Node 20 has no Promise.withResolvers.
export function withResolvers() {
  const result = {};
  result.promise = new Promise((resolve, reject) => Object.assign(result, { resolve, reject }));
  return result;
}

// A file of the test's own folder.
export function file(name, text) {
  const path = join(scratch, name);
  writeFileSync(path, text);
  return path;
}
