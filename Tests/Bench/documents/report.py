"""The report of a run as Markdown: the ratios first, then the figures they come from."""
import os
import platform
from statistics import median

from measure import slopes


def markdown(program, contestants, runs, cold, sizes, load):
    figures = {c.name: figures_of(runs[c.name], cold[c.name][1], sizes) for c in contestants}
    own = contestants[0]
    head = machine(program, sizes, runs[own.name], cold[own.name][1], load)
    return "\n".join([*head, "", *ratios(figures, contestants), "", *absolute(figures, contestants), ""])


def figures_of(runs, cold, sizes):
    small, large = sizes
    cpu = [slope * 1000 for slope in slopes(runs, small, large, "cpu")]
    return {
        "cpu": median(cpu),
        "least": min(cpu),
        "most": max(cpu),
        "bytes": median(slopes(runs, small, large, "bytes")),
        "archival": median(slopes(runs, small, large, "archival")),
        "cold cpu": median(r.cpu for r in cold) * 1000,
        "cold wall": median(r.wall for r in cold) * 1000,
        "memory": median(r.memory for r in runs[large]) / 1e6,
    }


def machine(program, sizes, runs, cold, load):
    small, large = sizes
    return [
        f"{os.cpu_count()} cores ({platform.machine()}), load {load[0]:.1f} before and {os.getloadavg()[0]:.1f} after; sizes {small} and {large} applicants, "
        f"{len(runs[small])} repetitions; cold: {len(cold)} repetitions; medians. certkiosk is {program}."
    ]


def ratios(figures, contestants):
    """Our figure of the same job over each other's."""
    ours = {bare: next(c for c in contestants if c.bare == bare) for bare in (False, True)}
    lines = ["| certkiosk ÷ | CPU per document | cold CPU | cold wall | bytes per document |", "|---|--:|--:|--:|--:|"]
    for other in (c for c in contestants if c not in ours.values()):
        own = ours[other.bare]
        parts = [figures[own.name][key] / figures[other.name][key] for key in ("cpu", "cold cpu", "cold wall", "bytes")]
        lines.append(f"| {other.name} | " + " | ".join(f"{part:.2f}" for part in parts) + " |")
    return lines


def absolute(figures, contestants):
    lines = [
        "| | CPU ms per document | least–most | cold CPU ms | cold wall ms | bytes per document | of these metadata and profile | peak memory MB | what it does |",
        "|---|--:|--:|--:|--:|--:|--:|--:|---|",
    ]
    for c in contestants:
        f = figures[c.name]
        row = f"{f['cpu']:.2f} | {f['least']:.1f}–{f['most']:.1f} | {f['cold cpu']:.0f} | {f['cold wall']:.0f} | {f['bytes']:,.0f} | {f['archival']:,.0f} | {f['memory']:.0f}"
        lines.append(f"| {c.name} | {row} | {c.does} |")
    return lines
