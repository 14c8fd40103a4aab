'use strict';

const binding = internalBinding('os');
const constants = internalBinding('constants').os;
const { codes: { ERR_SYSTEM_ERROR } } = require('internal/errors');
const { getCIDR } = require('internal/util/cidr');
const { validateInt32 } = require('internal/validators');

function systemError(errno, syscall) {
  const [code, message] = internalBinding('uv').getErrorMap().get(errno);
  return new ERR_SYSTEM_ERROR({ errno, code, message, syscall });
}

function checked(value, syscall) {
  if (typeof value === 'number' && value < 0) throw systemError(value, syscall);
  return value;
}

let information;
function getInformation(index) {
  information ??= checked(binding.getOSInformation(), 'uv_os_uname');
  return information[index];
}

function type() { return getInformation(0); }
function version() { return getInformation(1); }
function release() { return getInformation(2); }
function machine() { return getInformation(3); }
function arch() { return process.arch; }
function platform() { return process.platform; }
function endianness() { return 'LE'; }
function availableParallelism() { return binding.getAvailableParallelism(); }
function freemem() { return binding.getFreeMemory(); }
function totalmem() { return binding.getTotalMemory(); }
function hostname() { return checked(binding.getHostname(), 'uv_os_gethostname'); }
function homedir() { return checked(binding.getHomeDirectory(), 'uv_os_homedir'); }
function uptime() { return checked(binding.getUptime(), 'uv_uptime'); }
function loadavg() { return binding.getLoadAverage(); }

function tmpdir() {
  const { TMPDIR, TMP, TEMP } = process.env;
  const path = TMPDIR || TMP || TEMP || '/tmp';
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function cpus() {
  const flat = checked(binding.getCpus(), 'uv_cpu_info');
  const result = [];
  for (let i = 0; i < flat.length; i += 7) {
    const [model, speed, user, nice, sys, idle, irq] = flat.slice(i, i + 7);
    result.push({ model, speed, times: { user, nice, sys, idle, irq } });
  }
  return result;
}

function networkInterfaces() {
  const flat = checked(binding.getInterfaceAddresses(), 'uv_interface_addresses');
  const result = {};
  for (let i = 0; i < flat.length; i += 7) {
    const [name, address, netmask, family, mac, internal, scopeid] = flat.slice(i, i + 7);
    const entry = { address, netmask, family, mac, internal, cidr: getCIDR(address, netmask, family) };
    if (scopeid !== -1) entry.scopeid = scopeid;
    (result[name] ??= []).push(entry);
  }
  return result;
}

function setPriority(pid, priority) {
  if (priority === undefined) {
    priority = pid;
    pid = 0;
  }
  validateInt32(pid, 'pid');
  validateInt32(priority, 'priority', -20, 19);
  checked(binding.setPriority(pid, priority), 'uv_os_setpriority');
}

function getPriority(pid) {
  if (pid === undefined) pid = 0;
  else validateInt32(pid, 'pid');
  const [err, priority] = binding.getPriority(pid);
  checked(err, 'uv_os_getpriority');
  return priority;
}

function userInfo(options) {
  const asBuffers = typeof options === 'object' && options !== null && options.encoding === 'buffer';
  const [uid, gid, username, homedir, shell] = checked(binding.getUserInfo(asBuffers), 'uv_os_get_passwd');
  return { uid, gid, username, homedir, shell };
}

for (const fn of [arch, availableParallelism, endianness, freemem, homedir, hostname, machine, platform, release, tmpdir, totalmem, type, uptime,
  version]) {
  fn[Symbol.toPrimitive] = () => fn();
}

module.exports = {
  arch, availableParallelism, cpus, endianness, freemem, getPriority, homedir, hostname, loadavg, networkInterfaces, platform, release,
  setPriority, tmpdir, totalmem, type, userInfo, uptime, version, machine,
};

Object.defineProperties(module.exports, {
  constants: { __proto__: null, configurable: false, enumerable: true, value: constants },
  EOL: { __proto__: null, configurable: true, enumerable: true, writable: false, value: '\n' },
  devNull: { __proto__: null, configurable: true, enumerable: true, writable: false, value: '/dev/null' },
});
