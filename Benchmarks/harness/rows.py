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
    # `growth`: our time over theirs and over `factor`, within 10% of 1; `floor`: as `wall`, but `ours` is a loop in C that
    # does one step of the work (floor.c): no program that does all of it can be faster.
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
    Row("parts-json", "16 gz files, JSON, all rows by hour: the same", "linktally --output json part.*.gz",
        f"{parts} -n 1 igzip -dc", "wall", None, ("parts",)),
    Row("one", "one gz file: `igzip -dc`", "linktally log.gz", "igzip -dc log.gz", "wall", 1.03, ("gzip",)),
    Row("one-gzip", "one gz file: `gzip -dc`", "linktally log.gz", "gzip -dc log.gz", "wall", 0.25, ("gzip",)),
    Row("parts-zlib", "16 gz files, zlib decoder: zlib inflating alone, two at a time", "linktally --decoder zlib part.*.gz",
        f"{parts} -n 8 ./inflate", "wall", 1.15, ("parts",)),
    Row("plain", "plain file, all cores: `rg -c utm_source`", "linktally log", "rg -c utm_source log", "wall", 1.2, ("plain",)),
    Row("core", "plain file, one core", "taskset -c 0 linktally --jobs 1 log", None, "rate", 2.0, ("plain",)),
    Row("pipe", "`cat log` into it: `cat log` into `wc -l`", "cat log | linktally", "cat log | wc -l", "wall", 0.55, ("plain",)),
    Row("zst", "one zst file: `zstd -dc`", "linktally log.zst", "zstd -dc log.zst", "wall", 1.10, ("zstd",)),
    Row("parts-zst", "16 zst files: `zstd -dc`, two at a time", "linktally part.*.zst", "ls part.*.zst | xargs -P 2 -n 1 zstd -dc",
        "wall", 1.5, ("zstd_parts",)),
    Row("bz2", "100 MB in a bz2 file: `bzip2 -dc`", "linktally hundred.bz2", "bzip2 -dc hundred.bz2", "wall", 1.05, ("bzip2",)),
    Row("xz", "100 MB in an xz file: `xz -dc`", "linktally hundred.xz", "xz -dc hundred.xz", "wall", 1.05, ("xz",)),
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
    # What the goals above leave for all that is not this step.
    Row("floor-parts", "16 gz files, inflating alone: `igzip -dc`, two at a time", f"{parts} -n 8 ./floor isal",
        f"{parts} -n 1 igzip -dc", "floor", None, ("parts",)),
    Row("floor-parts-lines", "16 gz files, inflating and taking lines apart: the same", f"{parts} -n 8 ./floor isal-lines",
        f"{parts} -n 1 igzip -dc", "floor", None, ("parts",)),
    Row("floor-parts-tables", "16 gz files, and counting paths, campaigns and sources in one table for each of two processes: the same",
        f"{parts} -n 8 ./floor isal-tables", f"{parts} -n 1 igzip -dc", "floor", None, ("parts",)),
    Row("floor-one", "one gz file, inflating alone: `igzip -dc`", "./floor isal log.gz", "igzip -dc log.gz", "floor", None,
        ("gzip",)),
    Row("floor-one-busy", "one gz file, inflating alone, while the other core takes lines apart: `igzip -dc`",
        "./floor read-lines $(yes log | head -n 99) & busy=$!; ./floor isal log.gz; kill $busy", "igzip -dc log.gz", "floor", None,
        ("gzip",)),
    Row("floor-parts-zlib", "16 gz files, zlib, inflating and taking lines apart: zlib inflating alone, two at a time",
        f"{parts} -n 8 ./floor zlib-lines", f"{parts} -n 8 ./inflate", "floor", None, ("parts",)),
    Row("floor-plain", "plain file, one core, taking lines apart: `rg -c utm_source`", "./floor read-lines log",
        "rg -c utm_source log", "floor", None, ("plain",)),
    Row("floor-plain-tables", "plain file, one core, and counting paths, campaigns and sources: the same", "./floor read-tables log",
        "rg -c utm_source log", "floor", None, ("plain",)),
    Row("floor-blocked", "a BGZF file, inflating alone, every other block in each of two processes: `rapidgzip -P2 -dc`",
        "./floor isal-blocks blocked.gz & ./floor isal-blocks-odd blocked.gz; wait", "rapidgzip -P 2 -d -c blocked.gz", "floor",
        None, ("blocked",)),
    Row("floor-scatter", "`--scatter`, one core, counting paths, campaigns and sources in one table, merging nothing: the catalogue log",
        "./floor read-tables scattered", "./floor read-tables log", "floor", None, ("plain", "scattered")),
    Row("floor-pipe", "`cat log` into a loop that reads: `cat log` into `wc -l`", "cat log | ./floor read -", "cat log | wc -l",
        "floor", None, ("plain",)),
    Row("floor-chdb", "one gz file, chdb: `igzip -dc`, times as fast", "igzip -dc log.gz", "count-chdb log.gz", "faster", None,
        ("gzip",)),
    Row("floor-duckdb", "one gz file, DuckDB: `igzip -dc`, times as fast", "igzip -dc log.gz", "count-duckdb log.gz", "faster", None,
        ("gzip",)),
    Row("floor-polars", "one gz file, polars: `igzip -dc`, times as fast", "igzip -dc log.gz", "count-polars log.gz", "faster", None,
        ("gzip",)),
    Row("floor-mawk", "one gz file, `zcat` and mawk: `igzip -dc`, times as fast", "igzip -dc log.gz", "zcat log.gz | count-mawk",
        "faster", None, ("gzip",)),
]
