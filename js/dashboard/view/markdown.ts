// The small part of Markdown that READMEs of labs use, as elements: headings, paragraphs, lists, tables, code, emphasis. Never as markup.
import { h } from './dom.ts';

// `code`, **strong**, [text](target): a target is shown, not linked, unless it leads to the web: the lab's folder is not served.
export function inline(text: string): Node[] {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*|\[[^\]]+\]\([^)\s]+\))/).filter((part) => part !== '').map((part) => {
    if (part.length > 2 && part.startsWith('`')) return h('code', {}, part.slice(1, -1));
    if (part.length > 4 && part.startsWith('**')) return h('strong', {}, ...inline(part.slice(2, -2)));
    if (part.length > 2 && part.startsWith('*') && part.endsWith('*')) return h('em', {}, ...inline(part.slice(1, -1)));
    const link = /^\[([^\]]+)\]\(([^)\s]+)\)$/.exec(part);
    if (link === null) return document.createTextNode(part);
    if (!/^https?:\/\//.test(link[2])) return h('span', { title: link[2] }, ...inline(link[1]));
    return h('a', { href: link[2], rel: 'noreferrer', target: '_blank' }, ...inline(link[1]));
  });
}

export function render(text: string): Node[] {
  const nodes: Node[] = [];
  const lines = text.split(/\r?\n/);
  const isSpecial = (line: string) => /^(#{1,6} |```|[*-] |\d+\. |\|)/.test(line) || line.trim() === '';
  const take = (more: (line: string) => boolean) => {
    const taken: string[] = [];
    while (lines.length > 0 && more(lines[0])) taken.push(lines.shift()!);
    return taken;
  };
  while (lines.length > 0) {
    const line = lines[0];
    const heading = /^(#{1,6}) (.*)$/.exec(line);
    if (line.trim() === '') {
      lines.shift();
    } else if (heading !== null) {
      lines.shift();
      nodes.push(h(heading[1].length === 1 ? 'h2' : 'h3', {}, ...inline(heading[2])));
    } else if (line.startsWith('```')) {
      lines.shift();
      nodes.push(h('pre', { tabindex: '0' }, h('code', {}, take((next) => !next.startsWith('```')).join('\n'))));
      lines.shift();
    } else if (line.startsWith('|')) {
      nodes.push(table(take((next) => next.startsWith('|'))));
    } else if (/^([*-]|\d+\.) /.test(line)) {
      const ordered = /^\d/.test(line);
      const items = take((next) => next.trim() !== '' && !/^(#|```|\|)/.test(next)).join('\n').split(/^(?:[*-]|\d+\.) /m).slice(1);
      nodes.push(h(ordered ? 'ol' : 'ul', {}, ...items.map((item) => h('li', {}, ...inline(item.replace(/\s*\n\s*/g, ' '))))));
    } else {
      const first = lines.shift()!;
      nodes.push(h('p', {}, ...inline([first, ...take((next) => !isSpecial(next))].join(' '))));
    }
  }
  return nodes;
}

function table(lines: string[]): Node {
  const cells = (line: string) => line.replace(/^\||\|$/g, '').split('|').map((cell) => cell.trim());
  const [head, , ...rows] = lines;
  return h('table', {},
    h('thead', {}, h('tr', {}, ...cells(head).map((cell) => h('th', { scope: 'col' }, ...inline(cell))))),
    h('tbody', {}, ...rows.map((row) => h('tr', {}, ...cells(row).map((cell) => h('td', {}, ...inline(cell)))))));
}

// The paragraph that begins with **Label.**, without it.
export function labelled(text: string, label: string): string | null {
  const found = new RegExp(`^\\*\\*${label}\\.\\*\\* ([^]*?)(?:\\n\\s*\\n|$(?![^]))`, 'm').exec(text);
  return found === null ? null : found[1].replace(/\s*\n\s*/g, ' ').trim();
}
