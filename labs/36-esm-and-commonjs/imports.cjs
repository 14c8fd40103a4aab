exports.load = () => import('./values.mjs');
