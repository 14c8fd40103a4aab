'use strict';

// Small trees of files for tests of the module loaders.

const fs = require('fs');
const path = require('path');
const { tmpdir } = require('./index.js');

// Writes {relative path: text} (an object is written as JSON) into a fresh folder, which it returns.
function writeFiles(files) {
  const root = tmpdir();
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(root, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  }
  return root;
}

module.exports = { writeFiles };
