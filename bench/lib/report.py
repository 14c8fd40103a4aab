"""Tables: for the terminal while it runs, and for docs/performance.md."""

import re

from bench.lib.suite import BARE, OURS, ROOT, probed

UNITS = {"wall": "ns", "cpu": "ns", "memory": "MB", "faults": ""}
DOCUMENT = ROOT / "docs/performance.md"


def _number(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def _unit(row):
    return "ms" if not row["figure"] and row["metric"] in ("wall", "cpu") else UNITS[row["metric"]]


def is_met(row, name):
    """True or False; None when there is no goal or the interval lies on both sides of it."""
    ratio = row["ratios"].get(name)
    if row["goal"] is None or ratio is None:
        return None
    _, bound = row["goal"]
    if ratio["high"] <= bound:
        return True
    return False if ratio["low"] > bound else None


def label(row):
    return f"{row['figure'] or row['script']} {row['metric']}"


def line(row):
    """One row in words, for the terminal."""
    parts = [f"{label(row):<32}"]
    for name, value in row["values"].items():
        if value is not None:
            shown = name.removeprefix(f"{OURS} ")
            parts.append(f"{shown} {_number(value['median'])} (min {_number(value['min'])}) {_unit(row)}".strip())
    for name, ratio in row["ratios"].items():
        if ratio is not None and (name == OURS or "observed" in row):
            parts.append(f"ratio {ratio['ratio']:.3f} [{ratio['low']:.3f} .. {ratio['high']:.3f}]")
            if row["goal"]:
                verdict = {True: "met", False: "MISSED", None: "open"}[is_met(row, name)]
                parts.append(f"goal {row['goal'][0]} {row['goal'][1]}: {verdict}")
    return "  ".join(parts)


def _cell(row, name):
    ratio = row["ratios"].get(name)
    return f"{ratio['ratio']:.2f} ({ratio['low']:.2f} to {ratio['high']:.2f})" if ratio else ""


def _verdict(row, name):
    return {True: "yes", False: "**no**", None: "open" if row["goal"] else ""}[is_met(row, name)]


def markdown(data):
    """Both tables of docs/performance.md."""
    names = data["runtimes"]
    others = [name for name in names if name not in (OURS, "node")]
    out = [f"| figure | Node | ours | ours / Node | goal | met | {''.join(f'{name} / Node | ' for name in others)}".rstrip(),
           "| --- | --- | --- | --- | --- | --- | " + "--- | " * len(others)]
    for row in data["rows"]:
        if row["metric"] == "wall" and row["figure"]:
            continue  # Load disturbs it; the JSON has it.
        node, ours = (f"{_number(row['values'][name]['median'])} {_unit(row)}".strip() if row["values"].get(name) else "" for name in ("node", OURS))
        goal = f"{row['goal'][0]} {row['goal'][1]:.2f}" if row["goal"] else ""
        cells = [label(row), node, ours, _cell(row, OURS), goal, _verdict(row, OURS), *(_cell(row, name) for name in others)]
        out.append(f"| {' | '.join(cells)} |".replace("|  |", "| |").replace("|  |", "| |"))
    if data["probes"]:
        out += ["", "| while observed | kinds | CPU with / without | pairs | met |", "| --- | --- | --- | --- | --- |"]
        for row in sorted(data["probes"], key=lambda row: row.get("base") != BARE):
            name = probed(row["observed"])
            if row["metric"] == "cpu" and row["ratios"].get(name):
                ratio = row["ratios"][name]
                kinds = f"{row['observed']}, against a build without probes" if row.get("base") == BARE else row["observed"]
                out.append(f"| {row['figure']} | {kinds} | {ratio['ratio']:.3f} ({ratio['low']:.3f} to {ratio['high']:.3f}) | "
                           f"{ratio['pairs']} | {_verdict(row, name)} |")
    return "\n".join(out) + "\n"


def _range(values):
    return f"{min(values)}" if min(values) == max(values) else f"{min(values)} to {max(values)}"


def _joined(parts):
    """Several measurements as one: their rows in order."""
    names = [name for part in parts if part["rows"] for name in part["runtimes"]]
    compared = [part for part in parts if any(row["ratios"] for row in part["rows"])]
    observed = [part for part in parts if part["probes"]]
    return {
        "machine": parts[0]["machine"], "load": "; ".join(part["load"] for part in parts[:3]), "runtimes": list(dict.fromkeys(names)),
        "rounds": _range([part["rounds"] for part in compared] or [0]), "probe_rounds": _range([part["probe_rounds"] for part in observed] or [0]),
        "rows": [row for part in compared for row in part["rows"]], "probes": [row for part in observed for row in part["probes"]],
    }


def write_document(parts):
    """Puts the tables between the document's marks."""
    data = _joined(parts)
    text = DOCUMENT.read_text()
    note = f"Measured on {data['machine']}, {data['rounds']} rounds ({data['probe_rounds']} of the probes), load {data['load']}.\n\n"
    block = f"<!-- measured -->\n{note}{markdown(data)}<!-- /measured -->"
    new, count = re.subn(r"<!-- measured -->.*?<!-- /measured -->", lambda _: block, text, flags=re.DOTALL)
    if count != 1:
        raise ValueError(f"{DOCUMENT} has no marks to write between")
    DOCUMENT.write_text(new)
