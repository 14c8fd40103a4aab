'use strict';

// Messages of the codes that only crypto, HTTP, sockets, workers, vm and the like use: kept apart from errors/messages, so that a start
// that needs none of them does not load the table. The format of an entry is described there.

const { Error, RangeError, SyntaxError, TypeError } = globalThis;
const { determineSpecificType } = require('internal/errors/describe');

module.exports = {
  __proto__: null,
  ERR_ASYNC_LOADER_REQUEST_NEVER_SETTLED: [Error, 'Async loader request never settled'],
  ERR_BROTLI_INVALID_PARAM: [RangeError, '%s is not a valid Brotli parameter'],
  ERR_CANNOT_WATCH_SIGINT: [Error, 'Cannot watch for SIGINT signals'],
  ERR_CHILD_CLOSED_BEFORE_REPLY: [Error, 'Child closed before reply received'],
  ERR_CHILD_PROCESS_IPC_REQUIRED: [Error, "Forked processes must have an IPC channel, missing value 'ipc' in %s"],
  ERR_CHILD_PROCESS_STDIO_MAXBUFFER: [RangeError, '%s maxBuffer length exceeded'],
  ERR_CONTEXT_NOT_INITIALIZED: [Error, 'context used is not initialized'],
  ERR_CRYPTO_ARGON2_NOT_SUPPORTED: [Error, 'Argon2 algorithm not supported'],
  ERR_CRYPTO_CUSTOM_ENGINE_NOT_SUPPORTED: [Error, 'Custom engines not supported by this OpenSSL'],
  ERR_CRYPTO_ECDH_INVALID_FORMAT: [TypeError, 'Invalid ECDH format: %s'],
  ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY: [Error, 'Public key is not valid for specified curve'],
  ERR_CRYPTO_ENGINE_UNKNOWN: [Error, 'Engine "%s" was not found'],
  ERR_CRYPTO_FIPS_FORCED: [Error, 'Cannot set FIPS mode, it was forced with --force-fips at startup.'],
  ERR_CRYPTO_FIPS_UNAVAILABLE: [Error, 'Cannot set FIPS mode in a non-FIPS build.'],
  ERR_CRYPTO_HASH_FINALIZED: [Error, 'Digest already called'],
  ERR_CRYPTO_HASH_UPDATE_FAILED: [Error, 'Hash update failed'],
  ERR_CRYPTO_INCOMPATIBLE_KEY: [Error, 'Incompatible %s: %s'],
  ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS: [Error, 'The selected key encoding %s %s.'],
  ERR_CRYPTO_INVALID_DIGEST: [TypeError, 'Invalid digest: %s'],
  ERR_CRYPTO_INVALID_JWK: [TypeError, 'Invalid JWK data'],
  ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE: [TypeError, 'Invalid key object type %s, expected %s.'],
  ERR_CRYPTO_INVALID_STATE: [Error, 'Invalid state for operation %s'],
  ERR_CRYPTO_KEM_NOT_SUPPORTED: [Error, 'KEM is not supported'],
  ERR_CRYPTO_PBKDF2_ERROR: [Error, 'PBKDF2 error'],
  ERR_CRYPTO_SCRYPT_NOT_SUPPORTED: [Error, 'Scrypt algorithm not supported'],
  ERR_CRYPTO_SIGN_KEY_REQUIRED: [Error, 'No key provided to sign'],
  ERR_DEBUGGER_ERROR: [Error, '%s'],
  ERR_DEBUGGER_STARTUP_ERROR: [Error, '%s'],
  ERR_DNS_SET_SERVERS_FAILED: [Error, 'c-ares failed to set servers: "%s" [%s]'],
  ERR_DOMAIN_CALLBACK_NOT_AVAILABLE: [
    Error,
    'A callback was registered through process.setUncaughtExceptionCaptureCallback(), which is mutually exclusive with using the ' +
      '`domain` module',
  ],
  ERR_DOMAIN_CANNOT_SET_UNCAUGHT_EXCEPTION_CAPTURE: [
    Error,
    'The `domain` module is in use, which is mutually exclusive with calling ' +
      'process.setUncaughtExceptionCaptureCallback()',
  ],
  ERR_DUPLICATE_STARTUP_SNAPSHOT_MAIN_FUNCTION: [Error, 'Deserialize main function is already configured.'],
  ERR_EVAL_ESM_CANNOT_PRINT: [Error, '--print cannot be used with ESM input'],
  ERR_FS_CP_DIR_TO_NON_DIR: ['SystemError', 'Cannot overwrite non-directory with directory'],
  ERR_FS_CP_EEXIST: ['SystemError', 'Target already exists'],
  ERR_FS_CP_EINVAL: ['SystemError', 'Invalid src or dest'],
  ERR_FS_CP_FIFO_PIPE: ['SystemError', 'Cannot copy a FIFO pipe'],
  ERR_FS_CP_NON_DIR_TO_DIR: ['SystemError', 'Cannot overwrite directory with non-directory'],
  ERR_FS_CP_SOCKET: ['SystemError', 'Cannot copy a socket file'],
  ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY: ['SystemError', 'Cannot overwrite symlink in subdirectory of self'],
  ERR_FS_CP_UNKNOWN: ['SystemError', 'Cannot copy an unknown file type'],
  ERR_FS_EISDIR: ['SystemError', 'Path is a directory'],
  ERR_FS_FILE_TOO_LARGE: [RangeError, 'File size (%s) is greater than 2 GiB'],
  ERR_FS_WATCH_QUEUE_OVERFLOW: [Error, 'fs.watch() queued more than %d events'],
  ERR_HEAP_PROFILE_HAVE_BEEN_STARTED: [Error, 'heap profiler have been started'],
  ERR_HTTP2_ALTSVC_INVALID_ORIGIN: [TypeError, 'HTTP/2 ALTSVC frames require a valid origin'],
  ERR_HTTP2_ALTSVC_LENGTH: [TypeError, 'HTTP/2 ALTSVC frames are limited to 16382 bytes'],
  ERR_HTTP2_CONNECT_AUTHORITY: [Error, ':authority header is required for CONNECT requests'],
  ERR_HTTP2_CONNECT_PATH: [Error, 'The :path header is forbidden for CONNECT requests'],
  ERR_HTTP2_CONNECT_SCHEME: [Error, 'The :scheme header is forbidden for CONNECT requests'],
  ERR_HTTP2_GOAWAY_SESSION: [Error, 'New streams cannot be created after receiving a GOAWAY'],
  ERR_HTTP2_HEADERS_AFTER_RESPOND: [Error, 'Cannot specify additional headers after response initiated'],
  ERR_HTTP2_HEADERS_SENT: [Error, 'Response has already been initiated.'],
  ERR_HTTP2_HEADER_SINGLE_VALUE: [TypeError, 'Header field "%s" must only have a single value'],
  ERR_HTTP2_INFO_STATUS_NOT_ALLOWED: [RangeError, 'Informational status codes cannot be used'],
  ERR_HTTP2_INVALID_CONNECTION_HEADERS: [TypeError, 'HTTP/1 Connection specific headers are forbidden: "%s"'],
  ERR_HTTP2_INVALID_HEADER_VALUE: [TypeError, 'Invalid value "%s" for header "%s"'],
  ERR_HTTP2_INVALID_INFO_STATUS: [RangeError, 'Invalid informational status code: %s'],
  ERR_HTTP2_INVALID_ORIGIN: [TypeError, 'HTTP/2 ORIGIN frames require a valid origin'],
  ERR_HTTP2_INVALID_PACKED_SETTINGS_LENGTH: [RangeError, 'Packed settings length must be a multiple of six'],
  ERR_HTTP2_INVALID_PSEUDOHEADER: [TypeError, '"%s" is an invalid pseudoheader or is used incorrectly'],
  ERR_HTTP2_INVALID_SESSION: [Error, 'The session has been destroyed'],
  ERR_HTTP2_INVALID_STREAM: [Error, 'The stream has been destroyed'],
  ERR_HTTP2_MAX_PENDING_SETTINGS_ACK: [Error, 'Maximum number of pending settings acknowledgements'],
  ERR_HTTP2_NESTED_PUSH: [Error, 'A push stream cannot initiate another push stream.'],
  ERR_HTTP2_NO_MEM: [Error, 'Out of memory'],
  ERR_HTTP2_NO_SOCKET_MANIPULATION: [Error, 'HTTP/2 sockets should not be directly manipulated (e.g. read and written)'],
  ERR_HTTP2_ORIGIN_LENGTH: [TypeError, 'HTTP/2 ORIGIN frames are limited to 16382 bytes'],
  ERR_HTTP2_OUT_OF_STREAMS: [Error, 'No stream ID is available because maximum stream ID has been reached'],
  ERR_HTTP2_PAYLOAD_FORBIDDEN: [Error, 'Responses with %s status must not have a payload'],
  ERR_HTTP2_PING_CANCEL: [Error, 'HTTP2 ping cancelled'],
  ERR_HTTP2_PING_LENGTH: [RangeError, 'HTTP2 ping payload must be 8 bytes'],
  ERR_HTTP2_PSEUDOHEADER_NOT_ALLOWED: [TypeError, 'Cannot set HTTP/2 pseudo-headers'],
  ERR_HTTP2_PUSH_DISABLED: [Error, 'HTTP/2 client has disabled push streams'],
  ERR_HTTP2_SEND_FILE: [Error, 'Directories cannot be sent'],
  ERR_HTTP2_SEND_FILE_NOSEEK: [Error, 'Offset or length can only be specified for regular files'],
  ERR_HTTP2_SESSION_ERROR: [Error, 'Session closed with error code %s'],
  ERR_HTTP2_SETTINGS_CANCEL: [Error, 'HTTP2 session settings canceled'],
  ERR_HTTP2_SOCKET_BOUND: [Error, 'The socket is already bound to an Http2Session'],
  ERR_HTTP2_SOCKET_UNBOUND: [Error, 'The socket has been disconnected from the Http2Session'],
  ERR_HTTP2_STATUS_101: [Error, 'HTTP status code 101 (Switching Protocols) is forbidden in HTTP/2'],
  ERR_HTTP2_STATUS_INVALID: [RangeError, 'Invalid status code: %s'],
  ERR_HTTP2_STREAM_ERROR: [Error, 'Stream closed with error code %s'],
  ERR_HTTP2_STREAM_SELF_DEPENDENCY: [Error, 'A stream cannot depend on itself'],
  ERR_HTTP2_TOO_MANY_CUSTOM_SETTINGS: [Error, 'Number of custom settings exceeds MAX_ADDITIONAL_SETTINGS'],
  ERR_HTTP2_TOO_MANY_INVALID_FRAMES: [Error, 'Too many invalid HTTP/2 frames'],
  ERR_HTTP2_TRAILERS_ALREADY_SENT: [Error, 'Trailing headers have already been sent'],
  ERR_HTTP2_TRAILERS_NOT_READY: [Error, 'Trailing headers cannot be sent until after the wantTrailers event is emitted'],
  ERR_HTTP2_UNSUPPORTED_PROTOCOL: [Error, 'protocol "%s" is unsupported.'],
  ERR_HTTP_BODY_NOT_ALLOWED: [Error, 'Adding content for this request method or response status is not allowed.'],
  ERR_HTTP_CONTENT_LENGTH_MISMATCH: [
    Error,
    "Response body's content-length of %s byte(s) does not match the content-length of %s byte(s) set in " +
      "header",
  ],
  ERR_HTTP_HEADERS_SENT: [Error, 'Cannot %s headers after they are sent to the client'],
  ERR_HTTP_INVALID_HEADER_VALUE: [TypeError, 'Invalid value "%s" for header "%s"'],
  ERR_HTTP_INVALID_STATUS_CODE: [RangeError, 'Invalid status code: %s'],
  ERR_HTTP_REQUEST_TIMEOUT: [Error, 'Request timeout'],
  ERR_HTTP_SOCKET_ASSIGNED: [Error, 'ServerResponse has an already assigned socket'],
  ERR_HTTP_SOCKET_ENCODING: [Error, 'Changing the socket encoding is not allowed per RFC7230 Section 3.'],
  ERR_HTTP_TRAILER_INVALID: [Error, 'Trailers are invalid with this transfer encoding'],
  ERR_INPUT_TYPE_NOT_ALLOWED: [Error, '--input-type can only be used with string input via --eval, --print, or STDIN'],
  ERR_INSPECTOR_ALREADY_ACTIVATED: [Error, 'Inspector is already activated. Close it with inspector.close() before activating it again.'],
  ERR_INSPECTOR_ALREADY_CONNECTED: [Error, '%s is already connected'],
  ERR_INSPECTOR_CLOSED: [Error, 'Session was closed'],
  ERR_INSPECTOR_COMMAND: [Error, 'Inspector error %d: %s'],
  ERR_INSPECTOR_NOT_ACTIVE: [Error, 'Inspector is not active'],
  ERR_INSPECTOR_NOT_AVAILABLE: [Error, 'Inspector is not available'],
  ERR_INSPECTOR_NOT_CONNECTED: [Error, 'Session is not connected'],
  ERR_INSPECTOR_NOT_WORKER: [Error, 'Current thread is not a worker'],
  ERR_INVALID_CURSOR_POS: [TypeError, 'Cannot set cursor row without setting its column'],
  ERR_INVALID_ADDRESS: [Error, 'Invalid socket address'],
  ERR_INVALID_IP_ADDRESS: [TypeError, 'Invalid IP address: %s'],
  ERR_INVALID_REPL_EVAL_CONFIG: [TypeError, 'Cannot specify both "breakEvalOnSigint" and "eval" for REPL'],
  ERR_INVALID_REPL_INPUT: [TypeError, '%s'],
  ERR_INVALID_SYNC_FORK_INPUT: [TypeError, 'Asynchronous forks do not support Buffer, TypedArray, DataView or string input: %s'],
  ERR_INVALID_TYPESCRIPT_SYNTAX: [SyntaxError, '%s'],
  ERR_IPC_CHANNEL_CLOSED: [Error, 'Channel closed'],
  ERR_IPC_DISCONNECTED: [Error, 'IPC channel is already disconnected'],
  ERR_IPC_ONE_PIPE: [Error, 'Child process can have only one IPC pipe'],
  ERR_IPC_SYNC_FORK: [Error, 'IPC cannot be used with synchronous forks'],
  ERR_LOADER_CHAIN_INCOMPLETE: [
    Error,
    '"%s" did not call the next hook in its chain and did not explicitly signal a short circuit. If this is intentional, include ' +
      '`shortCircuit: true` in the hook\'s return.',
  ],
  ERR_MODULE_LINK_MISMATCH: [TypeError, '%s'],
  ERR_NAPI_CONS_FUNCTION: [TypeError, 'Constructor must be a function'],
  ERR_NAPI_INVALID_DATAVIEW_ARGS: [RangeError, 'byte_offset + byte_length should be less than or equal to the size in bytes of the array passed in'],
  ERR_NAPI_INVALID_TYPEDARRAY_ALIGNMENT: [RangeError, 'start offset of %s should be a multiple of %s'],
  ERR_NAPI_INVALID_TYPEDARRAY_LENGTH: [RangeError, 'Invalid typed array length'],
  ERR_NOT_BUILDING_SNAPSHOT: [Error, 'Operation cannot be invoked when not building startup snapshot'],
  ERR_NOT_IN_SINGLE_EXECUTABLE_APPLICATION: [Error, 'Operation cannot be invoked when not in a single-executable application'],
  ERR_NOT_SUPPORTED_IN_SNAPSHOT: [Error, '%s is not supported in startup snapshot'],
  ERR_NO_CRYPTO: [Error, 'Node.js is not compiled with OpenSSL crypto support'],
  ERR_NO_ICU: [TypeError, '%s is not supported on Node.js compiled without ICU'],
  ERR_NO_TYPESCRIPT: [Error, 'Node.js is not compiled with TypeScript support'],
  ERR_PERFORMANCE_INVALID_TIMESTAMP: [TypeError, '%d is not a valid timestamp'],
  ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS: [TypeError, '%s'],
  ERR_PROTO_ACCESS: [Error, 'Accessing Object.prototype.__proto__ has been disallowed with --disable-proto=throw'],
  ERR_PROXY_INVALID_CONFIG: [Error, '%s'],
  ERR_PROXY_TUNNEL: [Error, '%s'],
  ERR_QUIC_APPLICATION_ERROR: [Error, 'A QUIC application error occurred. %d [%s]'],
  ERR_QUIC_CONNECTION_FAILED: [Error, 'QUIC connection failed'],
  ERR_QUIC_ENDPOINT_CLOSED: [Error, 'QUIC endpoint closed: %s (%d)'],
  ERR_QUIC_OPEN_STREAM_FAILED: [Error, 'Failed to open QUIC stream'],
  ERR_QUIC_TRANSPORT_ERROR: [Error, 'A QUIC transport error occurred. %d [%s]'],
  ERR_QUIC_VERSION_NEGOTIATION_ERROR: [Error, 'The QUIC session requires version negotiation'],
  ERR_REQUIRE_CYCLE_MODULE: [Error, '%s'],
  ERR_SERVER_ALREADY_LISTEN: [Error, 'Listen method has been called more than once without closing.'],
  ERR_SERVER_NOT_RUNNING: [Error, 'Server is not running.'],
  ERR_SINGLE_EXECUTABLE_APPLICATION_ASSET_NOT_FOUND: [Error, 'Cannot find asset %s for the single executable application'],
  ERR_SOCKET_ALREADY_BOUND: [Error, 'Socket is already bound'],
  ERR_SOCKET_BAD_BUFFER_SIZE: [TypeError, 'Buffer size must be a positive integer'],
  ERR_SOCKET_BAD_TYPE: [TypeError, 'Bad socket type specified. Valid types are: udp4, udp6'],
  ERR_SOCKET_BUFFER_SIZE: ['SystemError', 'Could not get or set buffer size'],
  ERR_SOCKET_CLOSED: [Error, 'Socket is closed'],
  ERR_SOCKET_CLOSED_BEFORE_CONNECTION: [Error, 'Socket closed before the connection was established'],
  ERR_SOCKET_CONNECTION_TIMEOUT: [Error, 'Socket connection timeout'],
  ERR_SOCKET_DGRAM_IS_CONNECTED: [Error, 'Already connected'],
  ERR_SOCKET_DGRAM_NOT_CONNECTED: [Error, 'Not connected'],
  ERR_SOCKET_DGRAM_NOT_RUNNING: [Error, 'Not running'],
  ERR_SOURCE_MAP_CORRUPT: [Error, "The source map for '%s' does not exist or is corrupt."],
  ERR_SOURCE_MAP_MISSING_SOURCE: [Error, "Cannot find '%s' imported from the source map for '%s'"],
  ERR_SRI_PARSE: [SyntaxError, 'Subresource Integrity string %j had an unexpected %j at position %d'],
  ERR_STREAM_WRAP: [Error, 'Stream has StringDecoder set or is in objectMode'],
  ERR_SYNTHETIC: [Error, 'JavaScript Callstack'],
  ERR_TLS_ALPN_CALLBACK_WITH_PROTOCOLS: [TypeError, 'The ALPNCallback and ALPNProtocols TLS options are mutually exclusive'],
  ERR_TLS_CERT_ALTNAME_FORMAT: [SyntaxError, 'Invalid subject alternative name string'],
  ERR_TLS_DH_PARAM_SIZE: [Error, 'DH parameter size %s is less than 2048'],
  ERR_TLS_HANDSHAKE_TIMEOUT: [Error, 'TLS handshake timeout'],
  ERR_TLS_INVALID_CONTEXT: [TypeError, '%s must be a SecureContext'],
  ERR_TLS_INVALID_PROTOCOL_VERSION: [TypeError, '%j is not a valid %s TLS protocol version'],
  ERR_TLS_INVALID_STATE: [Error, 'TLS socket connection must be securely established'],
  ERR_TLS_PROTOCOL_VERSION_CONFLICT: [TypeError, 'TLS protocol version %j conflicts with secureProtocol %j'],
  ERR_TLS_RENEGOTIATION_DISABLED: [Error, 'TLS session renegotiation disabled for this socket'],
  ERR_TLS_REQUIRED_SERVER_NAME: [Error, '"servername" is required parameter for Server.addContext'],
  ERR_TLS_SESSION_ATTACK: [Error, 'TLS session renegotiation attack detected'],
  ERR_TLS_SNI_FROM_SERVER: [Error, 'Cannot issue SNI from a TLS server-side socket'],
  ERR_TRACE_EVENTS_CATEGORY_REQUIRED: [TypeError, 'At least one category is required'],
  ERR_TRACE_EVENTS_UNAVAILABLE: [Error, 'Trace events are unavailable'],
  ERR_TRAILING_JUNK_AFTER_STREAM_END: [TypeError, 'Trailing junk found after the end of the compressed stream'],
  ERR_TTY_INIT_FAILED: ['SystemError', 'TTY initialization failed'],
  ERR_UNAVAILABLE_DURING_EXIT: [Error, 'Cannot call function in process exit handler'],
  ERR_UNKNOWN_CREDENTIAL: [Error, '%s identifier does not exist: %s'],
  ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING: [Error, 'Stripping types is currently unsupported for files under node_modules, for "%s"'],
  ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX: [SyntaxError, '%s'],
  ERR_USE_AFTER_CLOSE: [Error, '%s was closed'],
  ERR_VALID_PERFORMANCE_ENTRY_TYPE: [Error, 'At least one valid performance entry type is required'],
  ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING: [TypeError, 'A dynamic import callback was not specified.'],
  ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG: [TypeError, 'A dynamic import callback was invoked without --experimental-vm-modules'],
  ERR_VM_MODULE_ALREADY_LINKED: [Error, 'Module has already been linked'],
  ERR_VM_MODULE_CANNOT_CREATE_CACHED_DATA: [Error, 'Cached data cannot be created for a module which has been evaluated'],
  ERR_VM_MODULE_DIFFERENT_CONTEXT: [Error, 'Linked modules must use the same context'],
  ERR_VM_MODULE_NOT_MODULE: [Error, 'Provided module is not an instance of Module'],
  ERR_VM_MODULE_STATUS: [Error, 'Module status %s'],
  ERR_WASI_ALREADY_STARTED: [Error, 'WASI instance has already started'],
  ERR_WORKER_INIT_FAILED: [Error, 'Worker initialization failure: %s'],
  ERR_WORKER_MESSAGING_ERRORED: [Error, 'The destination thread threw an error while processing the message'],
  ERR_WORKER_MESSAGING_FAILED: [Error, 'Cannot find the destination thread or listener'],
  ERR_WORKER_MESSAGING_SAME_THREAD: [Error, 'Cannot sent a message to the same thread'],
  ERR_WORKER_MESSAGING_TIMEOUT: [Error, 'Sending a message to another thread timed out'],
  ERR_WORKER_NOT_RUNNING: [Error, 'Worker instance not running'],
  ERR_WORKER_OUT_OF_MEMORY: [Error, 'Worker terminated due to reaching memory limit: %s'],
  ERR_WORKER_UNSERIALIZABLE_ERROR: [Error, 'Serializing an uncaught exception failed'],
  ERR_WORKER_UNSUPPORTED_OPERATION: [TypeError, '%s is not supported in workers'],
  ERR_ZSTD_INVALID_PARAM: [RangeError, '%s is not a valid zstd parameter'],
  // Thrown by C++ in Node.
  ERR_CRYPTO_INVALID_AUTH_TAG: [TypeError, 'Invalid authentication tag'],
  ERR_CRYPTO_INVALID_IV: [TypeError, 'Invalid initialization vector'],
  ERR_CRYPTO_INVALID_KEYLEN: [RangeError, 'Invalid key length'],
  ERR_CRYPTO_INVALID_KEYTYPE: [RangeError, 'Invalid key type'],
  ERR_CRYPTO_INVALID_MESSAGELEN: [RangeError, 'Invalid message length'],
  ERR_CRYPTO_INVALID_SCRYPT_PARAMS: [RangeError, 'Invalid scrypt params: %s'],
  ERR_CRYPTO_INVALID_TAG_LENGTH: [RangeError, 'Invalid taglength'],
  ERR_CRYPTO_JOB_INIT_FAILED: [Error, 'Failed to initialize crypto job config'],
  ERR_CRYPTO_OPERATION_FAILED: [Error, '%s'],
  ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH: [RangeError, 'Input buffers must have the same byte length'],
  ERR_CRYPTO_UNKNOWN_CIPHER: [Error, 'Unknown cipher'],
  ERR_CRYPTO_UNKNOWN_DH_GROUP: [Error, 'Unknown DH group'],
  ERR_CRYPTO_UNSUPPORTED_OPERATION: [Error, 'Unsupported crypto operation'],
  ERR_DLOPEN_FAILED: [Error, '%s'],
  ERR_MEMORY_ALLOCATION_FAILED: [Error, 'Failed to allocate memory'],
  ERR_SCRIPT_EXECUTION_TIMEOUT: [Error, 'Script execution timed out after %sms'],
  ERR_STRING_TOO_LONG: [Error, 'Cannot create a string longer than 0x%s characters'],

  ERR_HTTP2_INVALID_SETTING_VALUE: [TypeError, function(name, actual, min = undefined, max = undefined) {
    this.actual = actual;
    if (min !== undefined) {
      this.min = min;
      this.max = max;
    }
    return `Invalid value for setting "${name}": ${actual}`;
  }, RangeError],
  ERR_HTTP2_STREAM_CANCEL: [Error, function(error) {
    const text = 'The pending stream has been canceled';
    if (!error) return text;
    this.cause = error;
    return typeof error.message === 'string' ? `${text} (caused by: ${error.message})` : text;
  }],
  ERR_INVALID_ADDRESS_FAMILY: [RangeError, function(addressType, host, port) {
    this.host = host;
    this.port = port;
    return `Invalid address family: ${addressType} ${host}:${port}`;
  }],
  ERR_IP_BLOCKED: [Error, (ip) => `IP(${ip}) is blocked by net.BlockList`],
  ERR_SOCKET_BAD_PORT: [RangeError, (name, port, allowZero = true) =>
    `${name} should be ${allowZero ? '>=' : '>'} 0 and < 65536. Received ${determineSpecificType(port)}.`],
  ERR_TEST_FAILURE: [Error, function(error, failureType) {
    const errors = require('internal/errors');
    errors.hideInternalStackFrames(this);
    let text = error?.message ?? error;
    if (typeof text !== 'string') text = errors.inspectWithNoCustomRetry(text);
    this.failureType = failureType;
    this.cause = error;
    return text;
  }],
  ERR_TLS_ALPN_CALLBACK_INVALID_RESULT: [TypeError, (value, protocols) =>
    `ALPN callback returned a value (${value}) that did not match any of the client's offered protocols (${protocols.join(', ')})`],
  ERR_TLS_CERT_ALTNAME_INVALID: [Error, function(reason, host, cert) {
    this.reason = reason;
    this.host = host;
    this.cert = cert;
    return `Hostname/IP does not match certificate's altnames: ${reason}`;
  }],
  ERR_VM_MODULE_LINK_FAILURE: [Error, function(message, cause) {
    this.cause = cause;
    return message;
  }],
  ERR_WORKER_INVALID_EXEC_ARGV: [Error, (flags, text = 'invalid execArgv flags') => `Initiated Worker with ${text}: ${flags.join(', ')}`],
  ERR_WORKER_PATH: [TypeError, (filename) => {
    let text = 'The worker script or module filename must be an absolute path or a relative path starting with \'./\' or \'../\'.';
    if (filename.startsWith('file://')) text += ' Wrap file:// URLs with `new URL`.';
    if (filename.startsWith('data:text/javascript')) text += ' Wrap data: URLs with `new URL`.';
    return `${text} Received "${filename}"`;
  }],
};
