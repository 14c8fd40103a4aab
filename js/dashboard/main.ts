// The page: a connection to the host, what is shown of it, and the views of that. docs/page.md says how the parts fit together.
import './style/base.css';
import './style/page.css';
import './style/lanes.css';
import './style/details.css';
import 'uplot/dist/uPlot.min.css';
import { Connection } from './data/connect.ts';
import { defaultKinds } from './data/schema.ts';
import { Page } from './model/page.ts';
import { Controls } from './view/controls.ts';
import { h } from './view/dom.ts';
import { Drawer } from './view/drawer.ts';
import { Files } from './view/files.ts';
import { Frames } from './view/frame.ts';
import { Header } from './view/header.ts';
import { Help } from './view/help.ts';
import { Keyboard } from './view/keyboard.ts';
import { LanesView } from './view/lanes.ts';
import { Lesson } from './view/lesson.ts';
import { Stepping } from './view/stepping.ts';
import { BytecodeTab } from './view/tabs/bytecode.ts';
import { SourceTab } from './view/tabs/source.ts';
import { WhyTab } from './view/tabs/why.ts';
import { Verdicts } from './view/verdicts.ts';

const connection = new Connection(location.origin, defaultKinds);
const page = new Page(connection);
const frames = new Frames();
page.changed.on(frames.invalidate);

const header = new Header(page, frames);
const verdicts = new Verdicts(page, frames);
const lesson = new Lesson(page, frames);
const lanes = new LanesView(page, frames);
const help = new Help();
const stepping = new Stepping(page, frames);
const files = new Files(page, connection, frames);
const controls = new Controls(page, lanes, frames, [...files.elements, stepping.element]);
const bytecode = new BytecodeTab();
const source = new SourceTab((place) => {
  bytecode.want(place);
  drawer.select(bytecode.id);
});
const drawer = new Drawer(page, frames, [source, bytecode, new WhyTab()]);
const keyboard = new Keyboard(page, lanes, [
  {
    keys: ['Escape'], shown: 'Esc', what: 'close the details, drop the selection',
    run: () => (files.compare.isOpen ? files.compare.close() : drawer.isOpen ? drawer.close() : page.timeline.select(null)),
  },
  { keys: ['p', 'P'], shown: 'P', what: 'step the loop to its next phase', run: () => stepping.step('phase') },
  { keys: ['m', 'M'], shown: 'M', what: 'step to the next microtasks', run: () => stepping.step('microtasks') },
  { keys: ['g', 'G'], shown: 'G', what: 'step to the next collection', run: () => stepping.step('gc') },
  { keys: ['r', 'R'], shown: 'R', what: 'let the loop run on', run: () => stepping.debugger.resume() },
  { keys: ['o', 'O'], shown: 'O', what: 'open a recording', run: () => files.choose() },
  { keys: ['c', 'C'], shown: 'C', what: 'compare with a recording', run: () => files.chooseOther() },
  { keys: ['?'], shown: '?', what: 'this sheet', run: () => help.toggle() },
]);
help.fill(keyboard.shortcuts);

document.body.append(
  header.element,
  h('main', {}, files.notice, verdicts.element, controls.element, files.compare.element,
    h('div', { class: 'beside' }, lanes.element, lesson.element)),
  drawer.element, help.element, keyboard.region);
// The page shows something: for tests, and for who waits with the picture.
frames.onDraw(() => {
  if (page.run.records > 0 || page.run.caughtUp) document.documentElement.dataset.ready = '';
});
frames.invalidate();

// For tests, and for who has the browser's console open.
Object.assign(globalThis, { isoscope: { page, frames, lanes, compare: files.compare } });
