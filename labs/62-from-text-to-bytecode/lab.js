'use strict';

// One function as text, as tokens, as a tree and as bytecode.

const scope = require('isoscope');

const { refute } = scope.parameters({ refute: false });

function add(a, b) { return a + b; }
function addLater(a, b) { return (((a)) + ((b))); }

const { parser, isV8s, tokens, tree } = scope.syntaxOf(`${add}`);
console.log(`text      ${add}`);
console.log(`tokens    ${tokens.map(({ type, text }) => (type === text || type === 'keyword' ? text : `${type}(${text})`)).join(' ')}   (${parser})`);

function draw(node, depth = 0) {
  const remark = node.name ?? node.operator ?? '';
  console.log(`${depth === 0 ? 'tree      ' : ' '.repeat(10 + 2 * depth)}${node.type}${remark && ` ${remark}`}`);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child?.type === 'string') draw(child, depth + 1);
    }
  }
}
draw(tree);

const operations = (fn) => scope.bytecodeOf(fn).instructions.map(({ text }) => text);
console.log(`bytecode  ${operations(add).join('; ')}   (V8's own)`);

function shape(node) {
  if (Array.isArray(node)) return node.map(shape);
  if (typeof node?.type !== 'string') return null;
  const children = Object.entries(node).map(([key, value]) => [key, shape(value)]).filter(([, value]) => value !== null);
  return { type: node.type, ...Object.fromEntries(children) };
}
const other = refute ? 'function add(a, b) { return a + b + 0; }' : `${addLater}`;
const same = (one, two) => JSON.stringify(one) === JSON.stringify(two);

scope.expect('the tokens are those of the text, in its order', tokens.map(({ text }) => text).join('') === `${add}`.replace(/\s/g, ''),
             { tokens: tokens.length });
scope.expect('the tree names its parser and says that it is not V8\'s', !isV8s && /^acorn .*not V8's$/.test(parser), { parser });
const declaration = tree.body[0];
scope.expect('a function declaration with two parameters that returns a sum',
             declaration.type === 'FunctionDeclaration' && declaration.params.length === 2 &&
             declaration.body.body[0].argument.type === 'BinaryExpression', { type: declaration.type });
scope.expect('parentheses are in the text, not in the tree', same(shape(tree), shape(scope.syntaxOf(other).tree)));
scope.expect('the bytecode is Ldar, Add, Return: a machine with an accumulator',
             same(operations(add).map((text) => text.split(' ')[0]), ['Ldar', 'Add', 'Return']), { bytecode: operations(add) });
scope.expect('the sum has a slot in which V8 notes the types it saw', /\[\d+\]$/.test(operations(add)[1]), { add: operations(add)[1] });
