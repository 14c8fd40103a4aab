'use strict';

// The ways to run a program: what goes through a shell, what is collected, and where it ends.

const scope = require('isoscope');
const { spawn, exec, execFile, fork } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const { bytes, refute } = scope.parameters({ bytes: 3 << 20, refute: false });

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'spawn-'));
const writer = path.join(folder, 'writer.js');
fs.writeFileSync(writer, `process.stdout.write('x'.repeat(${bytes})); if (process.send) process.send('sent');`);

const collected = (options) => new Promise((resolve) => {
  execFile(process.execPath, [writer], options, (error, stdout) => resolve({ code: error?.code ?? null, length: stdout.length }));
});

const streamed = () => new Promise((resolve) => {
  let length = 0;
  let most = 0;
  const child = spawn(process.execPath, [writer]);
  child.stdout.on('data', (chunk) => {
    length += chunk.length;
    most = Math.max(most, chunk.length);
  });
  child.on('close', (code) => resolve({ code, length, most }));
});

const echo = (run) => new Promise((resolve, reject) => run((error, stdout) => (error ? reject(error) : resolve(stdout.trim()))));

const forked = () => new Promise((resolve) => {
  const child = fork(writer, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  let message = null;
  child.on('message', (sent) => { message = sent; }).on('close', () => resolve(message));
});

(async () => {
  const standard = await collected(refute ? { maxBuffer: Infinity } : {});
  const unlimited = await collected({ maxBuffer: Infinity });
  const stream = await streamed();
  const hostile = '$(echo injected); echo two';
  const throughShell = await echo((done) => exec(`echo ${hostile}`, done));
  const asArgument = await echo((done) => execFile('echo', [hostile], done));
  const message = await forked();
  const missing = await new Promise((resolve) => spawn('/no/such/program').on('error', ({ code }) => resolve(code)));
  fs.rmSync(folder, { recursive: true });

  console.log(`collected: ${standard.length} of ${bytes} bytes, ${standard.code}; without a limit ${unlimited.length}; as a stream ` +
    `${stream.length} in chunks of at most ${stream.most}`);
  console.log(`exec: ${JSON.stringify(throughShell)}; execFile: ${JSON.stringify(asArgument)}`);
  scope.expect('what is collected ends at one mebibyte, and the child with it',
               standard.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER' && standard.length === 1 << 20, standard);
  scope.expect('unless maxBuffer says otherwise', unlimited.code === null && unlimited.length === bytes, unlimited);
  scope.expect('a stream has no such end, and small pieces', stream.code === 0 && stream.length === bytes && stream.most <= 65536, stream);
  scope.expect('exec goes through a shell, which runs what is in the text', throughShell === 'injected\ntwo', { throughShell });
  scope.expect('execFile and spawn do not: an argument is an argument', asArgument === hostile, { asArgument });
  scope.expect('fork adds a channel for messages', message === 'sent', { message });
  scope.expect('a program that does not exist is an error event', missing === 'ENOENT', { missing });
})();
