'use strict';

const { Module } = require('internal/modules/cjs/loader');
const { findPackageJSON } = require('internal/modules/find_package_json');

Module.findPackageJSON = findPackageJSON;

module.exports = Module;
