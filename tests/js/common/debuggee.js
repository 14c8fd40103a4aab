'use strict';

// A child under the inspector, and a client of the Chrome DevTools Protocol that knows just enough of WebSockets.

const assert = require('assert');
const { spawn } = require('child_process');
const crypto = require('crypto');
const http = require('http');
const net = require('net');

function maskedFrame(opcode, payload, { fin = true, masked = true, length = payload.length } = {}) {
  const head = [(fin ? 0x80 : 0) | opcode];
  const mark = masked ? 0x80 : 0;
  if (length < 126) head.push(mark | length);
  else if (length < 65536) head.push(mark | 126, length >> 8, length & 255);
  else head.push(mark | 127, 0, 0, 0, Math.floor(length / 2 ** 32) & 255, ...[24, 16, 8, 0].map((shift) => (length >>> shift) & 255));
  if (!masked) return Buffer.concat([Buffer.from(head), payload]);
  const key = crypto.randomBytes(4);
  return Buffer.concat([Buffer.from(head), key, payload.map((byte, i) => byte ^ key[i & 3])]);
}

// Frames out of a server's bytes: [[opcode, payload], ...] and what is left.
function readFrames(bytes) {
  const frames = [];
  for (;;) {
    if (bytes.length < 2) break;
    let length = bytes[1] & 127;
    let start = 2;
    if (length === 126) {
      if (bytes.length < 4) break;
      length = bytes.readUInt16BE(2);
      start = 4;
    } else if (length === 127) {
      if (bytes.length < 10) break;
      length = Number(bytes.readBigUInt64BE(2));
      start = 10;
    }
    if (bytes.length < start + length) break;
    frames.push([bytes[0] & 15, bytes.subarray(start, start + length)]);
    bytes = bytes.subarray(start + length);
  }
  return [frames, bytes];
}

class Client {
  #nextId = 1;
  #pending = new Map();
  #listeners = [];
  #rest = Buffer.alloc(0);

  // `headers` and `path` replace what a good client sends.
  static connect(debuggee, { path = debuggee.path, headers = {} } = {}) {
    const client = new Client();
    client.events = [];
    client.closed = new Promise((resolve) => { client.onClosed = resolve; });
    return new Promise((resolve, reject) => {
      const request = http.request({
        port: debuggee.port,
        host: '127.0.0.1',
        path,
        headers: {
          'Connection': 'Upgrade', 'Upgrade': 'websocket', 'Sec-WebSocket-Version': '13',
          'Sec-WebSocket-Key': crypto.randomBytes(16).toString('base64'), ...headers,
        },
      });
      request.on('response', (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      request.on('error', reject);
      request.on('upgrade', (response, socket, head) => {
        client.socket = socket;
        socket.setNoDelay(true);
        socket.on('data', (bytes) => client.#onData(bytes));
        socket.on('error', () => {});
        socket.on('close', () => client.onClosed(client.closeCode));
        if (head.length > 0) client.#onData(head);
        resolve(client);
      });
      request.end();
    });
  }

  #onData(bytes) {
    const [frames, rest] = readFrames(this.#rest.length > 0 ? Buffer.concat([this.#rest, bytes]) : bytes);
    this.#rest = rest;
    for (const [opcode, payload] of frames) {
      if (opcode === 8) this.closeCode = payload.length >= 2 ? payload.readUInt16BE(0) : 0;
      if (opcode === 10) this.lastPong = payload.toString();
      if (opcode === 1) this.#onMessage(JSON.parse(payload));
    }
  }

  #onMessage(message) {
    if (message.id !== undefined && this.#pending.has(message.id)) {
      this.#pending.get(message.id)(message);
      this.#pending.delete(message.id);
      return;
    }
    this.events.push(message);
    for (const listener of [...this.#listeners]) listener(message);
  }

  // The whole answer.
  ask(method, params) {
    const id = this.#nextId++;
    this.sendText(JSON.stringify({ id, method, params }));
    return new Promise((resolve) => { this.#pending.set(id, resolve); });
  }

  // The result; an error is thrown.
  async send(method, params) {
    const answer = await this.ask(method, params);
    assert.strictEqual(answer.error, undefined, `${method}: ${JSON.stringify(answer.error)}`);
    return answer.result;
  }

  async value(expression, more) {
    const { result } = await this.send('Runtime.evaluate', { expression, returnByValue: true, ...more });
    return result.value;
  }

  sendText(text) {
    this.socket.write(maskedFrame(1, Buffer.from(text)));
  }

  // The params of the next event of that name that `matches`.
  next(method, matches = () => true) {
    return new Promise((resolve) => {
      const listener = (message) => {
        if (message.method !== method || !matches(message.params)) return;
        this.#listeners.splice(this.#listeners.indexOf(listener), 1);
        resolve(message.params);
      };
      this.#listeners.push(listener);
    });
  }

  on(method, handle) {
    this.#listeners.push((message) => {
      if (message.method === method) handle(message.params);
    });
  }

  close() {
    this.socket.end(maskedFrame(8, Buffer.from([3, 232])));
    return this.closed;
  }
}

// Runs this program with `args`; ready once debuggers may come.
function debug(args, { env } = {}) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  const debuggee = { child, stdout: '', stderr: '' };
  debuggee.ended = new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal })));
  process.on('exit', () => child.kill('SIGKILL'));
  child.stdout.on('data', (chunk) => { debuggee.stdout += chunk; });
  debuggee.listening = new Promise((resolve, reject) => {
    child.stderr.on('data', (chunk) => {
      debuggee.stderr += chunk;
      const match = /^Debugger listening on ws:\/\/[^/]*:(\d+)(\/\S+)$/m.exec(debuggee.stderr);
      if (match === null) return;
      debuggee.port = Number(match[1]);
      debuggee.path = match[2];
      resolve();
    });
    child.on('close', () => reject(new Error(`no debugger door: ${debuggee.stderr}`)));
  });
  debuggee.listening.catch(() => {});
  return debuggee;
}

async function attach(args, options) {
  const debuggee = debug(args, options);
  await debuggee.listening;
  return { debuggee, client: await Client.connect(debuggee) };
}

// Runs this program with --scope; ready once its door is there and `ready` (text or pattern) is on its stdout.
function scoped(args, ready) {
  const child = spawn(process.execPath, ['--scope=0', ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  process.on('exit', () => child.kill('SIGKILL'));
  const host = { child, stdout: '', stderr: '' };
  return new Promise((resolve, reject) => {
    const look = () => {
      const door = /^Scope listening on http:\/\/[^/]*:(\d+)\/$/m.exec(host.stderr);
      host.match = host.stdout.match(ready);
      if (door === null || host.match === null) return;
      host.port = Number(door[1]);
      resolve(host);
    };
    for (const name of ['stdout', 'stderr']) {
      child[name].on('data', (chunk) => {
        host[name] += chunk;
        look();
      });
    }
    child.on('close', () => reject(new Error(`not ready: ${host.stdout}${host.stderr}`)));
  });
}

function getJson(debuggee, path, headers) {
  return new Promise((resolve, reject) => {
    http.get({ port: debuggee.port, host: '127.0.0.1', path, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => { text += chunk; });
      response.on('end', () => resolve({ status: response.statusCode, text, json: () => JSON.parse(text) }));
    }).on('error', reject);
  });
}

module.exports = { Client, attach, debug, getJson, maskedFrame, net, scoped };
