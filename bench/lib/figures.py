"""From runs to figures. A figure has, by round, the values of its batches; a ratio is taken batch by batch, of those that ran in turns."""

import random
import statistics

WARM_UP = 2  # Batches that do not count, where there are enough.


def figures_of_process(measured):
    return {"": {"wall": [measured.ms], "cpu": [measured.cpu_ms], "memory": [measured.peak_mb], "faults": [float(measured.faults)]}}


def figures_of_batches(lines):
    """{figure: {metric: [values by batch]}} of a script's lines."""
    figures = {}
    for line in lines:
        figure = figures.setdefault(line["name"], {"wall": [], "cpu": []})
        figure["wall"].append(line["ms"] * 1e6 / line["ops"])
        figure["cpu"].append(line["cpuMs"] * 1e6 / line["ops"])
    for figure in figures.values():
        for metric, values in figure.items():
            figure[metric] = values[WARM_UP:] if len(values) > 2 * WARM_UP else values
    return figures


def median_interval(rounds, samples=1000):
    """Of a list of lists: the median of all, and its 95 % interval by the bootstrap's percentiles (rounds are drawn, then values within them), from
    a fixed seed, so that the same data print the same figures."""
    everything = [value for values in rounds for value in values]
    middle = statistics.median(everything)
    if len(everything) < 3:
        return middle, min(everything), max(everything)
    source = random.Random(1)
    medians = sorted(statistics.median([value for values in source.choices(rounds, k=len(rounds)) for value in source.choices(values, k=len(values))])
                     for _ in range(samples))
    return middle, medians[int(0.025 * samples)], medians[int(0.975 * samples)]


def compare(ours, theirs):
    """How `ours` stands to `theirs`, both lists of rounds: median of the ratios with its interval. None where the peer has nothing."""
    ratios = [[a / b for a, b in zip(mine, others) if b > 0] for mine, others in zip(ours, theirs)]
    ratios = [values for values in ratios if values]
    if not ratios:
        return None
    ratio, low, high = median_interval(ratios)
    return {"ratio": ratio, "low": low, "high": high, "rounds": len(ratios), "pairs": sum(map(len, ratios))}


def summary(rounds):
    values = [value for values in rounds for value in values]
    return {"median": statistics.median(values), "min": min(values)} if values else None
