'use strict';

// What a terminal sends for its keys, made into 'keypress' events.

const { kEscape } = require('internal/readline/csi');

// code -> [name, modifier]; a code is what stays of a sequence without ESC and without the number of its modifiers.
const kShift = 'shift';
const kCtrl = 'ctrl';

function makeNames() {
  const names = new Map();
  const letters = { A: 'up', B: 'down', C: 'right', D: 'left', E: 'clear', F: 'end', H: 'home' };
  for (const letter in letters) {
    names.set(`[${letter}`, [letters[letter]]);
    names.set(`O${letter}`, [letters[letter]]);
  }
  // rxvt
  for (const letter of ['A', 'B', 'C', 'D', 'E']) {
    names.set(`[${letter.toLowerCase()}`, [letters[letter], kShift]);
    names.set(`O${letter.toLowerCase()}`, [letters[letter], kCtrl]);
  }
  const numbers = { 1: 'home', 2: 'insert', 3: 'delete', 4: 'end', 5: 'pageup', 6: 'pagedown', 7: 'home', 8: 'end' };
  for (const number in numbers) {
    names.set(`[${number}~`, [numbers[number]]);
    if (number === '1' || number === '4') continue;
    names.set(`[${number}$`, [numbers[number], kShift]);
    names.set(`[${number}^`, [numbers[number], kCtrl]);
  }
  [11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24].forEach((number, i) => names.set(`[${number}~`, [`f${i + 1}`]));
  ['P', 'Q', 'R', 'S'].forEach((letter, i) => {
    names.set(`O${letter}`, [`f${i + 1}`]);
    names.set(`[${letter}`, [`f${i + 1}`]);
  });
  ['A', 'B', 'C', 'D', 'E'].forEach((letter, i) => names.set(`[[${letter}`, [`f${i + 1}`]));
  names.set('[[5~', ['pageup']);  // PuTTY
  names.set('[[6~', ['pagedown']);
  names.set('[Z', ['tab', kShift]);
  names.set('[200~', ['paste-start']);
  names.set('[201~', ['paste-end']);
  return names;
}

let namesOfCodes;

const isDigit = (character) => character >= '0' && character <= '9';

function charLengthAt(text, i) {
  if (text.length <= i) return 1;  // As if there were one: completion moves to the right.
  return text.codePointAt(i) >= 0x10000 ? 2 : 1;
}

function charLengthLeft(text, i) {
  if (i <= 0) return 0;
  return (i > 1 && text.codePointAt(i - 2) >= 0x10000) || text.codePointAt(i - 1) >= 0x10000 ? 2 : 1;
}

// After "ESC O": [text, code, modifier].
function* readSs3(text) {
  let character = yield;
  text += character;
  let modifier = 0;
  if (isDigit(character)) {
    modifier = character - 1;
    character = yield;
    text += character;
  }
  return [text, `O${character}`, modifier];
}

// After "ESC [": as readSs3. Numbers have up to three digits, one more may follow a semicolon.
function* readCsi(text) {
  let code = '[';
  let character = yield;
  text += character;
  if (character === '[') {  // The Linux console's function keys.
    code += character;
    character = yield;
    text += character;
  }
  const start = text.length - 1;
  for (let i = 0; i < 3 && isDigit(character); i++) {
    character = yield;
    text += character;
  }
  if (character === ';') {
    character = yield;
    text += character;
    if (isDigit(character)) text += yield;
  }
  const command = text.slice(start);
  let match = /^(?:(\d\d?)(?:;(\d))?([~^$])|(\d{3}~))$/.exec(command);
  if (match !== null) return [text, code + (match[4] ?? match[1] + match[3]), (match[2] ?? 1) - 1];
  match = /^(?:(?:\d;)?(\d))?([A-Za-z])$/.exec(command);
  if (match !== null) return [text, code + match[2], (match[1] ?? 1) - 1];
  return [text, code + command, 0];
}

function nameSequence(key, code, modifier) {
  namesOfCodes ??= makeNames();
  key.ctrl = (modifier & 4) !== 0;
  key.meta = (modifier & 10) !== 0;
  key.shift = (modifier & 1) !== 0;
  key.code = code;
  const known = namesOfCodes.get(code);
  key.name = known?.[0] ?? 'undefined';
  if (known?.[1] !== undefined) key[known[1]] = true;
}

