"""Each report of `linktally report`, computed from lists of requests by brute force, as the articles have it."""
import collections
import fnmatch
import functools
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from zoneinfo import ZoneInfo

from world import PARAMETERS, REASONS, REFERENCE, UTM

DIMENSIONS = {"source": 0, "medium": 1, "campaign": 2}


class BrokenZone(Exception):
    """The zone is not on whole hours of UTC at a time that is asked for."""


class Calendar:
    """A zone's days, in hours since 1970."""

    def __init__(self, name):
        self.name, self.zone = name, ZoneInfo(name)
        self.local = functools.cache(self.local)         # each is asked for again and again
        self.first_hour = functools.cache(self.first_hour)
        self.period = functools.cache(self.period)

    def local(self, hour):
        moment = datetime.fromtimestamp(hour * 3600, timezone.utc).astimezone(self.zone)
        if moment.minute or moment.second:
            raise BrokenZone
        return moment

    def first_hour(self, day):
        """The first hour whose day it is, or a later one where the zone has no such day."""
        hour = int(datetime(day.year, day.month, day.day, tzinfo=timezone.utc).timestamp()) // 3600 - 40
        while self.local(hour).date() < day:
            hour += 1
        return hour

    def period(self, unit, hour):
        """The name of the period that has `hour`, and the first hours of it and of the next one."""
        local = self.local(hour)
        day = local.date()
        if unit == "hour":
            return local.strftime("%Y-%m-%dT%H") + self._offset(local, ""), hour, hour + 1
        if unit == "day":
            return day.isoformat(), self.first_hour(day), self.first_hour(day + timedelta(days=1))
        if unit == "week":
            year, week, weekday = day.isocalendar()
            monday = day - timedelta(days=weekday - 1)
            return f"{year}-W{week:02}", self.first_hour(monday), self.first_hour(monday + timedelta(days=7))
        after = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        return day.strftime("%Y-%m"), self.first_hour(day.replace(day=1)), self.first_hour(after)

    def time(self, hour):
        local = self.local(hour)
        return local.strftime("%Y-%m-%dT%H:00") + (self._offset(local, ":00") or "Z")

    @staticmethod
    def _offset(local, minutes):
        hours = local.utcoffset() // timedelta(hours=1)
        return f"{hours:+03}{minutes}" if hours else ""


class Question:
    """What is asked: hours (None: no border), zone, unit, dimensions, goals as pairs of name and pattern."""

    def __init__(self, calendar, begin=None, end=None, unit=None, groups=(), compare=False, goals=(), top=None):
        self.calendar, self.begin, self.end, self.unit, self.groups = calendar, begin, end, unit, groups
        self.compare, self.goals, self.top = compare, goals, top
        self.ago = []                                    # "begin", "end": what is said as so long ago

    @property
    def is_timed(self):
        return self.begin is not None or self.end is not None

    def has(self, hour):
        if hour is None:
            return not self.is_timed
        return (self.begin is None or hour >= self.begin) and (self.end is None or hour < self.end)

    def shown(self, world):
        """`period` of the JSON."""
        if not self.is_timed:
            return None
        times = [None if hour is None else self.calendar.time(hour) for hour in (self.begin, self.end)]
        unknown = sum(entry.request.hour is None for _, entry in world.entries())
        return {"from": times[0], "to": times[1], "unknown_hour_requests": unknown}


def fits(link, pattern):
    """Whether a link fits a shell pattern; one that begins with a slash is for the path on any host."""
    text = link[link.find("/"):] if pattern.startswith("/") and "/" in link else link
    return fnmatch.fnmatchcase(text, pattern)


def in_bytes(key):
    """Sorts texts by their bytes, and what is None last."""
    return tuple((part is None, part.encode() if isinstance(part, str) else part or 0) for part in key)


def utc_hour(hour):
    return "unknown" if hour is None else datetime.fromtimestamp(hour * 3600, timezone.utc).strftime("%Y-%m-%dT%H")


# ---------------------------------------------------------------- linktally/1

