"""Puts JavaScript files into the binary: embed_js.py OUTPUT.S OUTPUT.cc FILE_WITH_PATHS ROOT...

Writes one object of .incbin directives and the table that runtime/modules/embedded_sources.h declares.
"""

import os
import sys
from pathlib import Path

import embedding


def module_id(path, roots):
    """js/node/fs/promises.js -> fs/promises; js/isoscope/index.js -> isoscope; js/internal/x.js -> internal/x"""
    for root in roots:
        if path.startswith(root + "/"):
            name = os.path.relpath(path, root).removesuffix(".js")
            name = name.removeprefix("node/")
            return name.removesuffix("/index") if name.startswith("isoscope/") else name
    sys.exit(f"{path} lies in none of {', '.join(roots)}")


def check(path, data):
    if not data.isascii():
        line = next(number for number, text in enumerate(data.split(b"\n"), 1) if not text.isascii())
        sys.exit(f"{path}:{line}: non-ASCII character; write it as an escape, because V8 takes builtins as one-byte strings")


def main(assembly, table, listing, *roots):
    sources = {}
    for path in Path(listing).read_text().split():
        id = module_id(path, roots)
        if id in sources:
            sys.exit(f"{path} and {sources[id]} are both the builtin '{id}'")
        sources[id] = path
    files = []
    for id, path in sorted(sources.items()):
        data = Path(path).read_bytes()
        check(path, data)
        files.append((id, path, len(data)))
    embedding.write(assembly, table, files, writer="build/embed_js.py", prefix="isoscope_js", header="runtime/modules/embedded_sources.h",
                    declaration="const EmbeddedSource kEmbeddedSources[] = {", count="kEmbeddedSourceCount")


main(*sys.argv[1:])
