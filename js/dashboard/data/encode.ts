// Records as the doors write them -> blocks of columns. Runs in the feed.
import { formOf, kindInfo, type Field, type Form, type Kind } from './schema.ts';
import type { Batch, Block, Part } from './wire.ts';

export type Item = Record<string, unknown> & { kind: Kind; isolate: number; sequence: number };

interface Plan {
  field: Field;
  form: Form;
  values: Map<string | null, number>;
}

const plans = new Map<Kind, Plan[]>();

function planOf(kind: Kind): Plan[] {
  let plan = plans.get(kind);
  if (plan === undefined) {
    plan = kindInfo(kind).fields.map((field) => ({
      field, form: formOf(field), values: new Map((field.values ?? []).map((value, index) => [value, index])),
    }));
    plans.set(kind, plan);
  }
  return plan;
}

const known = new Set<string>();

export class Encoder {
  #strings: (string | null)[] = [null];
  #ids = new Map<string, number>();

  #intern(text: unknown): number {
    if (typeof text !== 'string') return 0;
    let id = this.#ids.get(text);
    if (id === undefined) {
      id = this.#strings.length;
      this.#strings.push(text);
      this.#ids.set(text, id);
    }
    return id;
  }

  encode(items: Item[], droppedCount: number): Batch {
    this.#strings = [null];
    this.#ids.clear();
    const groups = new Map<string, Item[]>();
    let lastSequence = 0;
    for (const item of items) {
      if (item.sequence > lastSequence) lastSequence = item.sequence;
      const key = `${item.kind} ${item.isolate}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
    const blocks: Block[] = [];
    for (const group of groups.values()) {
      if (kindInfo(group[0].kind) !== undefined) blocks.push(this.#block(group));
    }
    return { blocks, strings: this.#strings, droppedCount, lastSequence };
  }

  #block(items: Item[]): Block {
    const { kind, isolate } = items[0];
    const count = items.length;
    const parts: Record<string, Part> = {};
    const number = (name: string, missing: number): Float64Array => {
      let part = parts[name];
      if (part === undefined) {
        const values = new Float64Array(count);
        if (missing !== 0) values.fill(missing);
        part = parts[name] = { form: 'number', values };
      }
      return part.values as Float64Array;
    };
    for (const name of ['sequence', 'timeUs']) {
      const values = number(name, 0);
      for (let i = 0; i < count; i++) values[i] = items[i][name] as number;
    }
    known.clear();
    for (const name of ['kind', 'isolate', 'sequence', 'timeUs']) known.add(name);
    for (const { field: { name }, form, values: indexes } of planOf(kind)) {
      known.add(name);
      if (form === 'number') {
        const values = number(name, 0);
        for (let i = 0; i < count; i++) values[i] = (items[i][name] ?? NaN) as number;
      } else if (form === 'bool' || form === 'enum') {
        const values = new Uint8Array(count);
        for (let i = 0; i < count; i++) {
          const value = items[i][name];
          values[i] = form === 'bool' ? Number(value) : indexes.get(value as string | null) ?? 255;
        }
        parts[name] = { form: 'small', values };
      } else if (form === 'string') {
        const values = new Uint32Array(count);
        for (let i = 0; i < count; i++) values[i] = this.#intern(items[i][name]);
        parts[name] = { form: 'string', values };
      } else if (form === 'text') {
        parts[name] = { form: 'text', values: items.map((item) => (item[name] == null ? null : JSON.stringify(item[name]))) };
      } else if (form === 'map') {
        for (let i = 0; i < count; i++) {
          const map = items[i][name] as Record<string, number | null> | null;
          for (const key in map) number(`${name}.${key}`, NaN)[i] = map[key] ?? NaN;
        }
      } else {
        for (let i = 0; i < count; i++) {
          for (const entry of (items[i][name] ?? []) as Record<string, unknown>[]) {
            for (const key in entry) {
              // Most spaces are always empty: what is zero has no column until it is not.
              if (key !== 'name' && entry[key] !== 0) number(`${name}.${entry.name}.${key}`, 0)[i] = entry[key] as number;
            }
          }
        }
      }
    }
    // What this page's schema does not know is a number or is left.
    for (let i = 0; i < count; i++) {
      for (const name in items[i]) {
        if (!known.has(name) && typeof items[i][name] === 'number') number(name, NaN)[i] = items[i][name] as number;
      }
    }
    return { kind, isolate, count, parts };
  }
}

export function transferables(batch: Batch): Transferable[] {
  const parts = batch.blocks.flatMap((block) => Object.values(block.parts));
  return parts.flatMap((part) => (part.form === 'text' ? [] : [part.values.buffer as ArrayBuffer]));
}
