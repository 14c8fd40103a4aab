'use strict';

// A child with room for few descriptors opens files until it is told no.

const scope = require('isoscope');
const { execFileSync } = require('child_process');

const { limit, refute } = scope.parameters({ limit: 60, refute: false });

const program = `
  const fs = require('fs');
  const open = [];
  let code = null;
  for (let i = 0; i < 1000 && code === null; i++) {
    try {
      const fd = fs.openSync(process.execPath, 'r');
      if (${refute}) fs.closeSync(fd); else open.push(fd);
    } catch (error) {
      code = error.code;
    }
  }
  const opened = open.length;
  for (const fd of open.splice(0, 10)) fs.closeSync(fd);
  let again = null;
  try { fs.closeSync(fs.openSync(process.execPath, 'r')); again = true; } catch (error) { again = error.code; }
  process.stdout.write(JSON.stringify({ opened, code, again }));
`;
const { opened, code, again } = JSON.parse(execFileSync('sh', ['-c', `ulimit -n ${limit} && exec "$0" -e "$1"`, process.execPath, program]));
console.log(`limit ${limit}: ${opened} files were opened, then ${code}; after closing ten: ${again === true ? 'works again' : again}`);
scope.expect('beyond the limit open fails with EMFILE', code === 'EMFILE', { code });
scope.expect('the limit is the shell\'s', opened < limit && opened > limit / 2, { opened, limit });
scope.expect('when some are closed it works again', again === true, { again });
