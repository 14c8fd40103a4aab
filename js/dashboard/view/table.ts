// A lane's figures as a table, for who does not see its picture, and for tests.
import type { Cell, Table } from '../lanes/lane.ts';
import { h } from './dom.ts';
import { NONE } from './format.ts';

export function fillTable(host: HTMLElement, table: Table): void {
  host.replaceChildren(h('table', {},
    h('caption', {}, table.caption),
    h('thead', {}, h('tr', {}, ...table.columns.map((column) => h('th', { scope: 'col' }, column)))),
    h('tbody', {}, ...table.rows.map((row) => h('tr', {}, ...row.map((cell) => h('td', {}, isTold(cell) ? cell : NONE)))))));
}

function isTold(cell: Cell): cell is string | number {
  return cell !== null && cell !== '' && (typeof cell === 'string' || Number.isFinite(cell));
}
