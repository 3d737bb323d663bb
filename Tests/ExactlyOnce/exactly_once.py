#!/usr/bin/env python3
"""Random days of logs and random things done to their files; after each step the store equals the reference implementation
over the lines that were ever seen.

    exactly_once.py --tool linktally --seeds 60 [--first 1] [--steps 25] [--jobs 2]

What is done: servers write on, also to the middle of a line; files are renamed, copied, linked, packed and packed otherwise,
cut short, damaged; logs begin like others, byte for byte up to any place, and go their own way then; holes of NUL bytes stand in
front of logs, as a file has that was truncated below its writer; logrotate rotates them, by rename and by copytruncate, with and without packing; `ingest` takes in some or
all of them, alone or two at a time, with few or many workers and with little memory, and is run again.

What must hold is told from the files alone: a log is what its first bytes behind a hole say, wherever they stand; of each the
longest beginning that any run read without a fault counts, to its last whole line, or to its last byte where it was packed.
Where a packed log ends inside a line of a known one, nothing but that log itself can tell whether it is a part of it: such a file
may be refused by name, and is counted rightly where it is not. So may one of which most lines are no server's, where a log
left another within its first line: that is `unknown_format`.
Prints the seed of whatever fails.
"""
import argparse
import bisect
import collections
import concurrent.futures
import gzip
import importlib.util
import itertools
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import traceback
import zlib

import store
from world import Stream

here = pathlib.Path(__file__).resolve().parent


