'use strict';

// Sessions that should have ended are still there. A snapshot tells how many and who keeps them.

const scope = require('isoscope');
const v8 = require('v8');

const { sessions, refute } = scope.parameters({ sessions: 500, refute: false });

class LeakedSession {
  constructor(id) { this.id = id; }
}

const server = (() => {
  const sessionsById = new Map();
  return {
    open(id) { sessionsById.set(id, new LeakedSession(id)); },
    close(id) { if (refute) sessionsById.delete(id); },  // The leak: forgets to.
  };
})();

async function snapshot() {
  const chunks = [];
  for await (const chunk of v8.getHeapSnapshot()) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
}

// Nodes with their class, and who refers to each.
function read({ snapshot: { meta }, nodes, edges, strings }) {
  const width = meta.node_fields.length;
  const at = Object.fromEntries(meta.node_fields.map((field, i) => [field, i]));
  const edgeTypes = meta.edge_types[0];
  const nodeTypes = meta.node_types[0];
  const list = [];
  for (let i = 0; i < nodes.length; i += width) {
    list.push({ type: nodeTypes[nodes[i + at.type]], name: strings[nodes[i + at.name]], edges: nodes[i + at.edge_count], from: null });
  }
  let edge = 0;
  for (const node of list) {
    for (let i = 0; i < node.edges; i++, edge += 3) {
      const type = edgeTypes[edges[edge]];
      const target = list[edges[edge + 2] / width];
      if (type === 'weak' || target.from !== null || target === node) continue;
      target.from = { node, name: type === 'element' || type === 'hidden' ? `[${edges[edge + 1]}]` : strings[edges[edge + 1]] };
    }
  }
  return list;
}

function retainingPath(node) {
  const path = [node.name];
  const seen = new Set();
  for (let here = node; here.from !== null && !seen.has(here) && path.length < 12; here = here.from.node) {
    seen.add(here);
    path.push(`${here.from.name} of ${here.from.node.name || here.from.node.type}`);
  }
  return path;
}

for (let id = 0; id < sessions; id++) server.open(id);
for (let id = 0; id < sessions; id++) server.close(id);

snapshot().then((json) => {
  const nodes = read(json);
  const leaked = nodes.filter((node) => node.type === 'object' && node.name === 'LeakedSession');
  console.log(`${nodes.length} nodes in the snapshot, ${leaked.length} of class LeakedSession`);
  scope.expect('every leaked session is in the snapshot', leaked.length === sessions, { leaked: leaked.length, sessions });
  const path = leaked.length !== 0 ? retainingPath(leaked[leaked.length - 1]) : [];
  console.log(`held by: ${path.join(' <- ')}`);
  scope.expect('the path back names the map that was forgotten', path.some((step) => step.startsWith('sessionsById of')), { path });
});
