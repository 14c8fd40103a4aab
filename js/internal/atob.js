'use strict';

// atob() and btoa() are globals and exports of node:buffer: the same functions, whose work is loaded when it is asked for.

function atob(input) {
  return Reflect.apply(require('internal/buffer_text').atob, this, arguments);
}

function btoa(input) {
  return Reflect.apply(require('internal/buffer_text').btoa, this, arguments);
}

module.exports = { atob, btoa };
