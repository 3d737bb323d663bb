"""What a report says against what the model says: JSON, CSV, and what only the text has."""
import collections
import csv
import difflib
import io
import itertools
import json
from decimal import Decimal
from fractions import Fraction


class Failed(Exception):
    pass


def equal(want, got):
    """Whether a value of the report is the model's; a fraction may be rounded either way where it lies in the middle."""
    if isinstance(want, Fraction):
        if not isinstance(got, Decimal):
            return False
        digit = Fraction(1, 10 ** -got.as_tuple().exponent)
        return abs(Fraction(got) - want) * 2 <= digit
    if isinstance(want, dict):
        return isinstance(got, dict) and want.keys() == got.keys() and all(equal(want[key], got[key]) for key in want)
    if isinstance(want, list):
        return isinstance(got, list) and len(want) == len(got) and all(map(equal, want, got))
    return type(want) is type(got) and want == got


def compare(want, got, what="report"):
    if equal(want, got):
        return
    texts = [json.dumps(value, indent=0, default=str, ensure_ascii=False).splitlines() for value in (want, got)]
    lines = list(difflib.unified_diff(*texts, "model", "linktally", n=6, lineterm=""))
    raise Failed(f"{what}:\n" + "\n".join(lines[:120] or ["(equal but for types or rounding)", *texts[0][:80]]))


def compare_csv(want, text, names=None):
    """CSV has the rows of the JSON."""
    rows = list(csv.reader(io.StringIO(text)))
    names = names or (list(want[0]) if want else rows[0])
    if rows[0] != names or len(rows) != len(want) + 1:
        raise Failed(f"CSV: {len(rows) - 1} rows of {rows[0]}, not {len(want)} of {names}")
    for got, row in zip(rows[1:], want):
        for name, cell in zip(names, got):
            value = row[name]
            if isinstance(value, Fraction):
                right = cell and equal(value, Decimal(cell))
            else:
                right = cell == ("" if value is None else str(value))
            if not right:
                raise Failed(f"CSV: {name} is {cell!r}, not {value!r}, in {got}")


def compare_changes(want, question, hours, text):
    """Only the text says what is new: what had no hits in the time before, unless the store has nothing at all from before.

    `hours` are those of all requests of the store."""
    lines = text.splitlines()
    head = next((index for index, line in enumerate(lines) if " hits " in line and " errors " in line), None)
    rows = [] if head is None else [line.split() for line in itertools.takewhile(str.strip, lines[head + 1:])]
    names = ["requests", "hits", "errors", "lost_attribution"] if not question.groups else ["hits", "errors"]
    begins = begins_of_periods(question, hours)
    expected = []
    if question.groups and not question.top:             # text has the most hits of each period first
        by_period = [list(rows) for _, rows in itertools.groupby(want, lambda row: row.get("period"))]
        want = [row for rows in by_period for row in sorted(rows, key=lambda row: (-row["hits"], -row["hits_before"]))]
    for row in want:
        begin = begins.get(row.get("period"), question.begin)
        has_before = row.get("period") != "unknown" and any(hour < begin for hour in hours)
        change = row["change_percent"]
        word = change if change is not None else "new" if row["hits"] and has_before else "-"
        expected.append([*(str(row[name]) for name in names), str(row["hits_before"]), word])
    got = [row[:len(names) + 2] for row in rows]
    for row, right in zip(got, expected):
        if isinstance(right[-1], Fraction) and row[-1].endswith("%") and equal(right[-1], Decimal(row[-1].rstrip("%"))):
            right[-1] = row[-1]
    compare(expected, got, "text")


def begins_of_periods(question, hours):
    """Where the periods begin that hours are in, or just before of, by name."""
    begins = {}
    for hour in hours if question.unit else []:
        name, start, after = question.calendar.period(question.unit, hour)
        begins[name] = start
        name, start, _ = question.calendar.period(question.unit, after)
        begins[name] = start
    return begins


LISTS = ["campaigns", "sources", "links", "repeated_references"]


def compare_top(top, whole, some):
    """Lists of payments that --top shortened have the highest of the whole ones, of each currency."""
    for name in LISTS:
        groups = collections.defaultdict(lambda: ([], []))
        for index, report in enumerate((whole, some)):
            for row in report[name]:
                groups[row.get("currency")][index].append(row)
        for currency, (rows, first) in groups.items():
            figure = "amount" if currency else "payments"
            highest = sorted((row[figure] for row in rows), reverse=True)[:top]
            compare(highest, [row[figure] for row in first], f"{name} of --top")
            if any(row not in rows for row in first):
                raise Failed(f"{name} of --top {top}: {first}, not of {rows}")


def check_order(name, rows):
    """Currency by currency; in each the highest first."""
    if name == "repeated_references":
        ordered = sorted(rows, key=lambda row: -row["payments"])
    else:
        first = {}
        for row in rows:
            first.setdefault(row["currency"], len(first))
        ordered = sorted(rows, key=lambda row: (first[row["currency"]], -row["amount"]))
    if ordered != rows:
        raise Failed(f"{name} are not in order: {rows}")
