"""What a store has, read through its views as anyone would: flat keys, as world.Stream.counts."""
import collections
import sqlite3

from world import OUTCOMES, PARAMETERS, UTM

LINES = ("blank", "directive", "malformed", "no_target", "requests")


def connect(path):
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True)


def counts(database):
    """All counts over all logs."""
    found = collections.Counter()

    def add(sql, name, keys, sums):
        for row in database.execute(sql):
            for column, count in zip(sums, row[keys:]):
                if count:
                    found[(name, *row[:keys], column) if column else (name, *row[:keys])] += count

    codes = ", ".join(name[4:] for name in UTM)
    sums = ("hits", "errors", "with_rejection")
    add(f"SELECT hour, link, {codes}, {', '.join(f'SUM({name})' for name in sums)} FROM attributions GROUP BY 1, 2, 3, 4, 5, 6, 7",
        "attribution", 7, sums)
    add("SELECT hour, link, parameter, reason, value, SUM(hits) FROM rejections GROUP BY 1, 2, 3, 4, 5", "rejection", 5, (None,))
    sums = ("requests",) + OUTCOMES
    add(f"SELECT hour, link, {', '.join(f'SUM({name})' for name in sums)} FROM outcomes GROUP BY 1, 2", "outcome", 2, sums)
    add(f"SELECT reference, time, link, {codes}, SUM(hits) FROM touches GROUP BY 1, 2, 3, 4, 5, 6, 7, 8", "touch", 8, (None,))
    sums = ("requests", "with_query", "with_parameters", "tagged") + OUTCOMES + tuple(
        f"{parameter}_{verdict}" for parameter in PARAMETERS
        for verdict in ("accepted", "empty", "too_long", "invalid_byte", "duplicate"))
    add(f"SELECT hour, {', '.join(f'SUM({name})' for name in sums)} FROM hours GROUP BY 1", "hour", 1, sums)
    names = ("total",) + LINES
    row = database.execute(f"SELECT SUM(lines), {', '.join(f'SUM({name})' for name in LINES)} FROM logs").fetchone()
    for name, count in zip(names, row):
        if count:
            found["lines", name] += count
    return found


def days(database):
    """The rollup, and what it must be the sum of."""
    codes = ", ".join(name[4:] for name in UTM)
    rollup = set(database.execute(f"SELECT day, link, {codes}, hits, errors FROM days"))
    rows = set(database.execute(
        f"SELECT CASE hour WHEN 'unknown' THEN hour ELSE substr(hour, 1, 10) END, link, {codes}, SUM(hits), SUM(errors) "
        "FROM attributions GROUP BY 1, 2, 3, 4, 5, 6, 7"))
    return rollup, rows
