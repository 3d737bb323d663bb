#!/usr/bin/env python3
"""Broken copies of the model: rounds must find each of them, else the comparison proves nothing about what it broke.

    self_check.py --tool linktally [--rounds 200] [--first 1]
"""
import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile

here = pathlib.Path(__file__).resolve().parent
# The file, what stands in it once, and what is written instead.
BROKEN = [
    ("world.py", "request.hour < self.mark", "False"),
    ("world.py", "self.counted, self.entries, self.mark = 0, [], None", "self.counted, self.entries = 0, []; self.mark = getattr(self, 'mark', None)"),
    ("world.py", "e.request.hour < hour]", "e.request.hour <= hour]"),
    ("world.py", "undated and e.request.hour is None", "e.request.hour is None"),
    ("world.py", "return min(seconds) if seconds", "return max(seconds) if seconds"),
    ("world.py", '.endswith(("completed", "succeeded"))', '.endswith("completed")'),
    ("world.py", 'status in ("paid", "no_payment_required")', 'status == "paid"'),
    ("world.py", "payment.is_erased = found = True\n        return found\n\n    def erase_value", "found = True\n        return found\n\n    def erase_value"),
    ("world.py", "entry.is_reference_erased = found = True", "found = True"),
    ("world.py", "entry.erased.add(name)", "pass"),
    ("world.py", "self.is_error = status >= 400", "self.is_error = status > 400"),
    ("world.py", "if is_event and document[\"id\"] in self.event_ids:", "if document[\"id\"] in self.event_ids:"),
    ("payments.py", "touch[0] <= until)", "touch[0] < until)"),
    ("payments.py", "(min if self.is_first else max)", "min"),
    ("payments.py", "touch[1:] for touch in touches if touch[0] is None]", "touch[1:] for touch in touches[:0]]"),
    ("payments.py", "second is None or second <= until", "second is not None and second <= until"),
    ("payments.py", '"jpy", "kmf"', '"kmf"'),
    ("payments.py", '"bhd", "jod"', '"jod"'),
    ("payments.py", 'return "erased_reference" if payment.is_erased else "no_reference"', 'return "no_reference"'),
    ("reports.py", "hour < self.end)", "hour <= self.end)"),
    ("reports.py", "hour >= self.begin)", "hour > self.begin)"),
    ("reports.py", "return not self.is_timed", "return True"),
    ("reports.py", "timedelta(days=weekday - 1)", "timedelta(days=weekday % 7)"),
    ("reports.py", "year, week, weekday = day.isocalendar()", "_, week, weekday = day.isocalendar(); year = day.year"),
    ("reports.py", "while self.local(hour).date() < day:\n            hour += 1", "hour = hour + 40 - round(self.zone.utcoffset(datetime(2026, 7, 1)).total_seconds() / 3600)"),
    ("reports.py", "question.begin - length <= hour", "question.begin - length < hour"),
    ("reports.py", "if hour < before:", "if hour <= before:"),
    ("reports.py", "if not question.has(after) or", "if"),
    ("conversions.py", "if len(some) == 1 else SEVERAL", "if some else SEVERAL"),
    ("conversions.py", "if not request.is_attributed or (period is None and compared is None):", "if not request.is_attributed or period is None:"),
    ("conversions.py", "if codes not in back:", "if True:"),
    ("reports.py", "(-pair[1][\"hits\"], -pair[1][\"before\"])", "(-pair[1][\"hits\"],)"),
    ("conversions.py", "in enumerate(question.goals) if fits", "in reversed(list(enumerate(question.goals))) if fits"),
    ("reports.py", "if any(log is other for other, _ in chosen)", "if log.entries"),
    ("comparison.py", 'and has_before else "-"', 'else "-"'),
    ("model.py", "question.calendar.period(question.unit or \"hour\", getattr", "question.calendar.period(\"hour\", getattr"),
]


def is_found(tool, first, rounds, name, old, new):
    """Whether some round fails; few at a time, since most are found at once."""
    with tempfile.TemporaryDirectory(prefix="broken-model-") as folder:
        copy = pathlib.Path(folder) / "Model"
        shutil.copytree(here, copy, ignore=shutil.ignore_patterns("__pycache__"))
        text = (copy / name).read_text()
        if text.count(old) != 1:
            raise SystemExit(f"{name} has {text.count(old)} times: {old}")
        (copy / name).write_text(text.replace(old, new))
        for start in range(first, first + rounds, 5):
            done = subprocess.run([sys.executable, copy / "model.py", "--tool", tool, "--rounds", "5", "--first", str(start)],
                                  capture_output=True, text=True, env={"PATH": "/usr/bin:/bin", "TMPDIR": folder}, check=False)
            if "Traceback" in done.stdout + done.stderr:
                raise SystemExit(f"a broken model must count wrongly, not fail: {new}\n{done.stdout}{done.stderr}")
            if done.returncode:
                return True
    return False


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True, type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--first", type=int, default=1)
    arguments = parser.parse_args()
    missed = []
    for name, old, new in BROKEN:
        found = is_found(arguments.tool.resolve(), arguments.first, arguments.rounds, name, old, new)
        print(f"{'found' if found else 'MISSED'}: {name}: {old.splitlines()[0]} -> {new}", flush=True)
        if not found:
            missed.append(old)
    print(f"{len(BROKEN) - len(missed)} of {len(BROKEN)} broken models found")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
