// Draws once per frame at most, and only when something has changed.
const KEPT = 600;

export class Frames {
  readonly #draws = new Set<() => void>();
  #requested = 0;
  // What the last frames took, in milliseconds of the page's own script; newest last.
  readonly times: number[] = [];
  count = 0;

  onDraw(draw: () => void): () => void {
    this.#draws.add(draw);
    return () => this.#draws.delete(draw);
  }

  readonly invalidate = (): void => {
    if (this.#requested === 0) this.#requested = requestAnimationFrame(this.#run);
  };

  readonly #run = (): void => {
    this.#requested = 0;
    const begin = performance.now();
    for (const draw of this.#draws) draw();
    this.times.push(performance.now() - begin);
    this.count++;
    if (this.times.length > KEPT) this.times.splice(0, KEPT / 2);
  };
}
