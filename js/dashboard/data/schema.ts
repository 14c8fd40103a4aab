// The records' schema as the host was built with it: which kinds there are, and how the page keeps each of their fields.
import type { Kind, ScopeRecord } from 'schema/records';
import list from 'schema/kinds.json';

export type { Kind, ScopeRecord };

export interface Field {
  name: string;
  type: string;
  values?: (string | null)[];
  description: string;
}

export interface KindInfo {
  name: Kind;
  lifecycle: boolean;
  default: boolean;
  description: string;
  fields: Field[];
}

export const kinds = (list as unknown as { kinds: KindInfo[] }).kinds;
export const kindNames = kinds.map((kind) => kind.name);
export const defaultKinds = kinds.filter((kind) => kind.default).map((kind) => kind.name);

const byName = new Map(kinds.map((kind) => [kind.name, kind]));

export function kindInfo(kind: Kind): KindInfo {
  return byName.get(kind)!;
}

// How a field lies in columns:
//   number, bool   one column of numbers; what is null is NaN
//   enum           one column of indexes into the schema's values
//   string         one column of interned texts
//   map            a column for each key that was seen: phasesUs.poll
//   named          a column for each name and member that was seen: spaces.old_space.usedBytes
//   text           one column of JSON texts: what has no fixed form
export type Form = 'number' | 'bool' | 'enum' | 'string' | 'map' | 'named' | 'text';

export function formOf(field: Field): Form {
  if (field.type.startsWith('integer') || field.type.startsWith('number')) return 'number';
  if (field.type === 'boolean') return 'bool';
  if (field.type === 'enum') return 'enum';
  if (field.type.startsWith('string')) return 'string';
  if (field.type.startsWith('[{name,')) return 'named';
  if (field.type.startsWith('{')) return 'map';
  return 'text';
}

// Where a record's time begins, for kinds that last; all end at timeUs.
export const startFields: Partial<Record<Kind, string>> = {
  gc: 'startUs', loop: 'startUs', callback: 'startUs', gcStep: 'startUs', pool: 'submittedUs',
};
