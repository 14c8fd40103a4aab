'use strict';

// Asks for the history once a second and draws it. Nothing here comes from outside of this server.

const graphs = [
  { title: 'heap used', unit: 'MB', of: (point) => point.heapUsed / 1e6 },
  { title: 'array buffers', unit: 'MB', of: (point) => point.arrayBuffers / 1e6 },
  { title: 'resident', unit: 'MB', of: (point) => point.rss / 1e6 },
  { title: 'event loop delay, max', unit: 'ms', of: (point) => point.eventLoopDelay.max },
  { title: 'worker pool: running and queued', unit: '', of: (point) => point.pool.running + point.pool.queued },
  { title: 'thread pool: busy and queued', unit: '', of: (point) => (point.threadPool ? point.threadPool.busy + point.threadPool.queued : null) },
];

const actions = [
  ['/files/download/buffer?mb=50', 'download 50 MB, buffered'], ['/files/download/stream?mb=50', 'download 50 MB, streamed'],
  ['/memory/churn?mb=100', 'make 100 MB of garbage'], ['/memory/leak?mb=10', 'leak 10 MB'], ['/memory/leak/clear', 'let the leak go'],
  ['/memory/retain?mb=100', 'allocate 100 MB of Buffers'], ['/memory/gc', 'full collection'],
  ['/cpu/block?ms=800', 'block the loop for 800 ms'], ['/cpu/worker?n=36', 'compute in a worker'], ['/cpu/pool?n=36', 'compute in the pool'],
  ['/reports/export/inline?rows=300000', 'CSV report on the main thread'], ['/reports/export/worker?rows=300000', 'CSV report in a worker'],
];

for (const graph of graphs) {
  const figure = document.createElement('figure');
  const caption = document.createElement('figcaption');
  const name = document.createElement('span');
  name.textContent = graph.title;
  graph.value = document.createElement('output');
  caption.append(name, graph.value);
  graph.canvas = document.createElement('canvas');
  graph.canvas.setAttribute('role', 'img');
  figure.append(caption, graph.canvas);
  document.getElementById('graphs').append(figure);
}

function draw(graph, points) {
  const { canvas } = graph;
  const scale = devicePixelRatio;
  canvas.width = canvas.clientWidth * scale;
  canvas.height = canvas.clientHeight * scale;
  const values = points.map(graph.of).filter((value) => value !== null);
  const most = Math.max(1, ...values);
  const context = canvas.getContext('2d');
  context.strokeStyle = getComputedStyle(canvas).color;
  context.lineWidth = 1.5 * scale;
  context.beginPath();
  values.forEach((value, i) => context.lineTo((i / Math.max(1, values.length - 1)) * canvas.width, canvas.height * (0.97 - 0.94 * value / most)));
  context.stroke();
  const last = values.at(-1);
  graph.value.textContent = last === undefined ? 'not told by this host' : `${last.toFixed(1)} ${graph.unit} (most ${most.toFixed(1)})`;
  canvas.setAttribute('aria-label', `${graph.title}: ${graph.value.textContent}`);
}

const state = document.getElementById('state');

async function refresh() {
  try {
    const { points } = await (await fetch('/metrics/history')).json();
    for (const graph of graphs) draw(graph, points);
    state.textContent = `${points.length} points`;
  } catch (error) {
    state.textContent = `No answer: ${error.message}`;
  }
  setTimeout(refresh, 1000);
}

for (const [url, title] of actions) {
  const button = document.createElement('button');
  button.textContent = title;
  button.title = url;
  button.addEventListener('click', async () => {
    const start = performance.now();
    const response = await fetch(url);
    const type = response.headers.get('content-type');
    const text = type === 'application/json' ? await response.text() : `${(await response.arrayBuffer()).byteLength} bytes of ${type}`;
    const line = `${url} -> ${response.status} in ${(performance.now() - start).toFixed(0)} ms: ${text.slice(0, 300)}\n`;
    document.getElementById('answers').prepend(line);
  });
  document.getElementById('actions').append(button);
}

refresh();