def summary(world, question, input_names):
    """The report that `scan` gives. `input_names` is the order of the inputs, which is that in which logs were counted."""
    chosen = [(log, entry) for log, entry in world.entries() if question.has(entry.request.hour)]
    logs = world.known()
    if question.is_timed:
        logs = [log for log in logs if any(log is other for other, _ in chosen)]
    order = {name: index for index, name in enumerate(input_names)}
    logs.sort(key=lambda log: order.get(str(log.path), -1))
    kinds = collections.Counter(kind for log in logs for _, kind, _ in log.lines[:log.counted])
    inputs = [{"name": str(log.path), "container": "plain", "format": "vhost_combined" if log.has_host else "combined",
               "bytes": sum(len(line) for line, _, _ in log.lines[:log.counted]), "lines": log.counted, "error": None,
               "warning": None} for log in logs]
    requests = [entry.request for _, entry in chosen]
    lines = {"total": sum(kinds.values()), "blank": kinds["blank"], "directive": 0, "malformed": kinds["malformed"],
             "no_target": kinds["no_target"], "filtered": kinds["request"] - len(requests), "requests": len(requests)}
    outcomes = {
        "with_query": lambda r: bool(r.has_query or r.pairs), "with_parameters": lambda r: r.has_names,
        "tagged": lambda r: bool(r.accepted), "attributed": lambda r: r.is_attributed,
        "with_rejection": lambda r: bool(r.rejected), "lost_attribution": lambda r: r.lost_attribution,
        "lost_reference": lambda r: r.lost_reference, "lost_all": lambda r: r.has_names and not r.accepted}
    report = {"schema": "linktally/1"}
    if question.is_timed:
        report["period"] = question.shown(world)
    report |= {"inputs": inputs, "lines": lines,
               "requests": {name: sum(map(test, requests)) for name, test in outcomes.items()},
               "parameters": {name: _parameter(name, chosen, question.top) for name in PARAMETERS}}
    report["attributions"] = _attributions(requests, question.top)
    report["rejections"] = _rejections(chosen, order, question.top)
    hours = collections.defaultdict(list)
    links = collections.defaultdict(list)
    for request in requests:
        hours[request.hour].append(request)
        if request.has_names:
            links[request.link].append(request)
    report["hours"] = [{"hour": utc_hour(hour), "requests": len(hours[hour]), "tagged": sum(bool(r.accepted) for r in hours[hour])}
                       | {name: sum(map(outcomes[name], hours[hour])) for name in ("with_rejection", "lost_attribution")}
                       for hour in sorted(hours, key=lambda hour: (hour is None, hour))]
    report["links"] = _most([{"link": link, "requests": len(some)} | {name: sum(map(outcomes[name], some)) for name in (
        "attributed", "with_rejection", "lost_attribution", "lost_reference")}
        for link, some in sorted(links.items(), key=lambda item: in_bytes(item[:1]))], "requests", question.top)
    report["folded"] = []
    return report


def _most(rows, name, top):
    """All rows in their order, or the `top` ones with the most hits; of equal ones those that come first."""
    return rows if top is None else sorted(rows, key=lambda row: -row[name])[:top]


def _parameter(name, chosen, top):
    requests = [entry.request for _, entry in chosen]
    values = collections.Counter(request.accepted[name] for request in requests if name in request.accepted)
    rejected = collections.Counter(request.rejected[name][0] for request in requests if name in request.rejected)
    rejected["duplicate"] = sum(request.duplicates.count(name) for request in requests)
    result = {"accepted": sum(values.values()), "rejected": {reason: rejected[reason] for reason in REASONS}}
    if name == REFERENCE:
        # An erased reference is in no list any more, so that it is not told apart.
        left = {entry.request.accepted[name] for _, entry in chosen
                if name in entry.request.accepted and not entry.is_reference_erased}
        return result | {"distinct": len(left), "distinct_is_estimate": False}
    losses = collections.Counter(r.accepted[name] for r in requests if name in r.accepted and r.rejected)
    rows = [{"value": value, "hits": hits, "with_rejection": losses[value]} for value, hits in sorted(values.items(), key=lambda item: (-item[1], item[0].encode()))]
    return result | {"distinct": len(values), "values": _most(rows, "hits", top)}


def _attributions(requests, top):
    groups = collections.defaultdict(list)
    for request in requests:
        if request.is_attributed:
            groups[(utc_hour(request.hour), request.link, *request.codes)].append(request)
    names = ["hour", "link", *(name[4:] for name in UTM)]
    rows = [dict(zip(names, key)) | {"hits": len(some), "errors": sum(r.is_error for r in some), "with_rejection": sum(bool(r.rejected) for r in some)}
            for key, some in sorted(groups.items(), key=lambda item: in_bytes(item[0]))]
    return _most(rows, "hits", top)


