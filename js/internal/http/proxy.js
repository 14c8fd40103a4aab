'use strict';

// Proxies that the environment names (HTTP_PROXY, HTTPS_PROXY, NO_PROXY): an Agent with `proxyEnv` sends its requests through them.

const { codes: { ERR_PROXY_INVALID_CONFIG } } = require('internal/errors');

const kProxyConfig = Symbol('kProxyConfig');
const kWaitForProxyTunnel = Symbol('kWaitForProxyTunnel');

const names = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY', 'no_proxy', 'NO_PROXY'];

function addressToNumber(ip) {
  return ip.split('.').reduce((number, part) => number * 256 + Number(part), 0);
}

// '192.168.1.0-192.168.1.255'
function isInRange(host, entry) {
  const net = require('net');
  const { 0: from, 1: to } = entry.split('-').map((part) => part.trim());
  if (!net.isIPv4(host) || !net.isIPv4(from) || !net.isIPv4(to)) return false;
  const number = addressToNumber(host);
  return number >= addressToNumber(from) && number <= addressToNumber(to);
}

function isBypassedBy(entry, host, port) {
  if (entry === '*' || entry === host || (port && entry === `${host}:${port}`)) return true;
  if (entry.startsWith('.')) return host.endsWith(entry.slice(1));
  if (entry.startsWith('*.')) return host.endsWith(entry.slice(1));
  return entry.includes('-') && isInRange(host, entry);
}

class ProxyConfig {
  constructor(url, bypass) {
    let parsed;
    try {
      parsed = new URL(url);
    } catch {
      throw new ERR_PROXY_INVALID_CONFIG(`Invalid proxy URL: ${url}`);
    }
    const { hostname, password, port, protocol, username } = parsed;
    this.href = url;
    this.protocol = protocol;
    if (username || password) {
      const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
      this.auth = `Basic ${Buffer.from(credentials).toString('base64')}`;
    }
    this.bypassList = bypass ? bypass.split(',').map((entry) => entry.trim().toLowerCase()) : [];
    this.proxyConnectionOptions = {
      host: hostname.startsWith('[') ? hostname.slice(1, -1) : hostname,
      port: port ? Number(port) : (protocol === 'https:' ? 443 : 80),
    };
  }

  shouldUseProxy(hostname, port) {
    const host = hostname.toLowerCase();
    return !this.bypassList.some((entry) => isBypassedBy(entry, host, port));
  }
}

// Null when the environment names no proxy for `protocol`, or one that others may understand.
function parseProxyConfigFromEnv(env, protocol) {
  if (protocol !== 'http:' && protocol !== 'https:') return null;
  const url = protocol === 'https:' ? env.https_proxy || env.HTTPS_PROXY : env.http_proxy || env.HTTP_PROXY;
  if (!url) return null;
  if (/[\r\n]/.test(url)) throw new ERR_PROXY_INVALID_CONFIG(`Invalid proxy URL: ${url}`);
  if (!/^https?:\/\//.test(url)) return null;
  return new ProxyConfig(url, env.no_proxy || env.NO_PROXY);
}

function checkShouldUseProxy(config, options) {
  if (!config || options.socketPath) return false;
  return config.shouldUseProxy(options.host || 'localhost', options.port);
}

function filterEnvForProxies(env) {
  const filtered = { __proto__: null };
  for (const name of names) filtered[name] = env[name];
  return filtered;
}

// A plain HTTP request through a proxy names the whole URL.
function rewriteForProxiedHttp(request, options) {
  const { agent } = request;
  if (request._header || !agent?.[kProxyConfig] || (options.protocol || agent.protocol) !== 'http:') return;
  if (!checkShouldUseProxy(agent[kProxyConfig], options)) return;
  const { auth } = agent[kProxyConfig];
  if (auth) request.setHeader('proxy-authorization', auth);
  request.setHeader('proxy-connection', request.shouldKeepAlive ? 'keep-alive' : 'close');
  const url = new URL(request.path, `http://${request.getHeader('host') || 'localhost'}`);
  if (options.port) url.port = options.port;
  request.path = url.href;
}

module.exports = {
  checkShouldUseProxy,
  filterEnvForProxies,
  kProxyConfig,
  kWaitForProxyTunnel,
  parseProxyConfigFromEnv,
  rewriteForProxiedHttp,
};
