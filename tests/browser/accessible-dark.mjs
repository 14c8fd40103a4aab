// axe-core finds no violation in the dark page, with everything open that opens.
// Timeout: 240

import { walk } from './lib/axe_walk.mjs';

await walk('dark');
