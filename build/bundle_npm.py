"""Makes one builtin of one npm package: bundle_npm.py THIRD_PARTY_NPM ENTRY OUTPUT"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

# What a bundle may ask of the host, beside internal builtins. "name/" means a package of that name on npm; here it is the builtin, too.
BUILTINS = [
    "assert", "async_hooks", "buffer", "crypto", "diagnostics_channel", "events", "http", "http2", "net", "path", "perf_hooks", "process",
    "querystring", "stream", "string_decoder", "tls", "util", "util/types", "worker_threads", "zlib",
]

# Packages that publish one endless line: their patch is of the text as esbuild prints it.
MINIFIED = ["web-streams-polyfill"]

# undici learns that it is the fetch of the host; and users see its classes' names.
OPTIONS = {
    "undici": ["--define:esbuildDetection=1", "--keep-names"],
    "@tybys": ["--define:process.env.NODE_ENV=\"production\""],  # Else each error is printed, too.
}


def apply(patch, folder):
    """A unified diff each of whose hunks must fit exactly one place: an update of the package that moves it fails the build."""
    file, before, after = None, None, None
    hunks = []
    for line in patch.read_text().splitlines(keepends=True):
        if line.startswith("+++ "):
            file = folder / line.split()[1]
        elif line.startswith("@@"):
            before, after = [], []
            hunks.append((file, before, after))
        elif not line.startswith("--- "):
            if line[0] in " -":
                before.append(line[1:])
            if line[0] in " +":
                after.append(line[1:])
    for file, before, after in hunks:
        text = file.read_text()
        if text.count("".join(before)) != 1:
            sys.exit(f"{patch}: a hunk does not fit {file.name}:\n{''.join(before)}")
        file.write_text(text.replace("".join(before), "".join(after)))


def main(npm, entry, output):
    npm = Path(npm)
    packages = npm / "dist/node_modules"
    shims = sorted((npm / "shims").glob("*.js"))
    own = entry.split("/")[0]
    # Files of overlay/ take the place of the package's own, in a copy of it.
    overlay = npm / "overlay" / own
    patch = npm / "overlay/patches" / f"{own}.diff"
    if overlay.is_dir() or patch.is_file():
        tree = Path(output).parent / "overlaid/node_modules"
        shutil.rmtree(tree / own, ignore_errors=True)
        shutil.copytree(packages / own, tree / own)
        if overlay.is_dir():
            shutil.copytree(overlay, tree / own, dirs_exist_ok=True)
        if own in MINIFIED:
            text = tree / entry
            subprocess.run([packages / "@esbuild/linux-x64/bin/esbuild", text, f"--outfile={text}", "--allow-overwrite", "--target=es2024",
                            "--legal-comments=none", "--log-level=warning"], check=True)
        if patch.is_file():
            apply(patch, tree / own)
        packages_of_entry = tree
    else:
        packages_of_entry = packages
    externals = ["internal/*", *BUILTINS, *(name + "/" for name in BUILTINS), *("node:" + name for name in BUILTINS)]
    subprocess.run([
        packages / "@esbuild/linux-x64/bin/esbuild", packages_of_entry / entry, f"--outfile={output}",
        *OPTIONS.get(own, []),
        "--bundle", "--format=cjs", "--platform=neutral", "--main-fields=main", "--target=es2024",
        "--legal-comments=none", "--log-level=warning",
        *(f"--external:{name}" for name in externals),
        *(f"--alias:{shim.stem}={shim.resolve()}" for shim in shims if shim.stem != own),
    ], check=True)
    text = re.sub(r'\brequire\("(?:node:)?(\w+(?:/\w+)?)/?"\)', r'require("\1")', Path(output).read_text())
    for name in re.findall(r'\brequire\("([^"]*)"\)', text):
        if name not in BUILTINS and not name.startswith("internal/"):
            sys.exit(f"{entry} requires {name!r}, which no builtin provides")
    # esbuild escapes strings; what is left stands in comments and regular expressions.
    Path(output).write_text(text, encoding="ascii", errors="backslashreplace")


main(*sys.argv[1:])