def load_reference():
    spec = importlib.util.spec_from_file_location("reference", here.parent / "Conformance" / "reference.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


reference = load_reference()


class Failed(Exception):
    pass


class Known:
    """What the store must know of a stream: so many bytes, and whether the last of them end a line; and what a run saw of it."""

    def __init__(self):
        self.bytes = self.seen = 0
        self.is_open = False


class Run:
    def __init__(self, tool, seed, steps):
        self.tool, self.seed, self.steps = tool, seed, steps
        self.rng = random.Random(seed)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix=f"exactly-once-{seed}-"))
        self.logs = self.folder / "logs"
        self.logs.mkdir()
        self.database = self.folder / "tally.sqlite"
        self.packs = self.rng.random() < 0.6            # whether logrotate does
        self.streams = []
        self.live = {}                                  # path of a live log -> the stream that is written to it
        self.known = collections.defaultdict(Known)     # stream number -> what the store must know
        self.done = []                                  # what was done, for whoever looks for a fault
        for name in ("access.log", "other.log")[:self.rng.choice([1, 2])]:
            self.start(self.logs / name)

    # ------------------------------------------------------------ the world

    def start(self, path):
        """A server begins a log in `path`."""
        stream = Stream(self.rng, reference, len(self.streams))
        self.streams.append(stream)
        self.live[path] = stream
        self.grow(path)

    def grow(self, path=None):
        path = path or self.rng.choice(list(self.live))
        stream = self.live[path]
        size = self.rng.choice([1, 1, 2000, 2000, 20_000, 70_000 * (self.rng.random() < 0.5), 300_000 * (self.rng.random() < 0.2)])
        before = len(stream.bytes())
        # The rest of a line that was begun is written first.
        stream.write(size, leaves_open=self.rng.random() < 0.2)
        with open(path, "ab") as file:
            file.write(stream.bytes()[before:])

    def pick(self):
        names = [path for path in self.logs.iterdir() if path not in self.live and not path.is_symlink()]
        return self.rng.choice(names) if names else None

    def any(self):
        return self.rng.choice([path for path in self.logs.iterdir() if not path.is_symlink()])

    def free_name(self, suffix=""):
        while True:
            path = self.logs / f"log.{self.rng.randrange(1000)}{suffix}"
            if not path.exists():
                return path

    def fork(self):
        """A log that begins like another one."""
        source = self.rng.choice(self.streams)
        length = len(source.bytes())
        if len(self.streams) > 8 or length < 2:
            return
        cut = self.rng.choice([self.rng.randrange(1, length), self.rng.randrange(1, min([length, *source.ends[1:2]])),
                               self.rng.choice(source.ends[1:] or [1]), max(length - self.rng.randrange(1, 200), 1)])
        path = self.free_name()
        self.streams.append(source.fork(cut, len(self.streams)))
        self.live[path] = self.streams[-1]
        path.write_bytes(self.streams[-1].bytes())
        if self.rng.random() < 0.7:
            self.grow(path)

    def hole(self):
        """A log that is copied and truncated while its writer goes on where it was; or a copy with another hole."""
        size = self.rng.choice([1, 4095, 70_000, 300_000])
        path = self.rng.choice(list(self.live))
        if self.rng.random() < 0.5:
            content, fault = decoded(self.any().read_bytes())
            if content and not fault:
                content = bytes(size) + content
                if content.endswith(b"\n") and self.rng.random() < 0.3:   # behind the last line they are no line
                    content += bytes(self.rng.choice([1, 4096]))
                packs = self.rng.random() < 0.3
                self.free_name(".gz" if packs else "").write_bytes(self.packed(content) if packs else content)
            return
        if self.live[path].partial:
            return
        shutil.copy(path, self.free_name())
        path.write_bytes(bytes(size))
        self.start(path)

    def rename(self):
        path = self.pick()
        if path:
            path.rename(self.free_name(path.suffix if path.suffix == ".gz" else ""))

    def packed(self, content, level=None):
        rng = self.rng
        level = rng.choice([1, 6, 9]) if level is None else level
        if rng.random() < 0.3 and len(content) > 10:    # several members
            cut = rng.randrange(len(content))
            return gzip.compress(content[:cut], level) + gzip.compress(content[cut:], level)
        return gzip.compress(content, level, mtime=rng.choice([0, 1_700_000_000]))

    def whole_lines(self, content):
        return content[:content.rfind(b"\n") + 1]

    def repack(self):
        """Another packing, or none, of what a file has; only whole lines, since a server is done with what is packed."""
        path = self.any()
        content, fault = decoded(path.read_bytes())
        if fault or not content:
            return
        target = self.free_name(".gz")
        if path not in self.live and self.rng.random() < 0.7:
            path.unlink()
        if self.rng.random() < 0.7:
            target.write_bytes(self.packed(self.whole_lines(content)))
        else:
            self.free_name().write_bytes(content)

    def open_gzip(self):
        """A packed log whose last line has no end, which counts; taken in by itself, so that it is known what was first."""
        path = self.rng.choice(list(self.live))
        stream = self.live[path]
        content, first = stream.bytes(), 8
        if len(stream.ends) < first + 2:
            return
        cut = self.rng.choice([len(content), len(stream.content) - len(stream.line_end), len(stream.content) - 1,
                               self.rng.randrange(stream.ends[first], len(content) + 1)])
        if len(content) > 1 << 16 and self.rng.random() < 0.3:      # where hashes stand, and readings end
            cut = len(content) >> 16 << 16
        target = self.free_name(".gz")
        target.write_bytes(self.packed(content[:cut]))
        self.ingest([target])

    def copy(self):
        path = self.any()
        target = self.free_name(path.suffix if path.suffix == ".gz" else "")
        if self.rng.random() < 0.3:
            target.symlink_to(path)
        else:
            shutil.copy(path, target)

    def shorten(self):
        """A copy that ends early, as a download that broke off."""
        path = self.any()
        content = path.read_bytes()
        least = 2 if content[:2] == b"\x1f\x8b" else 0   # with one byte it is no gzip file
        if len(content) > least:
            suffix = ".gz" if path.suffix == ".gz" else ""
            self.free_name(suffix).write_bytes(content[:self.rng.randrange(least, len(content))])

    def damage(self):
        path = self.pick()
        if not path:
            return
        content = bytearray(path.read_bytes())
        # A file that ends early has no checksum: there, damage would make another log of it.
        if content[:2] == b"\x1f\x8b" and len(content) > 30 and not decoded(bytes(content))[1]:
            content[-self.rng.randrange(5, 9)] ^= 0x40  # the checksum
            self.free_name(".gz").write_bytes(content)

    def remove(self):
        path = self.pick()
        if path and len(list(self.logs.iterdir())) > 6:
            path.unlink()

    def rotate(self):
        """By the real logrotate; a server goes on as after it: in a new file, or in the same one, which is empty now."""
        rng, path = self.rng, self.rng.choice(list(self.live))
        options = [rng.choice(["copytruncate", "create"])]
        options.append(rng.choice(["compress", "compress\ndelaycompress", "nocompress"]) if self.packs else "nocompress")
        if rng.random() < 0.2:
            options.append("dateext\ndateformat -%Y%m%d-%s")
        configuration = self.folder / "logrotate.conf"
        configuration.write_text(f"{path} {{\nrotate {rng.choice([2, 5, 50])}\nmissingok\n" + "\n".join(options) + "\n}\n")
        configuration.chmod(0o600)
        stream = self.live[path]
        if stream.partial and (options[0] == "create" or self.packs):
            stream.write(0, leaves_open=False)          # a server that is told to reopen ends its line first
            path.write_bytes(stream.bytes())
        done = subprocess.run(["logrotate", "-f", "-s", self.folder / "logrotate.state", configuration], capture_output=True, text=True)
        if "skipping rotation" in done.stderr:          # twice in one second
            return
        if done.returncode:
            raise Failed("logrotate: " + done.stderr)
        if path.exists() and path.stat().st_size:
            return                                      # there was nothing to rotate
        self.start(path)

    # ------------------------------------------------------------ taking logs in

    def ingest(self, paths=None, second=None):
        rng = self.rng
        runs = [self.arguments(paths)]
        if second is None and paths is None and rng.random() < 0.25:
            runs.append(self.arguments(None))
        started = [subprocess.Popen([self.tool, "ingest", "--store", self.database, *options, *map(str, names)],
                                    stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for options, names in runs]
        self.done.append([(options, [name.name for name in names]) for options, names in runs])
        before = {number: (known.bytes, known.is_open) for number, known in self.known.items()}
        for (options, names), process in zip(runs, started):
            output, errors = process.communicate(timeout=120)
            refused = self.refused(errors, names, "undecided") | self.refused(errors, names, "unknown_format")
            failed, partial = self.expect(options, names, before, refused)
            status = 1 if failed >= set(names) else 3 if failed | partial else 0
            if process.returncode != status:
                raise Failed(f"exit {process.returncode}, not {status}; faults {sorted(p.name for p in failed | partial)}\n{errors}")
        self.compare()

    def arguments(self, paths):
        rng = self.rng
        if paths is None:
            everything = sorted(self.logs.iterdir())
            paths = everything if rng.random() < 0.6 else rng.sample(everything, rng.randrange(1, len(everything) + 1))
            rng.shuffle(paths)
            if rng.random() < 0.2:
                paths.append(rng.choice(paths))
        options = ["--jobs", str(rng.choice([1, 2, 3]))]
        if rng.random() < 0.2:
            options += ["--max-memory", "1M"]
        if rng.random() < 0.2:
            options += ["--verify"]
        if rng.random() < 0.2:
            options += ["--keep-partial"]
        if rng.random() < 0.1:
            options += ["--decoder", "zlib"]
        return options, paths

    def refused(self, errors, names, code):
        """The files that were refused since nothing tells whether they are a part of a known log, or what they are a log of."""
        refused = {name for name in names if any(line.startswith(f"linktally: {name}: ") and f"({code})" in line
                                                 for line in errors.splitlines())}
        for name in refused:
            data = name.read_bytes()
            content, fault = decoded(data)
            stream, content = self.stream_of(content)
            if code == "undecided":
                is_right = data[:2] == b"\x1f\x8b" and not fault and not content.endswith(b"\n")
            else:
                is_right = stream is not None and stream.proves_nothing(len(content))
            if not is_right:
                raise Failed(f"{name.name} was refused, although its lines tell what it is\n{errors}")
        files = {name.resolve() for name in refused}    # a file that has two names here is told of once
        return {name for name in names if name.resolve() in files}

    def stream_of(self, content):
        """The log whose first bytes a file has, if any, and those bytes: without the holes in front and behind."""
        content = content.lstrip(b"\0")
        if content.rstrip(b"\0").endswith(b"\n"):
            content = content.rstrip(b"\0")
        return next((s for s in self.streams if content and s.bytes().startswith(content)), None), content

    def expect(self, options, names, before, refused):
        """Notes what the store must know now; the files of which nothing can count, and those that end early."""
        failed, partial = set(), set()
        for path in names:
            if not path.exists():                       # a link to what is gone
                failed.add(path)
                continue
            data = path.read_bytes()
            content, fault = decoded(data)
            is_packed = data[:2] == b"\x1f\x8b"
            if fault:
                if fault != "truncated" or "--keep-partial" not in options:
                    failed.add(path)
                    continue
                partial.add(path)
            if path in refused:
                failed.add(path)
                continue
            stream, content = self.stream_of(content)
            if not stream:
                if content and not fault:
                    raise Failed(f"{path.name} is of no stream: the test is wrong")
                continue
            takes_open_line = is_packed and not fault
            end = len(content) if takes_open_line else len(self.whole_lines(content))
            if self.goes_on_inside_line(content, before):
                failed.add(path)
                continue
            known = self.known[stream.number]
            known.seen = max(known.seen, len(content))
            if end > known.bytes and self.has_request(stream, end):
                known.bytes, known.is_open = end, takes_open_line and not content.endswith(b"\n")
        return failed, partial

    def goes_on_inside_line(self, content, before):
        """Whether a line that counted as it was goes on in `content`, which is refused."""
        known = [(size, is_open) for number, (size, is_open) in before.items()
                 if size and content.startswith(self.streams[number].bytes()[:size])]
        # A part of what is known of another log that begins alike adds nothing.
        if any(self.streams[number].bytes()[:size].startswith(content) for number, (size, _) in before.items()):
            return False
        size, is_open = max(known, default=(0, False))
        return is_open and not content[size:].startswith((b"\n", b"\r\n"))

    def logs_known(self):
        """What the store must know, each log once; and what it may know of besides.

        Of logs that begin alike, one may be the beginning of another so far. Where all its whole lines are, but the line that it
        is writing is not, it is another log already; the store tells so where it reads it beside the longer one, no sooner.
        """
        logs, others = [], []
        for known, stream in sorted(((known, self.streams[number]) for number, known in self.known.items() if known.bytes),
                                    key=lambda log: -log[0].bytes):
            content = stream.bytes()
            longer = [other.bytes()[:max(more.bytes, more.seen)] for more, other in logs
                      if other.bytes()[:more.bytes].startswith(content[:known.bytes])]
            if not longer:
                logs.append((known, stream))
            elif not any(seen.startswith(content[:known.seen]) for seen in longer):
                others.append((known, stream))
        return logs, others

    def has_request(self, stream, end):
        return self.expected(stream, end, end not in stream.ends)["lines", "requests"] > 0

    def expected(self, stream, size, is_open):
        lines = bisect.bisect_right(stream.ends, size) - 1
        total = stream.counts(lines)
        if is_open and size > stream.ends[lines]:
            total.update(self.open_line(stream, lines, size))
        return total

    def open_line(self, stream, lines, size):
        """What the piece of a line counts that a packed log ends with."""
        piece = Stream.__new__(Stream)
        piece.__dict__.update(stream.__dict__)
        piece.parse = reference.FORMATS[stream.format]()
        piece.second = (stream.seconds + [stream.second])[lines]
        for start, end in zip(stream.ends, stream.ends[1:lines + 1]):
            line = stream.content[start:end - 1]
            if line.startswith(b"#"):                   # what the lines before say of this one
                piece.parse(line.rstrip(b"\r"))
        line = stream.bytes()[stream.ends[lines]:size]
        return piece.delta_of(line)

    def compare(self):
        database = store.connect(self.database)
        try:
            have = store.counts(database)
            count = database.execute("SELECT COUNT(*) FROM log").fetchone()[0]
            rollup, rows = store.days(database)
        finally:
            database.close()
        logs, others = self.logs_known()
        choices = [logs + list(more) for size in range(len(others) + 1) for more in itertools.combinations(others, size)]
        wants = [(len(choice), self.sum_of(choice)) for choice in choices]
        if all(have != want for _, want in wants):
            want = wants[0][1]
            wrong = [(key, have[key], want[key]) for key in sorted(set(have) | set(want), key=str) if have[key] != want[key]]
            raise Failed(f"{len(wrong)} counts differ (key, store, reference): {wrong[:8]}")
        if all((have, count) != (want, logs) for logs, want in wants):
            raise Failed(f"{count} logs in the ledger")
        if rollup != rows:
            raise Failed(f"the rollup by day differs: {list(rollup ^ rows)[:4]}")

    def sum_of(self, logs):
        total = collections.Counter()
        for known, stream in logs:
            total.update(self.expected(stream, known.bytes, known.is_open))
        return total

    # ------------------------------------------------------------ steps

    def run(self):
        actions = [(self.grow, 6), (self.rename, 2), (self.repack, 3), (self.copy, 2), (self.shorten, 2), (self.damage, 1),
                   (self.remove, 2), (self.rotate, 3), (self.open_gzip, 0.3), (self.fork, 1.5), (self.hole, 0.7)]
        for _ in range(self.steps):
            for action in self.rng.choices([a for a, _ in actions], [w for _, w in actions], k=self.rng.choice([1, 1, 2, 3])):
                self.done.append(action.__name__)
                action()
            self.ingest()
        database = store.connect(self.database)
        if database.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise Failed("integrity_check")
        database.close()
        done = subprocess.run([self.tool, "store", "check", "--store", self.database], capture_output=True, text=True)
        if done.returncode:
            raise Failed(f"store check: exit {done.returncode}: {done.stderr}{done.stdout}")


def decoded(data):
    """What stands in a file, and why it ends early: truncated, damaged or None."""
    if data[:2] != b"\x1f\x8b":
        return data, None
    content = b""
    while data:
        inflate = zlib.decompressobj(31)
        try:
            content += inflate.decompress(data)
        except zlib.error:
            return content, "damaged"
        if not inflate.eof:
            return content, "truncated"
        data = inflate.unused_data
    return content, None


def one(tool, seed, steps):
    run = Run(tool, seed, steps)
    try:
        run.run()
    except Exception as error:
        text = str(error) if isinstance(error, Failed) else traceback.format_exc()
        return seed, f"seed {seed}: {text}\n  steps: {run.done[-6:]}\n  files: {run.folder}"
    shutil.rmtree(run.folder)
    return seed, None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    parser.add_argument("--seeds", type=int, default=60)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--steps", type=int, default=25)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    arguments = parser.parse_args()
    tool = str(pathlib.Path(arguments.tool).resolve())
    failures = 0
    # Forked, so that the reference is loaded once.
    with concurrent.futures.ProcessPoolExecutor(arguments.jobs) as pool:
        seeds = range(arguments.first, arguments.first + arguments.seeds)
        for _, failure in pool.map(one, [tool] * len(seeds), seeds, [arguments.steps] * len(seeds)):
            if failure:
                failures += 1
                print(failure, flush=True)
    print(f"{len(seeds) - failures} passed, {failures} failed (seeds {seeds[0]} to {seeds[-1]}, {arguments.steps} steps each)")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
