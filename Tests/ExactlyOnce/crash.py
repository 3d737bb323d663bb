#!/usr/bin/env python3
"""Runs of `ingest` that end in the middle: after each of them the store is whole, and once it is run again, it is what it would
have been.

    crash.py --tool linktally --loggen linktally-loggen [--kills 20] [--terms 10] [--limits 20] [--seed N]

kill -9 and SIGTERM come at random moments of a run, sometimes several times; the limit is one of the file size (ulimit -f;
linktally ignores SIGXFSZ), so that a write fails somewhere: in the store, its write-ahead log, or a temporary file.
"""
import argparse
import gzip
import hashlib
import pathlib
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

VIEWS = {
    "attributions": "hour, link, source, medium, campaign, term, content, hits, errors, with_rejection",
    "rejections": "hour, link, parameter, reason, value, hits, example_line",
    "outcomes": "hour, link, requests, attributed, with_rejection, lost_attribution, lost_reference",
    "hours": "*", "touches": "reference, time, link, source, medium, campaign, term, content, hits",
}


class Failed(Exception):
    pass


def content(path):
    """A hash of all counts, by the names of the logs: numbers depend on the order in which workers were done."""
    database = sqlite3.connect(path)
    try:
        if database.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise Failed("integrity_check")
        if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'logs'").fetchone():
            return 0, "", []                            # killed while the store was made
        digest = hashlib.sha256()
        logs = list(database.execute("SELECT id, name, bytes, lines, requests FROM logs"))
        for number, name, *figures in sorted(logs, key=lambda row: row[1]):
            digest.update(repr((pathlib.Path(name).name, figures)).encode())
            for view, columns in VIEWS.items():
                rows = database.execute(f"SELECT {columns} FROM {view} WHERE log = ?", (number,))
                digest.update(repr(sorted(row[view == "hours":] for row in rows)).encode())
        columns = "day, link, source, medium, campaign, term, content, hits, errors"
        digest.update(repr(sorted(database.execute(f"SELECT {columns} FROM days"))).encode())
        failures = list(database.execute("SELECT name, reason FROM failures"))
        return len(logs), digest.hexdigest(), failures
    finally:
        database.close()


class Crash:
    def __init__(self, tool, loggen, folder, rng):
        self.tool, self.rng, self.folder = tool, rng, folder
        self.logs = []
        before = folder / "before"
        before.mkdir()
        for number in range(6):
            log = subprocess.run([loggen, "--lines", "12000", "--seed", str(number + 1)], check=True, capture_output=True).stdout
            path = folder / f"log.{number}"
            if number % 2:
                path = folder / f"log.{number}.gz"
                path.write_bytes(gzip.compress(log, 1, mtime=0))
            else:
                path.write_bytes(log)
                # It was there yesterday, and is longer today.
                (before / path.name).write_bytes(log[:log.rfind(b"\n", 0, len(log) // 3) + 1])
            self.logs.append(path)
        self.start = folder / "start.sqlite"
        self.run(self.start, sorted(before.iterdir()))
        whole = folder / "whole.sqlite"
        shutil.copy(self.start, whole)
        started = time.monotonic()
        self.run(whole, self.logs)
        self.seconds = time.monotonic() - started
        self.want = content(whole)[:2]

    def command(self, store, logs, options=()):
        return [self.tool, "ingest", "--quiet", "--store", store, *options, *logs]

    def run(self, store, logs, options=()):
        done = subprocess.run(self.command(store, logs, options), capture_output=True, text=True)
        if done.returncode:
            raise Failed(f"exit {done.returncode}: {done.stderr}")

    def options(self):
        return ["--jobs", str(self.rng.choice([1, 2, 3])), "--max-memory", self.rng.choice(["1M", "128M"])]

    def new_store(self):
        store = self.folder / "tally.sqlite"
        for path in self.folder.glob("tally.sqlite*"):
            path.unlink()
        # One that is grown, or one that is made.
        if self.rng.random() < 0.7:
            shutil.copy(self.start, store)
        return store

    def after(self, store):
        """What must hold after a run that ended in the middle, and after another one."""
        if store.exists() and store.stat().st_size:
            content(store)
        self.run(store, self.logs, self.options())
        logs, digest, failures = content(store)
        if (logs, digest) != self.want:
            raise Failed(f"{logs} logs, counts {digest[:8]}; undisturbed {self.want[0]}, {self.want[1][:8]}")
        if failures:
            raise Failed(f"failures are left: {failures}")
        done = subprocess.run([self.tool, "store", "check", "--store", store], capture_output=True, text=True)
        if done.returncode:
            raise Failed(f"store check: {done.stdout}{done.stderr}")

    def kill(self, number):
        store = self.new_store()
        statuses = []
        for _ in range(self.rng.choice([1, 1, 3])):
            process = subprocess.Popen(self.command(store, self.logs, self.options()), stderr=subprocess.PIPE)
            time.sleep(self.rng.uniform(0, self.seconds * 1.1))
            process.send_signal(number)
            process.communicate(timeout=60)
            statuses.append(process.returncode)
            allowed = {0, -signal.SIGKILL} if number == signal.SIGKILL else {0, 143, -signal.SIGTERM}
            if process.returncode not in allowed:
                raise Failed(f"exit {process.returncode}")
        self.after(store)
        return sum(status != 0 for status in statuses)

    def limit(self):
        store = self.new_store()
        size = store.stat().st_size if store.exists() else 0
        limit = size + self.rng.randrange(0, 5_000_000)

        def set_limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        done = subprocess.run(self.command(store, self.logs, self.options()), preexec_fn=set_limit,
                              capture_output=True, text=True)
        if done.returncode not in (0, 1):
            raise Failed(f"exit {done.returncode}: {done.stderr}")
        if done.returncode == 1 and str(store) not in done.stderr:
            raise Failed(f"the store is not named: {done.stderr}")
        self.after(store)
        return done.returncode != 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True, type=pathlib.Path)
    parser.add_argument("--loggen", required=True, type=pathlib.Path)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--terms", type=int, default=10)
    parser.add_argument("--limits", type=int, default=20)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="crash-"))
    crash = Crash(arguments.tool.resolve(), arguments.loggen.resolve(), folder, rng)
    trials = [("kill -9", lambda: crash.kill(signal.SIGKILL))] * arguments.kills
    trials += [("SIGTERM", lambda: crash.kill(signal.SIGTERM))] * arguments.terms + [("ulimit -f", crash.limit)] * arguments.limits
    hit = dict.fromkeys((name for name, _ in trials), 0)
    for number, (name, trial) in enumerate(trials):
        try:
            hit[name] += trial()
        except Failed as failed:
            print(f"{name}, trial {number} of seed {arguments.seed}: {failed}\n  files: {folder}")
            return 1
    # A trial that disturbs nothing proves nothing.
    if not all(hit.values()):
        print(f"nothing was disturbed: {hit}")
        return 1
    shutil.rmtree(folder)
    print(f"{len(trials)} trials passed, runs disturbed: {hit} (seed {arguments.seed})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