const kPlainNames = {
  '__proto__': null, '\r': 'return', '\n': 'enter', '\t': 'tab', '\b': 'backspace', '\x7f': 'backspace', [kEscape]: 'escape', ' ': 'space',
};

function nameCharacter(key, character, escaped) {
  const plain = kPlainNames[character];
  if (plain !== undefined) {
    key.name = plain;
    key.meta = escaped;
  } else if (!escaped && character <= '\x1a') {
    key.name = String.fromCharCode(character.charCodeAt(0) + 0x60);
    key.ctrl = true;
  } else if (/^[0-9A-Za-z]$/.test(character)) {
    key.name = character.toLowerCase();
    key.shift = /^[A-Z]$/.test(character);
    key.meta = escaped;
  } else if (escaped) {
    // An empty character ends a lone ESC: nothing came in time.
    key.name = character.length > 0 ? undefined : 'escape';
    key.meta = true;
  }
}

// Fed with one character at a time; '' says that an escape sequence goes on no more.
function* emitKeys(stream) {
  for (;;) {
    let character = yield;
    let text = character;
    let escaped = false;
    const key = { sequence: null, name: undefined, ctrl: false, meta: false, shift: false };
    if (character === kEscape) {
      escaped = true;
      character = yield;
      text += character;
      if (character === kEscape) {
        character = yield;
        text += character;
      }
    }
    if (escaped && (character === 'O' || character === '[')) {
      const [whole, code, modifier] = yield* (character === 'O' ? readSs3(text) : readCsi(text));
      text = whole;
      nameSequence(key, code, modifier);
    } else {
      nameCharacter(key, character, escaped);
    }
    key.sequence = text;
    if (text.length !== 0 && (key.name !== undefined || escaped)) {
      stream.emit('keypress', escaped ? undefined : text, key);
    } else if (charLengthAt(text, 0) === text.length) {
      stream.emit('keypress', text, key);
    }
  }
}

// -- readline.emitKeypressEvents -------------------------------------------------------------------------------------------------------------

const kDecoder = Symbol('keypressDecoder');
const kMachine = Symbol('escapeDecoder');
const kEscapeCodeTimeout = 500;

// `iface`: the Interface that a lone ESC belongs to, if any.
function emitKeypressEvents(stream, iface = {}) {
  if (stream[kDecoder]) return;
  const { StringDecoder } = require('string_decoder');
  stream[kDecoder] = new StringDecoder('utf8');
  stream[kMachine] = emitKeys(stream);
  stream[kMachine].next();
  let timeout;
  const endEscape = () => stream[kMachine].next('');

  function feed(text) {
    let length = 0;
    for (const character of text) {
      length += character.length;
      if (length === text.length) iface.isCompletionEnabled = true;
      try {
        stream[kMachine].next(character);
        // A lone ESC, or the start of a sequence whose rest may still come.
        if (length === text.length && character === kEscape) timeout = setTimeout(endEscape, iface.escapeCodeTimeout ?? kEscapeCodeTimeout);
      } catch (error) {
        // A listener threw: the machine is dead, the next key needs a new one.
        stream[kMachine] = emitKeys(stream);
        stream[kMachine].next();
        throw error;
      }
    }
  }

  function onData(input) {
    if (stream.listenerCount('keypress') === 0) {
      stream.removeListener('data', onData);
      stream.on('newListener', onNewListener);
      return;
    }
    const text = stream[kDecoder].write(input);
    if (text === '') return;
    clearTimeout(timeout);
    iface.isCompletionEnabled = iface.sawKeyPress = false;
    // More than one key at once is pasted text, in which a tab is no wish for completion.
    iface.sawKeyPress = charLengthAt(text, 0) === text.length;
    feed(text);
  }

  function onNewListener(event) {
    if (event !== 'keypress') return;
    stream.on('data', onData);
    stream.removeListener('newListener', onNewListener);
  }

  if (stream.listenerCount('keypress') > 0) stream.on('data', onData);
  else stream.on('newListener', onNewListener);
}

module.exports = { charLengthAt, charLengthLeft, emitKeypressEvents };
