#!/usr/bin/env python3
"""Draws the chart of a record: charts.py compare|scaling RECORD.json CHART.svg. Needs matplotlib."""
import json
import sys

import matplotlib

matplotlib.use("svg")
# The same record gives the same bytes; text stays text.
matplotlib.rcParams.update({"svg.hashsalt": "linktally", "svg.fonttype": "none", "font.size": 9})
import matplotlib.pyplot as plt

OURS, OTHER, GOAL = "#1f6f8b", "#c9d6df", "#c0392b"


def caption(record):
    machine = record["machine"]
    return (f"LinkTally {record['versions'].get('linktally', '')} ({record['versions'].get('commit', '')}), {record['date']}, {machine['cores']} cores of"
            f" {machine['cpu']}, {machine['memory']}; log of {record['size']}, {record['rounds']} rounds")


def bars(axes, rows, title, is_log):
    """A bar for each figure with its quartiles, and a mark for its goal."""
    names = [row["work"].replace("`", "") for row in rows]
    middles = [row["figure"]["median"] for row in rows]
    errors = [[middle - row["figure"]["q1"] for row, middle in zip(rows, middles)],
              [row["figure"]["q3"] - middle for row, middle in zip(rows, middles)]]
    places = range(len(rows))
    axes.barh(places, middles, xerr=errors, color=OURS, height=0.6, error_kw={"ecolor": "#444444", "capsize": 2})
    for place, row in zip(places, rows):
        if row["goal"] is not None:
            axes.plot([row["goal"]] * 2, [place - 0.4, place + 0.4], color=GOAL, linewidth=2)
        end = row["figure"]["q3"]
        if row["goal"] is not None and end < row["goal"] < 1.25 * end:
            end = row["goal"]
        axes.annotate(f"{row['figure']['median']:.2f}", (end, place), (5, 0), textcoords="offset points", va="center")
    axes.set_yticks(places, names)
    axes.invert_yaxis()
    if is_log:
        axes.set_xscale("log")
        axes.xaxis.set_major_formatter("{x:g}")
        axes.xaxis.set_minor_formatter("")
        axes.set_xlim(1, axes.get_xlim()[1] * 2)
    else:
        axes.set_xlim(0, axes.get_xlim()[1] * 1.08)
    axes.axvline(1, color="#888888", linewidth=0.8, linestyle=":")
    axes.set_title(title, loc="left")
    axes.spines[["top", "right"]].set_visible(False)


def compare(record):
    groups = [
        ([row for row in record["rows"] if row["kind"] in ("wall", "growth", "memory")],
         "LinkTally's time (memory) over the other's: less is better", False),
        ([row for row in record["rows"] if row["kind"] == "faster" and not row["key"].startswith("floor")], "Times as fast as the other: more is better", True),
        ([row for row in record["rows"] if row["kind"] == "rate"], "GB/s: more is better", False),
    ]
    groups = [group for group in groups if group[0]]
    sizes = [len(rows) + 1.2 for rows, _, _ in groups]
    figure, axes = plt.subplots(
        len(groups), 1, figsize=(10, 0.42 * sum(sizes) + 1), gridspec_kw={"height_ratios": sizes}, squeeze=False)
    for (rows, title, is_log), one in zip(groups, axes[:, 0]):
        bars(one, rows, title, is_log)
    figure.text(0.01, 0.005, caption(record) + ". Bars: median, lines: quartiles, red: goal.", fontsize=7, color="#444444")
    return figure


def scaling(record):
    figure, (times, memory) = plt.subplots(1, 2, figsize=(10, 4.2))
    for files in sorted({row["files"] for row in record["rows"]}):
        for jobs, style in ((1, "--"), (2, "-")):
            rows = [row for row in record["rows"] if (row["files"], row["jobs"]) == (files, jobs)]
            if rows:
                sizes = [row["gigabytes"] for row in rows]
                label = f"{files} file{'s' * (files > 1)}, {jobs} worker{'s' * (jobs > 1)}"
                times.plot(sizes, [row["seconds"]["median"] for row in rows], style, marker="o", markersize=3, label=label)
                memory.plot(sizes, [row["rss"] for row in rows], style, marker="o", markersize=3, label=label)
    for axes, title in ((times, "wall time, s"), (memory, "peak RSS, MB")):
        axes.set_xscale("log")
        axes.set_xticks(sorted({row["gigabytes"] for row in record["rows"]}), minor=False)
        axes.xaxis.set_major_formatter("{x:.3g}")
        axes.xaxis.set_minor_formatter("")
        axes.set_xlabel("log, GB")
        axes.set_title(title, loc="left")
        axes.spines[["top", "right"]].set_visible(False)
    times.set_yscale("log")
    times.yaxis.set_major_formatter("{x:g}")
    times.yaxis.set_minor_formatter("")
    memory.set_ylim(0)
    times.legend(fontsize=7, frameon=False)
    figure.text(0.01, 0.005, caption(record), fontsize=7, color="#444444")
    return figure


if __name__ == "__main__":
    kind, source, target = sys.argv[1:]
    drawn = {"compare": compare, "scaling": scaling}[kind](json.load(open(source)))
    drawn.tight_layout(rect=(0, 0.03, 1, 1))
    drawn.savefig(target, metadata={"Date": None})
