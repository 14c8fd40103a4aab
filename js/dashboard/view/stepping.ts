// Stepping the loop: buttons for the next phase, callback, microtasks, iteration, collection; and the wheel of phases, in libuv's order, which shows
// where the loop stands while it is held.
import { Debugger, type StepTo } from '../data/debugger.ts';
import { whyNotAsked } from '../data/door.ts';
import type { Page } from '../model/page.ts';
import { h, setAttribute, setText } from './dom.ts';
import type { Frames } from './frame.ts';
import { plural } from './format.ts';

// Since libuv 1.45 timers run after poll.
const PHASES = ['pending', 'idle', 'prepare', 'poll', 'check', 'closing', 'timers'];
const STEPS: [StepTo, string][] = [
  ['phase', 'until the next phase of the loop'], ['callback', 'until JavaScript is entered next'],
  ['microtasks', 'until ticks and microtasks run next'],
  ['iteration', 'until the next iteration'], ['gc', 'until after the next collection'],
];
const SVG = 'http://www.w3.org/2000/svg';
const RADIUS = 62, INNER = 34, SIZE = 150;

function svg(tag: string, attributes: Record<string, string | number>, text = ''): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  if (text !== '') element.textContent = text;
  return element;
}

const point = (radius: number, turn: number) =>
  `${(Math.sin(turn * 2 * Math.PI) * radius).toFixed(2)},${(-Math.cos(turn * 2 * Math.PI) * radius).toFixed(2)}`;

export class Stepping {
  readonly element: HTMLElement;
  readonly debugger = new Debugger();
  readonly #resume: HTMLButtonElement;
  readonly #state = h('p', { class: 'step-state', role: 'status' });
  readonly #segments = new Map<string, SVGElement>();
  readonly #details: HTMLDetailsElement;
  readonly #isolate = h('select', { 'aria-label': 'Isolate whose loop is stepped' });
  #isolates = '';

  constructor(readonly page: Page, frames: Frames) {
    this.debugger.changed.on(frames.invalidate);
    this.#resume = h('button', { type: 'button', click: () => this.debugger.resume() }, 'resume');
    this.#details = h('details', { class: 'menu' }, h('summary', {}, 'step'),
      h('div', { class: 'steps' },
        h('div', { class: 'step-buttons', role: 'group', 'aria-label': 'Step the loop' },
          ...STEPS.map(([to, title]) => h('button', { type: 'button', title: `Run ${title}`, click: () => this.step(to) }, to)), this.#resume),
        h('label', { class: 'step-isolate' }, 'loop of ', this.#isolate), this.#wheel(), this.#state));
    this.#isolate.addEventListener('change', () => this.debugger.choose(Number(this.#isolate.value)));
    page.runReplaced.on(() => {
      this.debugger.resume();
      this.debugger.choose(1);
    });
    this.element = this.#details;
    frames.onDraw(() => this.draw());
  }

  step(to: StepTo): void {
    this.#details.open = true;
    const { run } = this.page;
    const problem = whyNotAsked(run);
    if (problem !== null) this.debugger.refuse(problem);
    else void this.debugger.step(run.base!, to);
  }

  #wheel(): SVGElement {
    const wheel = svg('svg', { viewBox: `${-SIZE / 2 - 30} ${-SIZE / 2 - 10} ${SIZE + 60} ${SIZE + 20}`, class: 'wheel', 'aria-hidden': 'true' });
    PHASES.forEach((phase, i) => {
      const from = i / PHASES.length + 0.005, to = (i + 1) / PHASES.length - 0.005, middle = (from + to) / 2;
      const segment = svg('path', {
        d: `M${point(RADIUS, from)}A${RADIUS},${RADIUS},0,0,1,${point(RADIUS, to)}` +
          `L${point(INNER, to)}A${INNER},${INNER},0,0,0,${point(INNER, from)}Z`,
      });
      const [x, y] = point(RADIUS + 10, middle).split(',').map(Number);
      wheel.append(segment, svg('text', { x, y: y + 4, 'text-anchor': x > 8 ? 'start' : x < -8 ? 'end' : 'middle' }, phase));
      this.#segments.set(phase, segment);
    });
    wheel.append(svg('path', { d: 'M-6,-30 A30,30,0,0,1,14,-26 L10,-32 M14,-26 L8,-21', class: 'turn' }));
    return wheel;
  }

  draw(): void {
    const { pause, waitingFor, problem, active } = this.debugger;
    this.#resume.disabled = !active;
    const { run } = this.page;
    const alive = run.snapshot?.isolates.filter(({ state }) => state !== 'ended') ?? [];
    const key = alive.map(({ id, name }) => `${id} ${name}`).join('|');
    if (key !== this.#isolates) {
      this.#isolates = key;
      this.#isolate.replaceChildren(...alive.map(({ id, name }) => h('option', { value: id }, `isolate ${id} ${name}`)));
    }
    const chosen = String(this.debugger.isolate);
    if (this.#isolate.value !== chosen) this.#isolate.value = chosen;
    const phase = pause?.phase ?? alive.find(({ id }) => id === this.debugger.isolate)?.loop.phase ?? '';
    for (const [name, segment] of this.#segments) {
      const here = phase === name || (phase === 'pollIdle' && name === 'poll');
      const next = pause !== null && (pause.next === name || (pause.next === 'pollIdle' && name === 'poll'));
      setAttribute(segment, 'class', `${here ? 'here' : ''}${next ? ' next' : ''}`.trim());
    }
    setText(this.#state, this.#text());
    setAttribute(this.element, 'data-state', pause !== null ? 'held' : waitingFor !== null ? 'waiting' : 'running');
    if (problem !== '' && !this.#details.open) this.#details.open = true;
  }

  #text(): string {
    const { pause, waitingFor, problem } = this.debugger;
    if (problem !== '') return problem;
    if (waitingFor !== null) return `running until the next ${waitingFor}`;
    if (pause === null) return 'running; the wheel shows the phase of the last snapshot';
    const { alive } = pause;
    return `held at ${pause.at}: in ${pause.phase}, next ${pause.next}, iteration ${pause.iteration}. ` +
      `Alive: ${plural(alive.activeHandles, 'handle')}, ${plural(alive.activeRequests, 'request')}, ${plural(alive.timers, 'timer')}, ` +
      `${plural(alive.immediates, 'immediate')}` +
      `${alive.ticksScheduled ? ', ticks scheduled' : ''}`;
  }
}
