'use strict';

// Coverage in lcov's form: of what test:coverage events tell.

const { Transform } = require('stream');

class LcovReporter extends Transform {
  constructor() {
    super({ writableObjectMode: true });
  }

  _transform({ type, data }, encoding, callback) {
    if (type !== 'test:coverage') {
      callback(null);
      return;
    }
    const { files, workingDirectory } = data.summary;
    callback(null, files.map((file) => fileRecord(file, workingDirectory)).join(''));
  }
}

function fileRecord(file, folder) {
  let text = `TN:\nSF:${require('path').relative(folder, file.path)}\n`;
  file.functions.forEach(({ line, name }, i) => { text += `FN:${line},${name || `anonymous_${i}`}\n`; });
  file.functions.forEach(({ count, name }, i) => { text += `FNDA:${count},${name || `anonymous_${i}`}\n`; });
  text += `FNF:${file.totalFunctionCount}\nFNH:${file.coveredFunctionCount}\n`;
  file.branches.forEach(({ line, count }, i) => { text += `BRDA:${line},${i},0,${count}\n`; });
  text += `BRF:${file.totalBranchCount}\nBRH:${file.coveredBranchCount}\n`;
  for (const { line, count } of file.lines) text += `DA:${line},${count}\n`;
  return `${text}LH:${file.coveredLineCount}\nLF:${file.totalLineCount}\nend_of_record\n`;
}

module.exports = LcovReporter;
