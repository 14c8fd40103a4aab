'use strict';

// WebAssembly as ES modules: a source text module around the instance, so that V8 links its imports and exports like any others.

const { urlToFilename } = require('internal/modules/helpers');
const { ModuleWrap } = internalBinding('module_wrap');

// Namespace of a wasm module -> its instance's exports: globals go from wasm to wasm as they are, not as their values.
const instances = new WeakMap();

function compileBytes(url, bytes) {
  try {
    return new WebAssembly.Module(bytes);
  } catch (error) {
    error.message = `${urlToFilename(url)}: ${error.message}`;
    throw error;
  }
}

function importsFor(compiled, specifiers, namespaces) {
  const imports = { __proto__: null };
  specifiers.forEach((specifier, i) => { imports[specifier] = namespaces[i]; });
  for (const { kind, module, name } of WebAssembly.Module.imports(compiled)) {
    const instance = instances.get(namespaces[specifiers.indexOf(module)]);
    if (kind !== 'global' || instance === undefined) continue;
    imports[module] = { __proto__: null, ...imports[module], [name]: instance[name] };
  }
  return imports;
}

function exportValues(compiled, instance) {
  const values = { __proto__: null };
  for (const { kind, name } of WebAssembly.Module.exports(compiled)) {
    try {
      values[name] = kind === 'global' ? instance[name].value : instance[name];
    } catch {
      values[name] = undefined;  // A v128 global has no JavaScript value.
    }
  }
  return values;
}

function wrapWasm(url, bytes) {
  const compiled = compileBytes(url, bytes);
  const specifiers = [...new Set(WebAssembly.Module.imports(compiled).map(({ module }) => module))];
  const names = WebAssembly.Module.exports(compiled).map(({ name }) => name);
  const imports = specifiers.map((specifier, i) => `import * as i${i} from ${JSON.stringify(specifier)};`);
  const exports = names.map((name, i) => `const e${i} = values[${JSON.stringify(name)}]; export { e${i} as ${JSON.stringify(name)} };`);
  const list = specifiers.map((_, i) => `i${i}`).join();
  const wrap = new ModuleWrap(url, `${imports.join('')}const values = import.meta.instantiate([${list}]);${exports.join('')}`, 0, 0);
  wrap.initializeImportMeta = (meta) => {
    meta.instantiate = (namespaces) => {
      require('internal/util').emitExperimentalWarning('Importing WebAssembly module instances');
      const { exports: instance } = new WebAssembly.Instance(compiled, importsFor(compiled, specifiers, namespaces));
      instances.set(wrap.getNamespace(), instance);
      return exportValues(compiled, instance);
    };
  };
  return wrap;
}

module.exports = { wrapWasm };
