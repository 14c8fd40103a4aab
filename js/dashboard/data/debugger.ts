// Steps of an isolate's loop. The door is open only while somebody steps; when the page goes, the run goes on.
import { Signal } from '../model/signal.ts';
import { Door } from './door.ts';

export type StepTo = 'phase' | 'iteration' | 'microtasks' | 'callback' | 'gc';

export interface Pause {
  at: string;
  phase: string;
  next: string;
  iteration: number;
  alive: {
    activeHandles: number; activeRequests: number; timers: number; immediates: number; ticksScheduled: boolean; handles: Record<string, number>;
  };
}

export class Debugger {
  readonly changed = new Signal();
  isolate = 1;
  pause: Pause | null = null;
  waitingFor: StepTo | null = null;  // Asked for, and not reached yet.
  problem = '';
  #door: Door | undefined;
  #opening: Promise<Door> | undefined;

  get active(): boolean {
    return this.#door !== undefined;
  }

  // Another isolate's loop; the one that was held runs on.
  choose(isolate: number): void {
    if (isolate === this.isolate) return;
    this.resume();
    this.isolate = isolate;
    this.changed.emit();
  }

  async step(base: string, to: StepTo): Promise<void> {
    this.problem = '';
    this.waitingFor = to;
    this.pause = null;
    this.changed.emit();
    try {
      const door = this.#door ?? await (this.#opening ??= this.#open(base));
      await door.ask('step', { to });
    } catch (error) {
      this.#end((error as Error).message);
    }
  }

  refuse(problem: string): void {
    this.#end(problem);
  }

  // Lets the run go on, and leaves it alone.
  resume(): void {
    this.#end('');
  }

  async #open(base: string): Promise<Door> {
    const { isolate } = this;
    try {
      const door = await Door.open(base, isolate);
      if (isolate !== this.isolate) {
        door.close();
        throw new Error('another isolate was chosen');
      }
      this.#door = door;
      door.heard.on(({ method, params }) => {
        if (door !== this.#door) return;
        if (method === 'Isoscope.paused') {
          this.pause = params as Pause;
          this.waitingFor = null;
        } else if (method === 'Isoscope.resumed') {
          this.pause = null;
        }
        this.changed.emit();
      });
      door.closed.on(() => { if (door === this.#door) this.#end(`isolate ${isolate} has ended`); });
      return door;
    } finally {
      this.#opening = undefined;
    }
  }

  #end(problem: string): void {
    const door = this.#door;
    this.#door = undefined;
    door?.close();
    this.pause = this.waitingFor = null;
    this.problem = problem;
    this.changed.emit();
  }
}
