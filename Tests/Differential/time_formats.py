#!/usr/bin/env python3
"""Compares the times that linktally reads with Python's datetime and zoneinfo.

    time_formats.py --tool PATH [--logs N] [--seed S]

Random Apache format strings, with one %{...}t or several, nginx ones and JSON keys; lines whose times
datetime.strftime wrote; random zones for times without one, also where clocks are changed.  The hours
of the report must be those of the model.  The same seed gives the same logs.

Exit code 0: no difference; 1: a difference, which is printed; 2: the run is not possible.
"""

import argparse
import collections
import datetime
import importlib.util
import json
import os
import random
import subprocess
import sys
import zoneinfo

UTC = datetime.timezone.utc
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Sao_Paulo",
         "Europe/Moscow", "Pacific/Apia", "Africa/Casablanca", "America/St_Johns", "+05:30", "-0330", "+00:00", "+14:00")
DAYS = ("%Y-%m-%d", "%F", "%d/%b/%Y", "%e %B %Y", "%-d.%-m.%Y", "%Y%m%d", "%d.%m.%y", "%D", "%Y-%j", "%x", "%a, %d %h %Y", "%A %d %b %C%y",
        "%_d/%_m/%Y", "%G-W%V-%u %F", "%b %d %Y")
CLOCKS = ("%H:%M:%S", "%T", "%X", "%k:%M:%S", "%I:%M:%S %p", "%r", "%l:%M:%S %P", "%H%M%S", "%-H-%-M-%-S", "%H.%M.%S", "%OH:%OM:%OS")
WHOLE = ("%c", "%F %T", "%d/%b/%Y:%T", "[%d/%b/%Y:%T]", "%Y%m%d%H%M%S", "%T on %F", "%FT%T", "%s")
OTHERS = (("%h", "192.0.2.1"), ("%u", "-"), ("%D", "1234"), ("%{X-Id}i", "a[b"), ("%m", "GET"))


def text_of(pattern, moment):
    """What Apache writes for a pattern; %s is not left to the zone of this machine."""
    return pattern.replace("%s", str(int(moment.timestamp()))) if "%s" in pattern else moment.strftime(pattern)


def apache(draw):
    """A definition, how its lines are written, and whether times have a zone or are those of UTC."""
    fraction = draw.choice((None, None, "msec_frac", "usec_frac"))
    zone = draw.choice(("", "", "%z", "%z", "Z", "UTC"))
    prefix = draw.choice(("", "", "begin:", "end:"))
    if draw.random() < 0.5:
        whole = draw.choice(WHOLE)
        pieces = [whole]
        behind = whole == "%s" or whole.endswith("]") or whole == "%c"
        fraction = None if behind or whole == "%T on %F" else fraction
        zone = "" if whole == "%s" else zone
        if zone and fraction is None and not behind and draw.random() < 0.5:
            pieces, zone_is_in = [whole + draw.choice((" ", "")) + zone], True
        else:
            zone_is_in = False
    else:
        pieces = [draw.choice(DAYS), draw.choice(CLOCKS)]
        fraction = None if pieces[1][-1] not in "STX" else fraction
        draw.shuffle(pieces)
        zone_is_in = False
        if fraction is not None and pieces[1][-1] not in "STX":
            pieces.reverse()
    definition, writers = [], []

    def literal(text):
        definition.append(text.replace("%", "%%"))
        writers.append(lambda moment: text)

    def field(pattern):
        definition.append("%{" + prefix + pattern + "}t")
        writers.append(lambda moment: text_of(pattern, moment))

    quote = draw.choice((("[", "]"), ('"', '"'), ("<", ">"), ("(", ")")))
    literal(quote[0])
    for number, pattern in enumerate(pieces):
        if number:
            literal(draw.choice((" ", "|", " - ")))
            if draw.random() < 0.3:
                name, value = draw.choice(OTHERS)
                definition.append(name)
                writers.append(lambda moment, value=value: value)
                literal(draw.choice((" ", "|")))
        field(pattern)
    if fraction is not None:
        literal(draw.choice((".", ",")))
        definition.append("%{" + prefix + fraction + "}t")
        width = 3 if fraction == "msec_frac" else 6
        writers.append(lambda moment: ("%06d" % moment.microsecond)[:width])
    if zone and not zone_is_in and zone != "UTC":
        # A Z belongs to what is in front of it.
        literal("" if zone == "Z" else " ")
        if zone == "Z":
            if fraction is None and pieces[-1][-1] not in "STX":
                zone = ""
            else:
                literal("Z")
        else:
            field(zone)
    elif zone == "UTC" and not zone_is_in:
        zone = ""
    literal(quote[1])
    rest = draw.choice((("%U%q", "/p?utm_source=a"), ('"%r"', '"GET /p?utm_source=a HTTP/1.1"')))
    target = [rest, ("%>s", "200")]
    front = draw.random() < 0.5
    order = [("".join(definition), None)] + target if front else target + [("".join(definition), None)]

    def line(moment):
        time = "".join(write(moment) for write in writers)
        return " ".join(time if value is None else value for _, value in order)

    kind = "offset" if zone == "%z" or pieces == ["%s"] else "utc" if zone else "local"
    return ["--log-format", " ".join(name for name, _ in order)], line, kind


