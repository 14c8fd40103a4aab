// The inspector's Isoscope domain of one isolate, through the host's own door (docs/inspector.md): steps and bytecode. Open only while somebody asks.
import { Signal } from '../model/signal.ts';

interface Message {
  id?: number;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: { message: string };
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

export class Door {
  readonly heard = new Signal<{ method: string; params: unknown }>();
  readonly closed = new Signal();
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, Waiting>();
  #id = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#hear(JSON.parse(data as string) as Message));
    socket.addEventListener('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('the isolate has ended'));
      this.#waiting.clear();
      this.closed.emit();
    });
  }

  // `base`: of the host's doors.
  static async open(base: string, isolate: number): Promise<Door> {
    const socket = new WebSocket(`${base.replace(/^http/, 'ws')}/isoscope?isolate=${isolate}`);
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve(), { once: true });
      socket.addEventListener('error', () => reject(new Error(`isolate ${isolate} does not answer: it has ended, or the host has`)), { once: true });
    });
    return new Door(socket);
  }

  ask(method: string, params: object = {}): Promise<unknown> {
    const id = ++this.#id;
    this.#socket.send(JSON.stringify({ id, method: `Isoscope.${method}`, params }));
    return new Promise((resolve, reject) => { this.#waiting.set(id, { resolve, reject }); });
  }

  close(): void {
    this.#socket.close();
  }

  #hear({ id, method, params, result, error }: Message): void {
    if (method !== undefined) return this.heard.emit({ method, params });
    const waiting = this.#waiting.get(id ?? 0);
    this.#waiting.delete(id ?? 0);
    if (error !== undefined) waiting?.reject(new Error(error.message));
    else waiting?.resolve(result);
  }
}

// Why the isolates of a run cannot be asked; null when they can.
export function whyNotAsked({ base, replay, state }: { base: string | null; replay: unknown; state: string }): string | null {
  if (base === null || replay !== null) return 'a recording has no isolate that could be asked';
  if (state === 'ended') return 'the host has ended: its isolates are gone';
  return state === 'lost' ? 'the host is not reached' : null;
}
