// The scripts of a run: given by a recording, or asked of the host and then kept, so that they are still there when it has ended.
import { Signal } from '../model/signal.ts';

const MAX_CHARACTERS = 16 << 20;  // Of what nobody has asked for in a while the oldest goes.

export class Sources {
  readonly changed = new Signal();
  readonly #texts = new Map<string, string>();
  readonly #isolates = new Map<string, number>();
  readonly #asked = new Map<string, 'waiting' | 'there' | 'none'>();
  readonly #listed = new Set<string>();
  #characters = 0;

  // `base`: of the host's doors; null for a recording, which gives what it has.
  constructor(readonly base: string | null) {}

  add(url: string, text: string, isolate = 1): void {
    this.#isolates.set(url, isolate);
    this.#characters += text.length - (this.#texts.get(url)?.length ?? 0);
    this.#texts.delete(url);
    this.#texts.set(url, text);
    this.#listed.add(url);
    for (const [oldest, old] of this.#texts) {
      if (this.#characters <= MAX_CHARACTERS || oldest === url) break;
      this.#texts.delete(oldest);
      this.#asked.delete(oldest);
      this.#characters -= old.length;
    }
    this.changed.emit();
  }

  // Those whose text is there.
  get all(): { url: string; isolate: number; text: string }[] {
    return [...this.#texts].map(([url, text]) => ({ url, text, isolate: this.#isolates.get(url) ?? 1 }));
  }

  // The text; null while it is on its way, undefined when there is none.
  get(url: string): string | null | undefined {
    const text = this.#texts.get(url);
    if (text !== undefined) return text;
    this.want(url);
    return this.#asked.get(url) === 'waiting' ? null : undefined;
  }

  want(url: string): void {
    if (this.base === null || this.#texts.has(url) || this.#asked.has(url)) return;
    this.#asked.set(url, 'waiting');
    const found = this.#fetch(url).then((there) => this.#asked.set(url, there ? 'there' : 'none'), () => this.#asked.delete(url));
    found.finally(() => this.changed.emit());
  }

  // Every script that the run has, as far as it is known; refresh() asks the host for its list.
  get urls(): string[] {
    return [...this.#listed].sort();
  }

  async refresh(): Promise<void> {
    if (this.base === null) return;
    try {
      await this.#list();
      this.changed.emit();
    } catch {
      // The host has ended: what is known is what there is.
    }
  }

  // One list serves all who ask while it is on its way.
  #listing: Promise<void> | undefined;

  #list(): Promise<void> {
    this.#listing ??= fetch(`${this.base}/sources`).then(async (response) => {
      const { sources } = await response.json() as { sources: { url: string; kept: boolean }[] };
      for (const { url, kept } of sources) if (kept) this.#listed.add(url);
    }).finally(() => { this.#listing = undefined; });
    return this.#listing;
  }

  // Only what the host has is asked for.
  async #fetch(url: string): Promise<boolean> {
    if (!this.#listed.has(url)) await this.#list();
    if (!this.#listed.has(url)) return false;
    const response = await fetch(`${this.base}/sources?url=${encodeURIComponent(url)}`);
    if (response.ok) this.add(url, await response.text());
    return response.ok;
  }
}
