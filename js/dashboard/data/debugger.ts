// Steps of the host's loop, through its debugger's door (docs/inspector.md): open only while somebody steps; when the page goes, the run goes on.
import { Signal } from '../model/signal.ts';

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

interface Message {
  id?: number;
  method?: string;
  params?: unknown;
  error?: { message: string };
}

export class Debugger {
  readonly changed = new Signal();
  pause: Pause | null = null;
  waitingFor: StepTo | null = null;  // Asked for, and not reached yet.
  problem = '';
  #socket: WebSocket | undefined;
  #id = 0;

  constructor(readonly base: string) {}

  get active(): boolean {
    return this.#socket !== undefined;
  }

  async step(to: StepTo): Promise<void> {
    this.problem = '';
    this.waitingFor = to;
    this.pause = null;
    this.changed.emit();
    try {
      const socket = this.#socket ?? await this.#connect();
      socket.send(JSON.stringify({ id: ++this.#id, method: 'Isoscope.step', params: { to } }));
    } catch (error) {
      this.#end((error as Error).message);
    }
  }

  // Lets the run go on, and leaves it alone.
  resume(): void {
    this.#socket?.close();
    this.#end('');
  }

  async #connect(): Promise<WebSocket> {
    const response = await fetch(`${this.base}/run`);
    const { debugger: url } = await response.json() as { debugger: string | null };
    if (url === null) throw new Error('the run must be started with --inspect to be stepped');
    const socket = new WebSocket(url);
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve(), { once: true });
      socket.addEventListener('error', () => reject(new Error('the debugger\'s door does not answer')), { once: true });
    });
    socket.addEventListener('message', ({ data }) => this.#hear(JSON.parse(data as string) as Message));
    socket.addEventListener('close', () => { if (this.#socket === socket) this.#end('the run has ended'); });
    this.#socket = socket;
    return socket;
  }

  #hear({ method, params, error }: Message): void {
    if (method === 'Isoscope.paused') {
      this.pause = params as Pause;
      this.waitingFor = null;
    } else if (method === 'Isoscope.resumed') {
      this.pause = null;
    } else if (error !== undefined) {
      this.problem = error.message;
    }
    this.changed.emit();
  }

  #end(problem: string): void {
    this.#socket = undefined;
    this.pause = this.waitingFor = null;
    this.problem = problem;
    this.changed.emit();
  }
}
