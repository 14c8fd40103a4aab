'use strict'

module.exports = process // The builtin's own parameter.
