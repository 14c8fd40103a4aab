"""Puts the files of the page into the binary: embed_page.py OUTPUT.S OUTPUT.cc ROOT FILE...

Writes one object of .incbin directives and the table that runtime/inspector/page_files.h declares.
"""

import os
import sys

import embedding


def main(assembly, table, root, *paths):
    files = [(os.path.relpath(path, root), path, os.path.getsize(path)) for path in sorted(paths)]
    embedding.write(assembly, table, files, writer="build/embed_page.py", prefix="isoscope_page", header="runtime/inspector/page_files.h",
                    declaration="const PageFile kPageFiles[] = {", count="kPageFileCount",
                    last=["    {nullptr, nullptr, 0},  // An array has at least one."])


main(*sys.argv[1:])
