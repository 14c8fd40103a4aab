"""From runs to figures: per program and metric the best batch of each run, ratios within a round, their median and its interval."""

import random
import statistics


def figures_of(measured, is_process):
    """{figure: {metric: value}} of one run. Of a script's batches the best counts: load only ever makes one slower."""
    if is_process:
        return {"": {"wall": measured.ms, "cpu": measured.cpu_ms, "memory": measured.peak_mb, "faults": float(measured.faults)}}
    best = {}
    for line in measured.lines:
        now = {"wall": line["ms"] * 1e6 / line["ops"], "cpu": line["cpuMs"] * 1e6 / line["ops"]}
        old = best.setdefault(line["name"], now)
        best[line["name"]] = {metric: min(old[metric], now[metric]) for metric in now}
    return best


def median_interval(values, rounds=2000):
    """The median and its 95 % interval: the bootstrap's percentiles, from a fixed seed, so that the same data print the same figures."""
    middle = statistics.median(values)
    if len(values) < 3:
        return middle, min(values), max(values)
    source = random.Random(1)
    medians = sorted(statistics.median(source.choices(values, k=len(values))) for _ in range(rounds))
    return middle, medians[int(0.025 * rounds)], medians[int(0.975 * rounds)]


def compare(ours, theirs):
    """How `ours` stands to `theirs`, both lists by round: median of the rounds' ratios with its interval. None where the peer has nothing."""
    pairs = [(a, b) for a, b in zip(ours, theirs) if a is not None and b is not None and b > 0]
    if not pairs:
        return None
    ratio, low, high = median_interval([a / b for a, b in pairs])
    return {"ratio": ratio, "low": low, "high": high, "pairs": len(pairs)}


def summary(values):
    values = [value for value in values if value is not None]
    return {"median": statistics.median(values), "min": min(values)} if values else None
