'use strict';

// Numbers of uv codes that our own streams compare with.

const { UV_EOF } = internalBinding('uv');

module.exports = { eofErrno: UV_EOF };
