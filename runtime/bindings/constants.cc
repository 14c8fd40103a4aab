// The constants of os, fs and crypto, and of trace events: numbers of this system's headers under their own names. Isolate thread only.
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>
#include <uv.h>

#include <cerrno>
#include <span>

#include <openssl/dh.h>
#include <openssl/ec.h>
#include <openssl/engine.h>
#include <openssl/rsa.h>
#include <openssl/ssl.h>
#include <v8-isolate.h>

#include "runtime/env/arguments.h"
#include "runtime/env/binding.h"
#include "runtime/env/environment.h"

namespace isoscope {
namespace {

struct Constant {
  const char* name;
  double value;
};

#define V(name) \
  { #name, static_cast<double>(name) }
constexpr Constant kSignals[] = {
    V(SIGHUP),  V(SIGINT),  V(SIGQUIT), V(SIGILL),  V(SIGTRAP),   V(SIGABRT), V(SIGIOT),    V(SIGBUS),  V(SIGFPE),  V(SIGKILL), V(SIGUSR1),
    V(SIGSEGV), V(SIGUSR2), V(SIGPIPE), V(SIGALRM), V(SIGTERM),   V(SIGCHLD), V(SIGSTKFLT), V(SIGCONT), V(SIGSTOP), V(SIGTSTP), V(SIGTTIN),
    V(SIGTTOU), V(SIGURG),  V(SIGXCPU), V(SIGXFSZ), V(SIGVTALRM), V(SIGPROF), V(SIGWINCH),  V(SIGIO),   V(SIGPOLL), V(SIGPWR),  V(SIGSYS),
};

constexpr Constant kErrno[] = {
    V(E2BIG),        V(EACCES),    V(EADDRINUSE), V(EADDRNOTAVAIL), V(EAFNOSUPPORT),    V(EAGAIN),      V(EALREADY), V(EBADF),        V(EBADMSG),
    V(EBUSY),        V(ECANCELED), V(ECHILD),     V(ECONNABORTED),  V(ECONNREFUSED),    V(ECONNRESET),  V(EDEADLK),  V(EDESTADDRREQ), V(EDOM),
    V(EDQUOT),       V(EEXIST),    V(EFAULT),     V(EFBIG),         V(EHOSTUNREACH),    V(EIDRM),       V(EILSEQ),   V(EINPROGRESS),  V(EINTR),
    V(EINVAL),       V(EIO),       V(EISCONN),    V(EISDIR),        V(ELOOP),           V(EMFILE),      V(EMLINK),   V(EMSGSIZE),     V(EMULTIHOP),
    V(ENAMETOOLONG), V(ENETDOWN),  V(ENETRESET),  V(ENETUNREACH),   V(ENFILE),          V(ENOBUFS),     V(ENODATA),  V(ENODEV),       V(ENOENT),
    V(ENOEXEC),      V(ENOLCK),    V(ENOLINK),    V(ENOMEM),        V(ENOMSG),          V(ENOPROTOOPT), V(ENOSPC),   V(ENOSR),        V(ENOSTR),
    V(ENOSYS),       V(ENOTCONN),  V(ENOTDIR),    V(ENOTEMPTY),     V(ENOTSOCK),        V(ENOTSUP),     V(ENOTTY),   V(ENXIO),        V(EOPNOTSUPP),
    V(EOVERFLOW),    V(EPERM),     V(EPIPE),      V(EPROTO),        V(EPROTONOSUPPORT), V(EPROTOTYPE),  V(ERANGE),   V(EROFS),        V(ESPIPE),
    V(ESRCH),        V(ESTALE),    V(ETIME),      V(ETIMEDOUT),     V(ETXTBSY),         V(EWOULDBLOCK), V(EXDEV),
};

constexpr Constant kPriorities[] = {
    {"PRIORITY_LOW", UV_PRIORITY_LOW},       {"PRIORITY_BELOW_NORMAL", UV_PRIORITY_BELOW_NORMAL},
    {"PRIORITY_NORMAL", UV_PRIORITY_NORMAL}, {"PRIORITY_ABOVE_NORMAL", UV_PRIORITY_ABOVE_NORMAL},
    {"PRIORITY_HIGH", UV_PRIORITY_HIGH},     {"PRIORITY_HIGHEST", UV_PRIORITY_HIGHEST},
};

constexpr Constant kDlopen[] = {
    V(RTLD_LAZY), V(RTLD_NOW), V(RTLD_GLOBAL), V(RTLD_LOCAL), V(RTLD_DEEPBIND),
};

constexpr Constant kFs[] = {
    V(UV_FS_SYMLINK_DIR),
    V(UV_FS_SYMLINK_JUNCTION),
    V(O_RDONLY),
    V(O_WRONLY),
    V(O_RDWR),
    V(UV_DIRENT_UNKNOWN),
    V(UV_DIRENT_FILE),
    V(UV_DIRENT_DIR),
    V(UV_DIRENT_LINK),
    V(UV_DIRENT_FIFO),
    V(UV_DIRENT_SOCKET),
    V(UV_DIRENT_CHAR),
    V(UV_DIRENT_BLOCK),
    V(S_IFMT),
    V(S_IFREG),
    V(S_IFDIR),
    V(S_IFCHR),
    V(S_IFBLK),
    V(S_IFIFO),
    V(S_IFLNK),
    V(S_IFSOCK),
    V(O_CREAT),
    V(O_EXCL),
    V(UV_FS_O_FILEMAP),
    V(O_NOCTTY),
    V(O_TRUNC),
    V(O_APPEND),
    V(O_DIRECTORY),
    V(O_NOATIME),
    V(O_NOFOLLOW),
    V(O_SYNC),
    V(O_DSYNC),
    V(O_DIRECT),
    V(O_NONBLOCK),
    V(S_IRWXU),
    V(S_IRUSR),
    V(S_IWUSR),
    V(S_IXUSR),
    V(S_IRWXG),
    V(S_IRGRP),
    V(S_IWGRP),
    V(S_IXGRP),
    V(S_IRWXO),
    V(S_IROTH),
    V(S_IWOTH),
    V(S_IXOTH),
    V(F_OK),
    V(R_OK),
    V(W_OK),
    V(X_OK),
    V(UV_FS_COPYFILE_EXCL),
    {"COPYFILE_EXCL", UV_FS_COPYFILE_EXCL},
    V(UV_FS_COPYFILE_FICLONE),
    {"COPYFILE_FICLONE", UV_FS_COPYFILE_FICLONE},
    V(UV_FS_COPYFILE_FICLONE_FORCE),
    {"COPYFILE_FICLONE_FORCE", UV_FS_COPYFILE_FICLONE_FORCE},
};

constexpr Constant kCrypto[] = {
    V(OPENSSL_VERSION_NUMBER),
    V(SSL_OP_ALL),
    V(SSL_OP_ALLOW_NO_DHE_KEX),
    V(SSL_OP_ALLOW_UNSAFE_LEGACY_RENEGOTIATION),
    V(SSL_OP_CIPHER_SERVER_PREFERENCE),
    V(SSL_OP_CISCO_ANYCONNECT),
    V(SSL_OP_COOKIE_EXCHANGE),
    V(SSL_OP_CRYPTOPRO_TLSEXT_BUG),
    V(SSL_OP_DONT_INSERT_EMPTY_FRAGMENTS),
    V(SSL_OP_LEGACY_SERVER_CONNECT),
    V(SSL_OP_NO_COMPRESSION),
    V(SSL_OP_NO_ENCRYPT_THEN_MAC),
    V(SSL_OP_NO_QUERY_MTU),
    V(SSL_OP_NO_RENEGOTIATION),
    V(SSL_OP_NO_SESSION_RESUMPTION_ON_RENEGOTIATION),
    V(SSL_OP_NO_SSLv2),
    V(SSL_OP_NO_SSLv3),
    V(SSL_OP_NO_TICKET),
    V(SSL_OP_NO_TLSv1),
    V(SSL_OP_NO_TLSv1_1),
    V(SSL_OP_NO_TLSv1_2),
    V(SSL_OP_NO_TLSv1_3),
    V(SSL_OP_PRIORITIZE_CHACHA),
    V(SSL_OP_TLS_ROLLBACK_BUG),
    V(ENGINE_METHOD_RSA),
    V(ENGINE_METHOD_DSA),
    V(ENGINE_METHOD_DH),
    V(ENGINE_METHOD_RAND),
    V(ENGINE_METHOD_EC),
    V(ENGINE_METHOD_CIPHERS),
    V(ENGINE_METHOD_DIGESTS),
    V(ENGINE_METHOD_PKEY_METHS),
    V(ENGINE_METHOD_PKEY_ASN1_METHS),
    V(ENGINE_METHOD_ALL),
    V(ENGINE_METHOD_NONE),
    V(DH_CHECK_P_NOT_SAFE_PRIME),
    V(DH_CHECK_P_NOT_PRIME),
    V(DH_UNABLE_TO_CHECK_GENERATOR),
    V(DH_NOT_SUITABLE_GENERATOR),
    V(RSA_PKCS1_PADDING),
    V(RSA_NO_PADDING),
    V(RSA_PKCS1_OAEP_PADDING),
    V(RSA_X931_PADDING),
    V(RSA_PKCS1_PSS_PADDING),
    {"RSA_PSS_SALTLEN_DIGEST", -1},
    {"RSA_PSS_SALTLEN_MAX_SIGN", -2},
    {"RSA_PSS_SALTLEN_AUTO", -2},
    V(TLS1_VERSION),
    V(TLS1_1_VERSION),
    V(TLS1_2_VERSION),
    V(TLS1_3_VERSION),
    V(POINT_CONVERSION_COMPRESSED),
    V(POINT_CONVERSION_UNCOMPRESSED),
    V(POINT_CONVERSION_HYBRID),
};
#undef V

// The characters of the trace event format.
constexpr Constant kTrace[] = {
    {"TRACE_EVENT_PHASE_BEGIN", 'B'},
    {"TRACE_EVENT_PHASE_END", 'E'},
    {"TRACE_EVENT_PHASE_COMPLETE", 'X'},
    {"TRACE_EVENT_PHASE_INSTANT", 'I'},
    {"TRACE_EVENT_PHASE_ASYNC_BEGIN", 'S'},
    {"TRACE_EVENT_PHASE_ASYNC_STEP_INTO", 'T'},
    {"TRACE_EVENT_PHASE_ASYNC_STEP_PAST", 'p'},
    {"TRACE_EVENT_PHASE_ASYNC_END", 'F'},
    {"TRACE_EVENT_PHASE_NESTABLE_ASYNC_BEGIN", 'b'},
    {"TRACE_EVENT_PHASE_NESTABLE_ASYNC_END", 'e'},
    {"TRACE_EVENT_PHASE_NESTABLE_ASYNC_INSTANT", 'n'},
    {"TRACE_EVENT_PHASE_FLOW_BEGIN", 's'},
    {"TRACE_EVENT_PHASE_FLOW_STEP", 't'},
    {"TRACE_EVENT_PHASE_FLOW_END", 'f'},
    {"TRACE_EVENT_PHASE_METADATA", 'M'},
    {"TRACE_EVENT_PHASE_COUNTER", 'C'},
    {"TRACE_EVENT_PHASE_SAMPLE", 'P'},
    {"TRACE_EVENT_PHASE_CREATE_OBJECT", 'N'},
    {"TRACE_EVENT_PHASE_SNAPSHOT_OBJECT", 'O'},
    {"TRACE_EVENT_PHASE_DELETE_OBJECT", 'D'},
    {"TRACE_EVENT_PHASE_MEMORY_DUMP", 'v'},
    {"TRACE_EVENT_PHASE_MARK", 'R'},
    {"TRACE_EVENT_PHASE_CLOCK_SYNC", 'c'},
    {"TRACE_EVENT_PHASE_ENTER_CONTEXT", '('},
    {"TRACE_EVENT_PHASE_LEAVE_CONTEXT", ')'},
    {"TRACE_EVENT_PHASE_LINK_IDS", '='},
};

constexpr char kCoreCiphers[] =
    "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES128-GCM-SHA256:"
    "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES256-GCM-SHA384:DHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-SHA256:DHE-RSA-AES128-SHA256:"
    "ECDHE-RSA-AES256-SHA384:DHE-RSA-AES256-SHA384:ECDHE-RSA-AES256-SHA256:DHE-RSA-AES256-SHA256:HIGH:!aNULL:!eNULL:!EXPORT:!DES:!RC4:!MD5:"
    "!PSK:!SRP:!CAMELLIA";

v8::Local<v8::Object> Table(v8::Isolate* isolate, v8::Local<v8::Context> context, std::span<const Constant> constants) {
  v8::Local<v8::Object> table = v8::Object::New(isolate, v8::Null(isolate), nullptr, nullptr, 0);
  for (const Constant& constant : constants) SetConstant(context, table, constant.name, constant.value);
  return table;
}

void Initialize(Environment* env, v8::Local<v8::Context> context, v8::Local<v8::Object> target) {
  v8::Isolate* isolate = env->isolate();
  v8::Local<v8::Object> os = Table(isolate, context, {});
  SetConstant(context, os, "UV_UDP_REUSEADDR", UV_UDP_REUSEADDR);
  SetProperty(context, os, "dlopen", Table(isolate, context, kDlopen));
  SetProperty(context, os, "errno", Table(isolate, context, kErrno));
  SetProperty(context, os, "signals", Table(isolate, context, kSignals));
  SetProperty(context, os, "priority", Table(isolate, context, kPriorities));
  SetProperty(context, target, "os", os);
  SetProperty(context, target, "fs", Table(isolate, context, kFs));
  v8::Local<v8::Object> crypto = Table(isolate, context, kCrypto);
  for (const char* name : {"defaultCoreCipherList", "defaultCipherList"}) SetProperty(context, crypto, name, OneByte(isolate, kCoreCiphers));
  SetProperty(context, target, "crypto", crypto);
  SetProperty(context, target, "trace", Table(isolate, context, kTrace));
}

}  // namespace

extern const BindingDefinition kConstantsBinding;
const BindingDefinition kConstantsBinding = {.name = "constants", .initialize = Initialize};

}  // namespace isoscope
