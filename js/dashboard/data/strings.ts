// The texts of a run's records, each kept once and as long as a row names it.
export class Strings {
  readonly #texts: (string | null)[] = [null];
  readonly #uses: number[] = [1];
  readonly #ids = new Map<string, number>();
  readonly #free: number[] = [];

  text(id: number): string | null {
    return this.#texts[id];
  }

  // The number of a text, if any row has it.
  find(text: string): number | undefined {
    return this.#ids.get(text);
  }

  // The number of `text`, used `count` times more.
  use(text: string | null, count: number): number {
    if (text === null) return 0;
    let id = this.#ids.get(text);
    if (id === undefined) {
      id = this.#free.pop() ?? this.#texts.length;
      this.#texts[id] = text;
      this.#uses[id] = 0;
      this.#ids.set(text, id);
    }
    this.#uses[id] += count;
    return id;
  }

  release(id: number): void {
    if (id === 0 || --this.#uses[id] > 0) return;
    this.#ids.delete(this.#texts[id]!);
    this.#texts[id] = null;
    this.#free.push(id);
  }

  get size(): number {
    return this.#ids.size;
  }
}