def _rejections(chosen, order, top):
    groups = collections.defaultdict(list)
    for log, entry in chosen:
        for name, (reason, raw) in entry.request.rejected.items():
            value = "(erased)" if name in entry.erased else raw[:256]
            groups[(entry.request.link, name, reason, value)].append((log, entry))
    rows = []
    for (link, name, reason, value), some in sorted(groups.items(), key=lambda item: in_bytes(item[0])):
        log, entry = min(some, key=lambda pair: (order.get(str(pair[0].path), -1), pair[1].line))
        rows.append({"link": link, "parameter": name, "reason": reason, "value": value, "hits": len(some),
                     "example": {"input": str(log.path), "line": entry.line}})
    return _most(rows, "hits", top)


# ---------------------------------------------------------------- tables

class Periods:
    """The periods of a table: which a request counts in, and which it is compared with."""

    def __init__(self, world, question):
        self.question = question
        calendar, unit = question.calendar, question.unit
        self.start_names = {}                            # where a period begins -> its name
        self.entries = [entry for _, entry in world.entries()]
        # What the store has nothing of, nor of later times, is still to come.
        hours = [entry.request.hour for entry in self.entries if entry.request.hour is not None]
        self.latest = max(hours, default=None)

    def of(self, hour):
        """The period that an hour counts in (its start; the unknown one is infinite; without a unit it is 0), or None."""
        question = self.question
        if not question.has(hour):
            return None
        if question.unit is None:
            return 0
        if hour is None:
            return float("inf")
        name, start, _ = question.calendar.period(question.unit, hour)
        self.start_names[start] = name
        return start

    def compared(self, hour):
        """The period that an hour is before of, or None."""
        question = self.question
        if not question.compare or hour is None:
            return None
        if question.unit is None:
            length = question.end - question.begin
            return 0 if question.begin - length <= hour < question.begin else None
        if question.end is not None and hour >= question.end:
            return None
        if question.begin is not None and hour < question.begin:
            before = question.calendar.period(question.unit, question.begin - 1)[1]
            if hour < before:
                return None
        after = question.calendar.period(question.unit, hour)[2]
        if not question.has(after) or self.latest is None:
            return None
        name, start, _ = question.calendar.period(question.unit, after)
        if start > self.latest:
            return None
        self.start_names[start] = name
        return start

    def name(self, start):
        return "unknown" if start == float("inf") else self.start_names[start]


def percent(new, old):
    return None if not old else Fraction(new - old) * 100 / old


def rate(conversions, hits):
    return Fraction(conversions * 100, hits) if hits else None


def in_order(question, group, key):
    """The values of a group as they are compared: in the order in which dimensions were named, but that a link which was not named
    first comes last (KNOWN: "link in the middle")."""
    pairs = list(zip(question.groups, group))
    if question.groups[:1] != ("link",):
        pairs.sort(key=lambda pair: pair[0] == "link")
    return [key(value) if name == "link" else (value.encode(),) for name, value in pairs]


def group_of(question, link, codes):
    return tuple(link if name == "link" else codes[DIMENSIONS[name]] for name in question.groups)


def table(world, question):
    """linktally-periods/1."""
    periods = Periods(world, question)
    rows = collections.defaultdict(lambda: {"requests": 0, "hits": 0, "errors": 0, "lost_attribution": 0, "before": 0})
    for entry in periods.entries:
        request = entry.request
        period, compared = periods.of(request.hour), periods.compared(request.hour)
        if question.groups and not request.is_attributed:
            continue
        group = group_of(question, request.link, request.codes)
        if period is not None:
            row = rows[period, group]
            row["requests"] += 1
            row["hits"] += request.is_attributed
            row["errors"] += request.is_attributed and request.is_error
            row["lost_attribution"] += request.lost_attribution
        if compared is not None:
            rows[compared, group]["before"] += request.is_attributed
    result = []
    by_period = collections.defaultdict(list)
    for (period, group), row in sorted(
            rows.items(), key=lambda item: (item[0][0], in_order(question, item[0][1], lambda link: (link.encode(),)))):
        by_period[period].append((group, row))
    for period, some in by_period.items():
        if question.top and question.groups:
            some = sorted(some, key=lambda pair: (-pair[1]["hits"], -pair[1]["before"]))[:question.top]
        for group, row in some:
            shown = {"hits": row["hits"], "errors": row["errors"]}
            if not question.groups:
                shown = {"requests": row["requests"], **shown, "lost_attribution": row["lost_attribution"]}
            if question.compare:
                shown |= {"hits_before": row["before"], "change_percent": percent(row["hits"], row["before"])}
            if question.unit:
                shown["period"] = periods.name(period)
            result.append(shown | dict(zip(question.groups, group)))
    return result