def nginx(draw):
    name, write, kind = draw.choice((
        ("time_local", lambda m: m.strftime("%d/%b/%Y:%H:%M:%S %z"), "offset"),
        ("time_local", lambda m: m.strftime("%d/%b/%Y:%H:%M:%S.") + "%03d" % (m.microsecond // 1000), "local"),
        ("time_local", lambda m: m.strftime("%d/%b/%Y:%H:%M:%S"), "local"),
        ("time_iso8601", lambda m: m.strftime("%Y-%m-%dT%H:%M:%S") + m.strftime("%z")[:3] + ":" + m.strftime("%z")[3:], "offset"),
        ("time_iso8601", lambda m: m.strftime("%Y-%m-%dT%H:%M:%S"), "local"),
        ("msec", lambda m: "%d.%03d" % (m.timestamp() // 1, m.microsecond // 1000), "offset")))
    open_, close = draw.choice((("[", "]"), ("", ""), ('"', '"')))
    return (["--log-format", open_ + "$" + name + close + " $host $request_uri $status"],
            lambda m: "%s%s%s h.example /p?utm_source=a 200" % (open_, write(m), close), kind)


def json_keys(draw):
    write, kind = draw.choice((
        (lambda m: '"%s"' % m.strftime("%Y/%m/%d %H:%M:%S"), "local"),
        (lambda m: '"%s.%03d"' % (m.strftime("%Y/%m/%d %H:%M:%S"), m.microsecond // 1000), "local"),
        (lambda m: '"%s"' % m.strftime("%Y-%m-%dT%H:%M:%S"), "local"),
        (lambda m: '"%s"' % m.strftime("%Y-%m-%dT%H:%M:%S.%f%z"), "offset"),
        (lambda m: '"%s.786"' % m.strftime("%d/%b/%Y:%H:%M:%S"), "local"),
        (lambda m: '"%s"' % m.strftime("%d\\/%b\\/%Y:%H:%M:%S %z"), "offset"),
        (lambda m: '"[%s]"' % m.strftime("%d/%b/%Y:%H:%M:%S %z"), "offset"),
        (lambda m: '"%d.%06d"' % (m.timestamp() // 1, m.microsecond), "offset"),
        (lambda m: '"%d"' % (m.timestamp() // 1 * 1000), "offset"),
        (lambda m: "%d" % (m.timestamp() // 1 * 1000000), "offset")))
    return (["--json-keys", "target=u,time=t"], lambda m: '{"u":"/p?utm_source=a","t":%s}' % write(m), kind)


def moments(draw, kind, zone):
    """Times as the log's clocks showed them, each with its zone; some within two hours of a change of clocks."""
    for _ in range(30):
        second = draw.randrange(1_000_000_000, 3_000_000_000)
        if kind == "offset":
            yield datetime.datetime.fromtimestamp(second, datetime.timezone(datetime.timedelta(minutes=draw.randrange(-720, 841, 15)))).replace(
                microsecond=draw.randrange(1_000_000))
            continue
        moment = datetime.datetime.fromtimestamp(second, UTC).replace(tzinfo=None, microsecond=draw.randrange(1_000_000))
        if kind == "local" and draw.random() < 0.5:
            moment = near_change(draw, zone, moment)
        yield moment.replace(tzinfo=UTC if kind == "utc" else zone, fold=0)


def near_change(draw, zone, moment):
    for day in range(0, 400):
        start = moment.replace(hour=0) + datetime.timedelta(days=day)
        if start.replace(tzinfo=zone).utcoffset() != (start + datetime.timedelta(days=1)).replace(tzinfo=zone).utcoffset():
            return start + datetime.timedelta(minutes=draw.randrange(0, 1440))
    return moment


def hour(moment):
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H")


def check(tool, reference, draw):
    """What is wrong with one random log, or None."""
    options, line, kind = draw.choice((apache, apache, apache, nginx, json_keys))(draw)
    zone_name = draw.choice(ZONES)
    zone = reference.assumed_zone(zone_name)
    lines, want = [], collections.Counter()
    for moment in moments(draw, kind, zone):
        lines.append(line(moment))
        want[hour(moment)] += 1
    command = [tool, "scan", "--output", "json", "--assume-time-zone=" + zone_name] + options + ["-"]
    done = subprocess.run(command, input="".join(text + "\n" for text in lines).encode(), stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=60)
    try:
        report = json.loads(done.stdout)
    except ValueError:
        return "%r\nexit %d: %s" % (command, done.returncode, done.stderr.decode()[-400:])
    have = {item["hour"]: item["requests"] for item in report["hours"]}
    if have == dict(want) and done.returncode == 0:
        return None
    return "%r\nfirst lines:\n  %s\nwant %s\nhave %s %s" % (
        command, "\n  ".join(lines[:3]), sorted(want.items())[:6], sorted(have.items())[:6], report["lines"])


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--tool", required=True, help="the linktally command")
    ap.add_argument("--logs", type=int, default=300)
    ap.add_argument("--seed", default="1")
    args = ap.parse_args()
    if not os.access(args.tool, os.X_OK):
        ap.error("--tool must name the linktally command")
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Conformance", "reference.py")
    spec = importlib.util.spec_from_file_location("reference", path)
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    differences = 0
    for number in range(args.logs):
        found = check(os.path.abspath(args.tool), reference, random.Random("%s/%d" % (args.seed, number)))
        if found:
            differences += 1
            if differences <= 5:
                print("DIFFERENCE  seed %s  log %d\n%s\n" % (args.seed, number, found))
    print("%d logs with times of many kinds, %d differences (seed %s)" % (args.logs, differences, args.seed))
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
