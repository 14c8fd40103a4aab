#include "runtime/inspector/page_files.h"

#include <string>

namespace isoscope {

std::string_view PageFileType(std::string_view path) {
  constexpr std::pair<std::string_view, std::string_view> kTypes[] = {{".html", "text/html; charset=utf-8"},
                                                                      {".js", "text/javascript; charset=utf-8"},
                                                                      {".mjs", "text/javascript; charset=utf-8"},
                                                                      {".css", "text/css; charset=utf-8"},
                                                                      {".json", "application/json; charset=utf-8"},
                                                                      {".svg", "image/svg+xml"},
                                                                      {".png", "image/png"},
                                                                      {".ico", "image/x-icon"},
                                                                      {".woff2", "font/woff2"},
                                                                      {".txt", "text/plain; charset=utf-8"},
                                                                      {".wasm", "application/wasm"}};
  for (const auto& [ending, type] : kTypes) {
    if (path.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

std::optional<HttpResponse> PageFileResponse(std::string_view path) {
  if (path.empty() || path[0] != '/') return std::nullopt;
  const std::string_view name = path == "/" ? "index.html" : path.substr(1);
  for (size_t i = 0; i < kPageFileCount; i++) {
    if (kPageFiles[i].path != name) continue;
    HttpResponse response{.content_type = std::string(PageFileType(name)), .body = std::string(kPageFiles[i].data, kPageFiles[i].size)};
    // The page and its worker load nothing from elsewhere, and nobody may put the page into a frame.
    response.headers.emplace_back(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self' ws://127.0.0.1:* ws://localhost:*; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    return response;
  }
  return std::nullopt;
}

}  // namespace isoscope
