'use strict';

// The commands that begin with a dot.

function save(repl, file) {
  if (file === '') {
    repl.output.write('The "file" argument must be specified\n');
    return;
  }
  try {
    require('fs').writeFileSync(file, `${repl.lines.join('\n')}\n`);
    repl.output.write(`Session saved to: ${file}\n`);
  } catch {
    repl.output.write(`Failed to save: ${file}\n`);
  }
}

function load(repl, file) {
  if (file === '') {
    repl.output.write('The "file" argument must be specified\n');
    return;
  }
  const fs = require('fs');
  try {
    if (!fs.statSync(file).isFile()) {
      repl.output.write(`Failed to load: ${file} is not a valid file\n`);
      return;
    }
    const text = fs.readFileSync(file, 'utf8');
    repl.runInput(text);
  } catch {
    repl.output.write(`Failed to load: ${file}\n`);
  }
}

function defineDefaultCommands(repl) {
  repl.defineCommand('break', {
    help: 'Sometimes you get stuck, this gets you out',
    action() {
      this.clearBufferedCommand();
      this.displayPrompt();
    },
  });
  const clears = repl.useGlobal ? 'Alias for .break' : 'Break, and also clear the local context';
  repl.defineCommand('clear', {
    help: clears,
    action() {
      this.clearBufferedCommand();
      if (!this.useGlobal) {
        this.output.write('Clearing context...\n');
        this.resetContext();
      }
      this.displayPrompt();
    },
  });
  repl.defineCommand('exit', {
    help: 'Exit the REPL',
    action() { this.close(); },
  });
  repl.defineCommand('help', {
    help: 'Print this help message',
    action() {
      const names = Object.keys(this.commands).sort();
      const width = Math.max(...names.map((name) => name.length)) + 3;
      for (const name of names) {
        const { help } = this.commands[name];
        this.output.write(`.${help ? name.padEnd(width) + help : name}\n`);
      }
      this.output.write('\nPress Ctrl+C to abort current expression, Ctrl+D to exit the REPL\n');
      this.displayPrompt();
    },
  });
  repl.defineCommand('save', {
    help: 'Save all evaluated commands in this REPL session to a file',
    action(file) {
      save(this, file);
      this.displayPrompt();
    },
  });
  repl.defineCommand('load', {
    help: 'Load JS from a file into the REPL session',
    action(file) {
      load(this, file);
      this.displayPrompt();
    },
  });
  if (!repl.terminal) return;
  repl.defineCommand('editor', {
    help: 'Enter editor mode',
    action() {
      this.enterEditor();
    },
  });
}

module.exports = { defineDefaultCommands };
