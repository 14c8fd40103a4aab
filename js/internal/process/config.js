'use strict';

// process.config: what programs ask of the build. Only what is true of this one.

function freeze(object) {
  for (const value of Object.values(object)) {
    if (typeof value === 'object' && value !== null) freeze(value);
  }
  return Object.freeze(object);
}

module.exports = freeze({
  target_defaults: {
    cflags: [],
    configurations: { Debug: { v8_enable_v8_checks: 0, variables: {} }, Release: { v8_enable_v8_checks: 1, variables: {} } },
    default_configuration: 'Release',
    defines: [],
    include_dirs: [],
    libraries: [],
  },
  variables: {
    asan: internalBinding('process_methods').hasAddressSanitizer() ? 1 : 0,
    coverage: false,
    host_arch: 'x64',
    icu_small: false,
    napi_build_version: '10',
    node_builtin_shareable_builtins: [],
    node_byteorder: 'little',
    node_module_version: 137,
    node_no_browser_globals: false,
    node_prefix: '/usr/local',
    node_release_urlbase: '',
    node_shared: false,
    node_shared_openssl: true,
    node_use_amaro: false,
    node_use_openssl: true,
    node_use_v8_platform: false,
    openssl_is_fips: false,
    openssl_quic: false,
    shlib_suffix: 'so.137',
    single_executable_application: false,
    target_arch: 'x64',
    v8_enable_i18n_support: 1,
    v8_enable_inspector: 0,
    v8_enable_webassembly: 1,
  },
});
