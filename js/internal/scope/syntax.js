'use strict';

// scope.syntaxOf(source): the tokens and the syntax tree of a script as acorn reads them. V8 has a scanner, a parser and a tree of its own and shows
// none of them to anybody: what is seen here has the same grammar, not the same nodes, and says so in `parser`.

const { validateBoolean, validateObject, validateString } = require('internal/validators');

// {parser, isV8s: false, tokens: [{type, text, start, end}], tree}; the tree's nodes are ESTree's.
function syntaxOf(source, options = {}) {
  validateString(source, 'source');
  validateObject(options, 'options');
  const { module = false } = options;
  validateBoolean(module, 'options.module');
  const acorn = require('internal/deps/acorn');
  const found = [];
  const tree = acorn.parse(source, {
    ecmaVersion: 'latest', sourceType: module ? 'module' : 'script', allowReturnOutsideFunction: !module, allowHashBang: true, onToken: found,
  });
  const tokens = found.filter(({ type }) => type !== acorn.tokTypes.eof).map(({ type, start, end }) => ({
    type: type.keyword !== undefined ? 'keyword' : type === acorn.tokTypes.name ? 'identifier' : type.label,
    text: source.slice(start, end), start, end,
  }));
  return { parser: `acorn ${acorn.version}, not V8's`, isV8s: false, tokens, tree };
}

module.exports = { syntaxOf };
