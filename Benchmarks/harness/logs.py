"""The logs that the benchmarks read, made by linktally-loggen; each is made once, when something asks for it."""
import pathlib

from .shell import sh
from .tools import BUILD, loggen, say


class Logs:
    """A folder of logs, all from one combined log of `size` bytes (as `--bytes` of linktally-loggen takes them)."""

    def __init__(self, size, base=None):
        self.size = size
        self.folder = pathlib.Path(base or BUILD / "benchmark-data") / size
        self.folder.mkdir(parents=True, exist_ok=True)

    def _make(self, done, line):
        """Makes what a line of bash makes in the folder, unless it was made: `done` is a mark of its own."""
        mark = self.folder / f".{done}.done"
        if not mark.exists():
            say(f"making {done}, {self.size}")
            sh(f"cd '{self.folder}' && {{ {line}; }} >&2")
            mark.touch()

    def plain(self):
        """`log`."""
        self._make("log", f"'{loggen()}' --bytes {self.size} --output log")

    def gzip(self):
        """`log.gz`."""
        self.plain()
        self._make("log.gz", "gzip -6 -k -f log")

    def parts(self, count=16):
        """`part.NN.gz`, 16 files that are the log one behind the other; for another count in a folder `COUNT`."""
        self.plain()
        folder = "." if count == 16 else str(count)
        self._make(
            f"{count} parts",
            f"mkdir -p {folder} && split -n l/{count} -d log {folder}/part. && ls {folder}/part.?? | xargs -P 2 -n 1 gzip -6 -f")

    def small(self):
        """`small/NNN.gz`, 1,000 files of about 10 KB (fewer where the log has less than 57 MB)."""
        self.plain()
        self._make(
            "small files", "mkdir -p small && { head -n 230000 log || true; } | split -l 230 -a 3 -d - small/ "
            "&& ls -d small/??? | xargs -P 2 -n 50 gzip -6 -f")

    def blocked(self):
        """`blocked.gz`, in blocks of at most 64 KiB (BGZF)."""
        self.plain()
        self._make("blocked.gz", "bgzip -c -l 6 -@ 2 log > blocked.gz")

    def zstd(self):
        """`log.zst`."""
        self.plain()
        self._make("log.zst", "zstd -q -k -f log")

    def zstd_parts(self):
        """`part.NN.zst`, the 16 files of `parts`."""
        self.parts()
        self._make(
            "16 parts, zstd",
            "ls part.??.gz | xargs -P 2 -I {} sh -c 'gzip -dc {} | zstd -q -f -o $(basename {} .gz).zst'")

    def bzip2(self):
        """`hundred.bz2`."""
        self.hundred()
        self._make("hundred.bz2", "bzip2 -k -f hundred")

    def xz(self):
        """`hundred.xz`."""
        self.hundred()
        self._make("hundred.xz", "xz -T 1 -k -f hundred")

    def hundred(self):
        """`hundred`, the whole lines in the first 100 MB of the log."""
        self.plain()
        self._make("hundred", "head -c 100000000 log | sed '$d' > hundred")

    def scattered(self):
        """`scattered`, a log as large in which nearly every tagged request is a row of its own."""
        self._make("scattered", f"'{loggen()}' --bytes {self.size} --scatter --output scattered")

    def lines(self):
        """Lines of `log`."""
        self.plain()
        return int(sh(f"wc -l < '{self.folder}/log'", capture_output=True, text=True).stdout)
