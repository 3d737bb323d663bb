"""The rows of Benchmarks/compare: what is run beside what, and what it should show."""
import dataclasses


@dataclasses.dataclass
class Row:
    # The name for --only.
    key: str
    work: str
    # Lines of bash, run in the folder of the logs; `rate` has no other.
    ours: str
    other: str | None
    # `wall`: our time over theirs, at most `goal`; `faster`: theirs over ours, at least; `rate`: GB/s of the log, at least;
    # `growth`: our time over theirs and over `factor`, within 10% of 1.
    kind: str
    goal: float | None
    # Names of the methods of `Logs` that make what it reads.
    needs: tuple
    factor: int = 1

    def meets(self, figure):
        if self.goal is None:
            return None
        if self.kind == "growth":
            return abs(figure - self.goal) <= 0.1
        return figure >= self.goal if self.kind in ("faster", "rate") else figure <= self.goal

    @property
    def goal_text(self):
        return "none" if self.goal is None else f"{self.goal:g}"


parts = "ls part.*.gz | xargs -P 2"
panels = (
    "VISITORS REQUESTS_STATIC NOT_FOUND HOSTS OS BROWSERS VISIT_TIMES VIRTUAL_HOSTS REFERRERS REFERRING_SITES KEYPHRASES"
    " STATUS_CODES REMOTE_USER CACHE_STATUS GEO_LOCATION MIME_TYPE TLS_TYPE").split()
goaccess = "goaccess hundred --log-format=COMBINED --no-progress -o json"

ROWS = [
    Row("parts", "16 gz files: `igzip -dc`, two at a time", "linktally part.*.gz", f"{parts} -n 1 igzip -dc", "wall", 1.30,
        ("parts",)),
    Row("one", "one gz file: `igzip -dc`", "linktally log.gz", "igzip -dc log.gz", "wall", 1.03, ("gzip",)),
    Row("one-gzip", "one gz file: `gzip -dc`", "linktally log.gz", "gzip -dc log.gz", "wall", 0.25, ("gzip",)),
    Row("parts-zlib", "16 gz files, zlib decoder: zlib inflating alone, two at a time", "linktally --decoder zlib part.*.gz",
        f"{parts} -n 8 ./inflate", "wall", 1.15, ("parts",)),
    Row("plain", "plain file, all cores: `rg -c utm_source`", "linktally log", "rg -c utm_source log", "wall", 1.2, ("plain",)),
    Row("core", "plain file, one core", "taskset -c 0 linktally --jobs 1 log", None, "rate", 2.0, ("plain",)),
    Row("pipe", "`cat log` into it: `cat log` into `wc -l`", "cat log | linktally", "cat log | wc -l", "wall", 0.55, ("plain",)),
    Row("chdb", "one gz file: chdb", "linktally log.gz", "count-chdb log.gz", "faster", 4, ("gzip",)),
    Row("duckdb", "one gz file: DuckDB", "linktally log.gz", "count-duckdb log.gz", "faster", 12, ("gzip",)),
    Row("polars", "one gz file: polars", "linktally log.gz", "count-polars log.gz", "faster", 12, ("gzip",)),
    Row("mawk", "one gz file: `zcat` and mawk", "linktally log.gz", "zcat log.gz | count-mawk", "faster", 15, ("gzip",)),
    Row("goaccess", "100 MB plain: goaccess, its report", "linktally hundred", goaccess, "faster", 120, ("hundred",)),
    Row("goaccess-urls", "100 MB plain: goaccess, only its list of URLs", "linktally hundred",
        " ".join([goaccess, *(f"--ignore-panel={panel}" for panel in panels)]), "faster", None, ("hundred",)),
    Row("tenfold", "16 gz files ten times over: a tenth of it over once", f"linktally {' '.join(['part.*.gz'] * 10)}",
        "linktally part.*.gz", "growth", 1, ("parts",), factor=10),
    Row("scatter", "plain file, `--scatter`: the catalogue log", "linktally scattered", "linktally log", "wall", 1.6,
        ("plain", "scattered")),
    Row("small", "1,000 gz files of 10 KB: one `igzip -dc`", "linktally small/*.gz", "igzip -dc small/*.gz", "wall", 1.5,
        ("small",)),
    Row("blocked", "a BGZF file, all cores: `rapidgzip -P2 -dc`", "linktally blocked.gz", "rapidgzip -P 2 -d -c blocked.gz",
        "wall", 1.2, ("blocked",)),
]
