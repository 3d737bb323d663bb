#!/usr/bin/env python3
"""What --metrics-file writes is what Prometheus's own parser reads, and says what the run did.

    metrics.py --tool linktally --loggen linktally-loggen
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import time

from prometheus_client.parser import text_string_to_metric_families


def samples(path):
    """The samples of a file by name and labels; their types."""
    found, types = {}, {}
    for family in text_string_to_metric_families(path.read_text()):
        types[family.name] = family.type
        for sample in family.samples:
            key = (sample.name, frozenset(sample.labels.items()))
            assert key not in found, f"twice: {key}"
            found[key] = sample.value
    return found, types


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True, type=pathlib.Path)
    parser.add_argument("--loggen", required=True, type=pathlib.Path)
    arguments = parser.parse_args()
    tool = arguments.tool.resolve()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        # A name that must be escaped.
        store, log, metrics = folder / 'ta"l\\ly.sqlite', folder / "access.log", folder / "linktally.prom"
        log.write_bytes(subprocess.run([arguments.loggen.resolve(), "--lines", "5000"], check=True, capture_output=True).stdout)
        report = json.loads(subprocess.run([tool, "--output", "json", log], check=True, capture_output=True).stdout)

        def ingest(*names):
            done = subprocess.run([tool, "ingest", "--quiet", "--store", store, "--metrics-file", metrics, *names],
                                  capture_output=True, text=True)
            return done, *samples(metrics)

        def value(found, name, **labels):
            return found["linktally_ingest_" + name, frozenset({"store": str(store), **labels}.items())]

        started = time.time()
        done, found, types = ingest(log)
        assert done.returncode == 0 and not done.stderr, done.stderr
        assert set(types.values()) == {"gauge"}, types
        assert value(found, "lines") == report["lines"]["total"] and value(found, "bytes") == log.stat().st_size
        assert value(found, "files", state="new") == 1 and value(found, "files", state="failed") == 0
        for parameter, counts in report["parameters"].items():
            for reason, count in counts["rejected"].items():
                assert value(found, "rejected_values", parameter=parameter, reason=reason) == count, (parameter, reason)
        success = value(found, "last_success_timestamp_seconds")
        assert started - 1 <= success <= time.time() + 1
        assert value(found, "last_run_success") == 1 and started - 1 <= value(found, "last_run_timestamp_seconds")

        time.sleep(1.1)
        (folder / "bad.gz").write_bytes(b"\x1f\x8b\x08")
        done, found, _ = ingest(folder / "bad.gz", log)
        assert done.returncode == 3 and "bad.gz" in done.stderr
        assert value(found, "files", state="failed") == 1 and value(found, "files", state="known") == 1
        assert value(found, "lines") == 0
        # A run with a fault is no success: an alert on the age of the last one goes off.
        assert value(found, "last_success_timestamp_seconds") == success
        assert value(found, "last_run_success") == 0 and value(found, "last_run_timestamp_seconds") >= success + 1

        # Nor is one that cannot use its store: it says so, and when the last success was.
        started = time.time()
        store.rename(store.with_name("kept.sqlite"))
        store.write_text("no database at all\n" * 100)
        done, found, types = ingest(log)
        assert done.returncode == 1 and "is no LinkTally store" in done.stderr, done.stderr
        assert set(types.values()) == {"gauge"}, types
        assert value(found, "last_run_success") == 0 and value(found, "last_success_timestamp_seconds") == success
        assert value(found, "last_run_timestamp_seconds") >= started - 1
        assert not any("lines" in name for name, _ in found), "figures of a run that counted nothing"
        # What the file had before may be anything.
        for former in (b"\xff\x00", b"linktally_ingest_last_success_timestamp_seconds", b"", b"x 1\n" * 1_000_000):
            metrics.write_bytes(former)
            done, found, _ = ingest(log)
            assert value(found, "last_run_success") == 0, former[:20]
            assert not any("last_success" in name for name, _ in found), former[:20]
        store.unlink()
        store.with_name("kept.sqlite").rename(store)
        done, found, _ = ingest(log)
        assert done.returncode == 0 and value(found, "last_run_success") == 1
        success = value(found, "last_success_timestamp_seconds")
        # A list of files that is not there; a store that is refused, whose history is read all the same.
        for options in (["--files0-from", folder / "nolist"], ["--bots", "exclude", log]):
            if options[0] == "--bots":
                metrics.unlink()
            done, found, _ = ingest(*options)
            assert done.returncode == 1 and value(found, "last_run_success") == 0, done.stderr
            assert value(found, "last_success_timestamp_seconds") == success
        # A new store has no success, whatever the file says of one that had its name.
        for name in folder.glob(store.name + "*"):
            name.unlink()
        done, found, _ = ingest(folder / "bad.gz")
        assert done.returncode == 1 and value(found, "last_run_success") == 0, done.stderr
        assert not any("last_success" in name for name, _ in found)
        done, found, _ = ingest(log)
        assert value(found, "last_success_timestamp_seconds") >= started - 1
        assert sorted(path.name for path in folder.glob("*.tmp")) == []
    print("metrics: passed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
