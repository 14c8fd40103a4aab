// The colours of what is drawn, read from style/base.css so that dark and light stand in one place.
const NAMES = [
  'text', 'back', 'faint', 'line', 'panel', 'cursor', 'selection', 'mark', 'ok', 'bad', 'warn',
  'idle', 'poll', 'check', 'closing', 'timers', 'pending', 'outside', 'tick',
  'wait', 'run', 'slow', 'dot',
  'scavenge', 'major', 'incremental', 'weak',
  's0', 's1', 's2', 's3', 's4', 's5', 's6', 's7',
] as const;

export type Theme = Record<(typeof NAMES)[number], string>;

export function readTheme(): Theme {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim() || '#888'])) as Theme;
}

export function onThemeChange(changed: () => void): () => void {
  const query = matchMedia('(prefers-color-scheme: dark)');
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}
