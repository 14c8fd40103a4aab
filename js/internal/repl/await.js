'use strict';

// `await` at the top level of the REPL: the input becomes the body of an async function, and what it declares is declared outside of it.

const parser = () => require('internal/deps/acorn');
const walker = () => require('internal/deps/acorn-walk');

const kOptions = { ecmaVersion: 'latest', allowAwaitOutsideFunction: true, locations: false };

// Whether something is awaited outside of all inner functions; what a `return` at the top level means is for the plain compiler to say.
function inspectBody(body) {
  const found = { awaits: false, returns: false };
  const walk = walker();
  const visitors = {
    ...walk.base,
    Function() {},
    Class(node, state, visit) {
      if (node.superClass) visit(node.superClass, state);
    },
    AwaitExpression(node, state, visit) {
      found.awaits = true;
      walk.base.AwaitExpression(node, state, visit);
    },
    ForOfStatement(node, state, visit) {
      if (node.await) found.awaits = true;
      walk.base.ForOfStatement(node, state, visit);
    },
    ReturnStatement(node, state, visit) {
      found.returns = true;
      walk.base.ReturnStatement(node, state, visit);
    },
  };
  for (const statement of body) walk.recursive(statement, undefined, visitors);
  return found;
}

function namesOf(pattern, names = []) {
  switch (pattern?.type) {
    case 'Identifier': names.push(pattern.name); break;
    case 'ObjectPattern': for (const property of pattern.properties) namesOf(property.value ?? property.argument, names); break;
    case 'ArrayPattern': for (const element of pattern.elements) namesOf(element, names); break;
    case 'AssignmentPattern': namesOf(pattern.left, names); break;
    case 'RestElement': namesOf(pattern.argument, names); break;
    default:
  }
  return names;
}

class Rewriter {
  #source;
  #changes = [];
  vars = new Set();
  lets = new Set();

  constructor(source) {
    this.#source = source;
  }

  replace(start, end, text) { this.#changes.push({ start, end, text }); }
  insert(at, text) { this.replace(at, at, text); }

  // `let a = 1, {b} = c` as `void (a = 1, {b} = c)`: the names are declared outside.
  declaration(node, isTopLevel, inLoopHead) {
    const names = node.kind === 'var' ? this.vars : this.lets;
    for (const { id } of node.declarations) for (const name of namesOf(id)) names.add(name);
    if (inLoopHead) {
      this.replace(node.start, node.declarations[0].start, '');
      return;
    }
    this.replace(node.start, node.declarations[0].start, 'void ( ');
    node.declarations.forEach(({ id, init, start, end }) => {
      this.insert(start, '(');
      this.insert(end, init === null ? `=undefined)` : ')');
    });
    const last = node.declarations.at(-1);
    this.insert(last.end, ' )');
  }

  apply() {
    let text = this.#source;
    const sorted = this.#changes.map((change, i) => ({ ...change, i })).sort((a, b) => b.start - a.start || b.i - a.i);
    for (const { start, end, text: replacement } of sorted) text = text.slice(0, start) + replacement + text.slice(end);
    return text;
  }
}

// `var` inside blocks and loops of the top level belongs to the top level.
function hoistInnerVars(statement, rewriter) {
  const walk = walker();
  const loopHeads = new Set();
  walk.recursive(statement, undefined, {
    ...walk.base,
    Function() {},
    Class() {},
    ForStatement(node, state, visit) {
      if (node.init) loopHeads.add(node.init);
      walk.base.ForStatement(node, state, visit);
    },
    ForInStatement(node, state, visit) {
      loopHeads.add(node.left);
      walk.base.ForInStatement(node, state, visit);
    },
    ForOfStatement(node, state, visit) {
      loopHeads.add(node.left);
      walk.base.ForOfStatement(node, state, visit);
    },
    VariableDeclaration(node, state, visit) {
      if (node.kind === 'var') rewriter.declaration(node, false, loopHeads.has(node));
      walk.base.VariableDeclaration(node, state, visit);
    },
  });
}

// The program to run instead, or null when nothing is awaited. Its value is a promise of {value}.
function processTopLevelAwait(source) {
  const prefix = '(async () => { ';
  const wrapped = `${prefix}${source} })()`;
  let root;
  try {
    root = parser().parse(wrapped, kOptions);
  } catch (error) {
    if (error.message.startsWith('Unterminated ')) error.message = `Unterminated ${error.message.slice(13)}`;
    throw error;
  }
  const { body } = root.body[0].expression.callee.body;
  const { awaits, returns } = inspectBody(body);
  if (!awaits || returns) return null;
  const rewriter = new Rewriter(wrapped);
  body.forEach((statement, i) => {
    const isLast = i === body.length - 1;
    switch (statement.type) {
      case 'FunctionDeclaration':
        rewriter.vars.add(statement.id.name);
        rewriter.insert(statement.start, `${statement.id.name} = ${statement.id.name}; `);
        rewriter.insert(statement.start, `this.${statement.id.name} = ${statement.id.name}; `);
        break;
      case 'ClassDeclaration':
        rewriter.lets.add(statement.id.name);
        rewriter.insert(statement.start, `${statement.id.name}=`);
        break;
      case 'VariableDeclaration':
        rewriter.declaration(statement, true, false);
        break;
      case 'ExpressionStatement':
        if (isLast) {
          rewriter.insert(statement.start, 'return { __proto__: null, value: (');
          const end = wrapped[statement.end - 1] === ';' ? statement.end - 1 : statement.end;
          rewriter.insert(end, ') }');
        }
        break;
      default:
        hoistInnerVars(statement, rewriter);
    }
  });
  let declared = '';
  if (rewriter.vars.size > 0) declared += `var ${[...rewriter.vars].join(', ')}; `;
  if (rewriter.lets.size > 0) declared += `let ${[...rewriter.lets].join(', ')}; `;
  return declared + rewriter.apply();
}

module.exports = { processTopLevelAwait };
