"""Prints the folders or the JavaScript files below a folder, or the page's, for `gn gen`: list_js.py folders|files|page-folders|page-files ROOT"""

import os
import sys


def main(what, root):
    if what.startswith("page-"):
        return page(what, root)
    for folder, names, files in os.walk(root):
        names.sort()
        if folder == root and "dashboard" in names:
            names.remove("dashboard")  # Served to browsers, not run by the host.
        if what == "folders":
            print(os.path.relpath(folder, root))
        else:
            for file in sorted(files):
                if file.endswith(".js"):
                    print(os.path.relpath(os.path.join(folder, file), root))


def page(what, root):
    for folder, names, files in os.walk(os.path.join(root, "dashboard")):
        names.sort()
        if what == "page-folders":
            print(os.path.relpath(folder, root))
        else:
            for file in sorted(files):
                print(os.path.relpath(os.path.join(folder, file), root))


main(*sys.argv[1:])
