"""Builds the page: bundle_page.py NODE_MODULES JS_DASHBOARD SCHEMA OUTPUT

app.js (what the window runs), feed.js (its worker), app.css, and the files that are served as they are. `schema/` in an import is the folder
SCHEMA: what the build wrote from the records' schema.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

AS_THEY_ARE = ["index.html", "icon.svg"]


def main(modules, dashboard, schema, output):
    Path(output).mkdir(parents=True, exist_ok=True)
    subprocess.run([
        Path(modules) / "@esbuild/linux-x64/bin/esbuild", f"app={dashboard}/main.ts", f"feed={dashboard}/data/feed.ts", f"--outdir={output}",
        "--bundle", "--format=esm", "--platform=browser", "--target=es2022", "--minify", "--charset=ascii", "--legal-comments=none",
        f"--alias:schema={Path(schema).resolve()}", "--tsconfig-raw={}", "--log-level=warning",
    ], check=True, env={**os.environ, "NODE_PATH": str(Path(modules).resolve())})
    for name in AS_THEY_ARE:
        shutil.copy(Path(dashboard) / name, output)


main(*sys.argv[1:])
