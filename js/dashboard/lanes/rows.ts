// Lanes made of rows: a name in the gutter, bars along time.
import type { Area } from './lane.ts';

export const FONT = '11px system-ui, sans-serif';

export function drawRow(area: Area, name: string, y: number, height: number): void {
  const { context, left, width, theme } = area;
  context.fillStyle = theme.line;
  context.fillRect(left, y + height - 0.5, width - left, 0.5);
  context.fillStyle = theme.faint;
  context.font = FONT;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  context.fillText(name, left - 5, y + height / 2, left - 8);
  context.textAlign = 'left';
}

// Lets nothing be drawn over the gutter.
export function clipToTime(area: Area): void {
  const { context, left, width, height } = area;
  context.beginPath();
  context.rect(left, 0, width - left, height);
  context.clip();
}

// Bars of one colour that touch or overlap are drawn as one: thousands of bars a pixel cost one rectangle.
export class Bars {
  #from = NaN;
  #to = NaN;

  constructor(readonly context: CanvasRenderingContext2D, readonly y: number, readonly height: number, readonly color: string) {}

  add(from: number, to: number): void {
    const end = Math.max(to, from + 0.75);
    if (from <= this.#to + 0.25 && from >= this.#from) {
      if (end > this.#to) this.#to = end;
      return;
    }
    this.flush();
    this.#from = from;
    this.#to = end;
  }

  flush(): void {
    if (this.#from === this.#from) {
      this.context.fillStyle = this.color;
      this.context.fillRect(this.#from, this.y, this.#to - this.#from, this.height);
    }
    this.#from = this.#to = NaN;
  }
}

// Heights of neighbouring pixels, rounded to what can be seen; those that are equal are one rectangle. The style is the caller's.
export class Profile {
  #from = 0;
  #to = 0;
  #height = 0;

  constructor(readonly context: CanvasRenderingContext2D, readonly bottom: number) {}

  add(x: number, width: number, height: number): void {
    const rounded = height <= 0 ? 0 : Math.max(0.5, Math.round(height));
    if (rounded === this.#height && x === this.#to) {
      this.#to = x + width;
      return;
    }
    this.flush();
    this.#from = x;
    this.#to = x + width;
    this.#height = rounded;
  }

  // `most`: the height of a figure of 1; beyond it, none is higher. Less than `least` cannot be seen.
  addAll(figures: Float64Array, { x, count }: { x: number; count: number }, most: number, least = 0): void {
    for (let pixel = 0; pixel < count; pixel++) this.add(x + pixel, 1, figures[pixel] > least ? Math.min(1, figures[pixel]) * most : 0);
    this.flush();
  }

  flush(): void {
    if (this.#height > 0) this.context.fillRect(this.#from, this.bottom - this.#height, this.#to - this.#from, this.#height);
    this.#height = 0;
  }
}
