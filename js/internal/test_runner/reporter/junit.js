'use strict';

// The XML that JUnit made common.

const { inspect } = require('internal/util/inspect');

// Node's escaping, to the letter: quotes become entities before ampersands do, line ends of attributes are left out.
const escapeText = (text) => `${text}`.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const escapeAttribute = (text) => escapeText(`${text}`.replaceAll('\n', '').replaceAll('"', '&quot;'));
const escapeComment = (text) => text.replaceAll('--', '&#45;&#45;');

function toXml(node) {
  const indent = '\t'.repeat(node.nesting + 1);
  if (node.comment !== undefined) return `${indent}<!-- ${escapeComment(node.comment)} -->\n`;
  if (node.text !== undefined) return `${escapeText(node.text)}\n`;
  const attributes = Object.entries(node.attributes).map(([name, value]) => `${name}="${escapeAttribute(value)}"`).join(' ');
  if (node.children.length === 0) return `${indent}<${node.tag} ${attributes}/>\n`;
  return `${indent}<${node.tag} ${attributes}>\n${node.children.map(toXml).join('')}${indent}</${node.tag}>\n`;
}

const messageOf = ({ details: { error } }) => error?.cause?.message ?? error?.message ?? `${error}`;

function failureOf(data) {
  const { nesting, details: { error } } = data;
  return {
    nesting: nesting + 1,
    tag: 'failure',
    attributes: { type: error?.failureType || error?.code, message: messageOf(data).trim() },
    children: [{ nesting: nesting + 2, text: inspect(error, { breakLength: Infinity }) }],
  };
}

async function* junitReporter(source) {
  yield '<?xml version="1.0" encoding="utf-8"?>\n<testsuites>\n';
  const roots = [];
  let open = [];
  for await (const { type, data } of source) {
    if (type === 'test:start') {
      const node = { nesting: data.nesting, attributes: { name: data.name }, children: [] };
      open.length = data.nesting;
      (open[data.nesting - 1]?.children ?? roots).push(node);
      open[data.nesting] = node;
    } else if (type === 'test:pass' || type === 'test:fail') {
      const node = open[data.nesting];
      if (node === undefined) continue;
      node.attributes.time = (data.details.duration_ms / 1000).toFixed(6);
      const cases = node.children.filter((child) => child.comment === undefined);
      if (cases.length > 0) {
        node.tag = 'testsuite';
        node.attributes.disabled = 0;
        node.attributes.errors = 0;
        node.attributes.tests = cases.length;
        node.attributes.failures = cases.filter((child) => child.children.some(({ tag }) => tag === 'failure')).length;
        node.attributes.skipped = cases.filter((child) => child.children.some(({ tag }) => tag === 'skipped')).length;
        node.attributes.hostname = require('os').hostname();
      } else {
        node.tag = 'testcase';
        node.attributes.classname = 'test';
        if (data.file !== undefined) node.attributes.file = data.file;
        const note = (why, message) => {
          node.children.push({ nesting: data.nesting + 1, tag: 'skipped', attributes: { type: why, message }, children: [] });
        };
        if (data.skip !== undefined) note('skipped', data.skip);
        if (data.todo !== undefined) note('todo', data.todo);
        if (type === 'test:fail') {
          node.children.push(failureOf(data));
          node.attributes.failure = messageOf(data);
        }
      }
      if (data.nesting === 0) {
        yield toXml(node);
        open = [];
      }
    } else if (type === 'test:diagnostic') {
      yield toXml({ nesting: data.nesting, comment: data.message });
    }
  }
  yield '</testsuites>\n';
}

module.exports = junitReporter;
