"""Do the peers count what LinkTally counts?"""
import json
import os
import tempfile

from .shell import output, report, sh

# How it is run, and what it leaves out of LinkTally's work. All leave out: hours, links, status, rejections by reason, link and
# value, checks of the log's lines.
PEERS = {
    "chdb": ("count-chdb log.gz", "duplicates; distinct references are an estimate, as LinkTally's are"),
    "duckdb": ("count-duckdb log.gz", "duplicates; distinct references exact"),
    "polars": ("count-polars log.gz", "duplicates, form-decoding; distinct references exact"),
    "mawk": ("zcat log.gz | count-mawk", "form-decoding; distinct references exact"),
}
# Of an estimate; its standard error is below half of that.
TOLERANCE = 0.02
# Ways to read the same log.
WAYS = {
    "gzip": "linktally --output json log.gz", "parts": "linktally --output json part.*.gz",
    "plain": "cat log | linktally --output json", "blocked": "linktally --output json blocked.gz",
    "zstd": "linktally --output json log.zst", "zstd_parts": "linktally --output json part.*.zst",
}


def whole_answer(line):
    """LinkTally's report without what may differ: names of the inputs, the first place of a value."""
    answer = report(line)
    return {key: answer[key] for key in ("lines", "requests", "parameters", "hours", "links", "attributions")}


def differences(ours, theirs, references):
    """What a peer counted otherwise."""
    parameters = ours["parameters"]
    wanted = {
        "sources": {entry["value"]: entry["hits"] for entry in parameters["utm_source"]["values"]},
        "campaigns": {entry["value"]: entry["hits"] for entry in parameters["utm_campaign"]["values"]},
        # A peer takes the first value of a parameter and does not see the later ones.
        "dropped": {name: sum(count for reason, count in parameter["rejected"].items() if reason != "duplicate")
                    for name, parameter in parameters.items()},
    }
    found = [key for key, value in wanted.items() if theirs[key] != value]
    if abs(theirs["references"] - references) > TOLERANCE * references:
        found.append(f"references: {theirs['references']}, not {references}")
    return found


def agreement(logs, rows):
    """Runs LinkTally in every way that the rows time, and the peers among them once each."""
    needed = {name for row in rows for name in row.needs}
    logs.plain()
    ours = whole_answer("linktally --output json log")
    assert ours["lines"]["total"] == logs.lines(), "lines of the log"
    for name in needed & WAYS.keys():
        assert whole_answer(WAYS[name]) == ours, WAYS[name]
    for name, file in (("bzip2", "hundred.bz2"), ("xz", "hundred.xz")):
        if name in needed:
            assert whole_answer(f"linktally --output json {file}") == whole_answer("linktally --output json hundred"), file
    if "small" in needed:
        counted = report("linktally --output json --top 1 small/*.gz")["lines"]["total"]
        assert counted == int(output("zcat small/*.gz | wc -l")), "lines of the small files"
    # Every reference, for the figure that an estimate is compared with.
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "references")
        sh(f"linktally --output json --top 1 --references '{path}' log", capture_output=True)
        references = int(output(f"wc -l < '{path}'")) - 1
    found = []
    for peer, (line, leaves_out) in PEERS.items():
        if any(row.key == peer for row in rows):
            different = differences(ours, json.loads(output(line)), references)
            found.append({"peer": peer, "agrees": not different, "differences": different, "leaves_out": leaves_out})
    if any(row.key.startswith("goaccess") for row in rows):
        theirs = report(next(row.other for row in rows if row.key.startswith("goaccess")))["general"]
        counted = report("linktally --output json --top 1 hundred")["lines"]["total"]
        different = [] if theirs["total_requests"] == counted else [f"{theirs['total_requests']} lines, not {counted}"]
        found.append({"peer": "goaccess", "agrees": not different, "differences": different,
                      "leaves_out": "UTM codes and references: it counts URLs with their queries; compared: lines"})
    return found
