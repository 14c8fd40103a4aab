#!/usr/bin/env python3
"""usage: export_list.py DYNAMIC_LIST RESPONSE_FILE HEADER...
Writes what the executable exports to add-ons, from the functions that the headers declare: the linker's dynamic list, and compiler arguments
that link those of archives which nothing of ours calls."""

import re
import sys
from pathlib import Path

DECLARATION = re.compile(r"\b(?:NAPI_EXTERN|UV_EXTERN)\b[^;{}()]*?\b(\w+)\s*\(")
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
ATTRIBUTE = re.compile(r"#.*|__attribute__\s*\(\(.*?\)\)")


def functions_of(header):
    return DECLARATION.findall(ATTRIBUTE.sub("", COMMENT.sub("", Path(header).read_text())))


def main():
    dynamic_list, response_file, *headers = sys.argv[1:]
    names = sorted({name for header in headers for name in functions_of(header)})
    Path(dynamic_list).write_text("{\n" + "".join(f"  {name};\n" for name in names) + "};\n")
    Path(response_file).write_text("".join(f"-Wl,-u,{name}\n" for name in names))


main()
