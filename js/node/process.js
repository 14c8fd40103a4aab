'use strict';

// The object itself is made by bootstrap/realm and filled by internal/process/setup.
module.exports = process;
