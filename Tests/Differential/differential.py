#!/usr/bin/env python3
"""Compares linktally with reference.py on random hostile logs.

    differential.py --tool PATH [--logs N] [--seed S] [--format F ...] [--jobs-list 1,3]
    differential.py --self-check     broken copies of the reference: each must be found
    differential.py --balance        no tool: what kinds of lines and values the logs hold

Each log goes to "PATH scan --format F --jobs J --output json -" on stdin, and once more in a gzip
file (one or more members) for each other number of --jobs-list.  A difference is shrunk and printed
with its seed.  The same seed gives the same logs (with the same version of Hypothesis).

Exit code 0: no difference; 1: a difference, or a mutant not found; 2: the run is not possible.
"""

import argparse
import base64
import gzip
import hashlib
import importlib.util
import io
import json
import os
import subprocess
import sys
import tempfile
import traceback

try:
    import hypothesis
    from hypothesis import strategies as st
except ImportError:
    sys.exit("differential.py needs the package hypothesis (pip install hypothesis)")

import log_strategies

# Hypothesis remembers every example of a run, so that a long run is made of several.
BATCH = 500
SHOWN_BYTES = 4000
SHOWN_DIFFERENCES = 12

# ---------------------------------------------------------------- broken references
# name, formats in which it must show, then (old text, new text) of reference.py.

JSON = ("cloudflare", "caddy", "traefik-json")
MUTANTS = (
    ("values are decoded twice", ("nginx", "iis"), ("form_decode(raw_value)", "form_decode(form_decode(raw_value))")),
    ("names are not decoded", ("common", "alb"), ("name = form_decode(raw_name)", "name = raw_name")),
    ("names in any case", ("url", "s3"), ("name = form_decode(raw_name)", "name = form_decode(raw_name).lower()")),
    ("a value at the limit is too long", ("combined", "url"), ("len(value) > LIMITS[name]", "len(value) >= LIMITS[name]")),
    ("201 bytes of reference pass", ("url",), ('b"client_reference_id": 200', 'b"client_reference_id": 201')),
    ("a dot passes", ("vhost_combined",), ("0123456789_-\")", "0123456789_-.\")")),
    ("too_long after invalid_byte", ("url",), ("if len(value) > LIMITS[name]:", "if len(value) > LIMITS[name] and "
                                               "not set(value) - ALPHABET:")),
    ("a second value counts if the first was rejected", ("combined", "caddy"),
     ("            seen.add(name)\n", ""), ("good[key] = value.decode()", "good[key] = value.decode(); seen.add(name)")),
    ("';' separates", ("url", "traefik"), ('query.split(b"&")', 'query.replace(b";", b"&").split(b"&")')),
    ("the fragment is not cut", ("traefik", "s3"), ('target = target.split(b"#", 1)[0]', "pass")),
    ("raw values cut at 255", ("url",), ("RAW_LIMIT = 256", "RAW_LIMIT = 255")),
    ("the BOM stays", ("url", "cloudfront"), ('line.startswith(b"\\xef\\xbb\\xbf")', "False")),
    ("CR is not dropped", ("alb", "iis"), ('if line.endswith(b"\\r")', "if False")),
    ("400 is no error", ("combined", "s3"), ("result.status >= 400", "result.status > 400")),
    ("the port stays", ("alb", "vhost_combined"), ('PORT.sub(b"", host)', "host")),
    ("user info ends at the first '@'", ("alb", "url"), ('authority.rfind(b"@")', 'authority.find(b"@")')),
    ("zones the other way round", ("nginx", "s3"), ('if zone[:1] == b"-":', 'if zone[:1] == b"+":')),
    ("second 60 is unknown", ("combined", "s3"), ("min(int(ss), 59)", "int(ss)")),
    ("\\v is not unescaped", ("combined",), (', b"v": b"\\v"}', "}")),
    ("\\xHH in capitals is not unescaped", ("nginx",), ("x([0-9A-Fa-f]{2})|", "x([0-9a-f]{2})|")),
    ("any quote ends a Traefik request", ("traefik",), ("TRAEFIK = re.compile(CLF_TIME + rb' \"(.*?)\"",
                                                        "TRAEFIK = re.compile(CLF_TIME + rb' \"([^\"]*)\"")),
    ("no host in vhost_combined", ("vhost_combined",), ("return parse_clf(line, True)", "return parse_clf(line)")),
    ("a balancer line may end after the request", ("alb",), ('\\\\.[^"\\\\]*)*)" "\', re.S)\nS3',
                                                             '\\\\.[^"\\\\]*)*)"\', re.S)\nS3')),
    ("%25 stays in the query", ("cloudfront",), ('query.replace(b"%25", b"%")', "query")),
    ("%25 stays in the stem", ("cloudfront",), ('stem.replace(b"%25", b"%")', "stem")),
    ("cs(Host) is not looked at", ("cloudfront",), (' or host_field(cell(b"cs(Host)"))', "")),
    ("#Fields only with a capital", ("cloudfront",), ('if line.lower().startswith(b"#fields:"):',
                                                      'if line.startswith(b"#Fields:"):')),
    ("a cut line counts", ("cloudfront",), ("if len(cells) <= column or (len(cells) == column + 1 and "
                                            "len(self.fields) != column + 1):", "if len(cells) <= column:")),
    ("#Date is not looked at", ("iis",), ('low.startswith(b"#date:")', "False")),
    ("no quoted fields", ("iis",), ("cells = self.quoted_split(line)", "pass")),
    ("escapes of HAProxy stay", ("haproxy",), ('re.sub(rb"#([0-9A-Fa-f]{2})"', 're.sub(rb"#([g-h]{2})"')),
    ("a cut request counts", ("haproxy", "envoy"), ("and not VERSION_AT_END.fullmatch(request) else result", "and False else result")),
    ("TCP is malformed", ("haproxy",), ("HAPROXY_TCP.fullmatch(rest) or ", "")),
    ("any quote ends a request of Envoy", ("istio",), ('"((?:[^"]|"(?! ))*)" ', '"([^"]*)" ')),
    ("the last field in quotes is the host", ("envoy",), ('ENVOY_HOST = re.compile(rb\'.*"([^"]*)"[^"]*"[^"]*"[^"]*\'',
                                                         'ENVOY_HOST = re.compile(rb\'.*"([^"]*)"[^"]*\'')),
    ("other caches count", ("squid",), ('method.startswith((b"ICP_", b"HTCP_"))', "False")),
    ("the backend's status counts", ("elb",), ("{6} (\\S+)(?: \\S+){3} ", "{7} (\\S+)(?: \\S+){2} ")),
    ("the first of two keys wins", JSON, ("strict=False,", "strict=False, object_pairs_hook=lambda p: dict(p[::-1]),")),
    ("control bytes in strings are wrong", JSON, ("strict=False", "strict=True")),
    ("NaN is a number", JSON, ("raise ValueError(name + \" is not JSON\")", "return 0")),
    ("a lone surrogate is '?'", JSON, ('out += b"\\xef\\xbf\\xbd"', 'out += b"?"')),
    ("milliseconds from 10^12", JSON, ("(10 ** 11, 10 ** 3)", "(10 ** 12, 10 ** 3)")),
    ("no slashes in dates", JSON, ('(?P<mark>[-/])', '(?P<mark>-)')),
    ("no time of the common log format", JSON, ("or JSON_CLF.fullmatch(text)", "")),
    ("brackets stay", JSON, ('if text.startswith("[")', 'if text.startswith("[[")')),
    ("a time in brackets needs no second one", JSON, ("JSON_CLF.fullmatch(text[1:-1])", "JSON_CLF.match(text[1:-1])")),
    ("months only with a capital", JSON, ('part["name"].capitalize()', 'part["name"]')),
    ("strings have seconds only", JSON, (r"(?:\d{3}|\d{6}|\d{9})?(?:\.\d+)?", r"(?:\.\d+)?")),
    ("any digits in a string are seconds", JSON, (r"([1-9]\d{9})(?:", r"(\d{1,10})(?:")),
    ("http.log.error counts", ("caddy",), ('logger.startswith("http.log.access")', 'logger.startswith("http.log")')),
    ("only the end time counts", ("cloudflare",), ('record.get("EdgeStartTimestamp", ', 'record.get("", ')),
    ("time before StartUTC", ("traefik-json",), ('record.get("StartUTC", record.get("time", ',
                                                 'record.get("time", record.get("StartUTC", ')),
)

# ---------------------------------------------------------------- one log


class Difference(Exception):
    """A log that is judged differently.  found: what compare.py says; how: which run."""

    def __init__(self, case, how, found):
        super().__init__(how)
        self.case, self.how, self.found = case, how, found


def cases(fmt):
    """(log, members of the gzip file, zero padding after it, which number of jobs reads stdin)."""
    return st.tuples(log_strategies.logs(fmt), st.lists(st.integers(0, 1000), max_size=3).map(sorted),
                     st.sampled_from((0, 0, 0, 1, 600)), st.integers(0, 7))


def gzip_of(data, cuts, padding):
    """Several members, cut at thousandths of the data: a line may cross them, one may be empty."""
    places = [0] + [len(data) * cut // 1000 for cut in cuts] + [len(data)]
    members = [gzip.compress(data[a:b], 1, mtime=0) for a, b in zip(places, places[1:])]
    return b"".join(members) + b"\0" * padding


def report_of(reference, fmt, data, name="-"):
    counter = reference.Counter()
    reference.scan(io.BytesIO(data), counter, fmt, name)
    return counter.report()


def exit_codes(reference, fmt, report):
    """The exit codes that are right: whether lines without a target prove their format, the reference does not say."""
    lines = report["lines"]
    if any(item["error"] for item in report["inputs"]) or reference.is_unread(fmt, lines):
        return (3,)
    as_malformed = dict(lines, malformed=lines["malformed"] + lines["no_target"])
    return (0, 3) if reference.is_unread(fmt, as_malformed) else (0,)


class Tool:
    """Runs the tool on each log, from stdin and from a file, and raises Difference."""

    def __init__(self, path, jobs, reference, compare, folder):
        self.path, self.jobs, self.reference, self.compare = path, jobs, reference, compare
        self.file = os.path.join(folder, "log.gz")

    def check(self, fmt, case):
        data, cuts, padding, turn = case
        jobs = self.jobs[turn % len(self.jobs):] + self.jobs[:turn % len(self.jobs)]
        self.run(fmt, case, jobs[0], data, "-")
        packed = gzip_of(data, cuts, padding)
        with open(self.file, "wb") as handle:
            handle.write(packed)
        for number in jobs[1:] or jobs:
            self.run(fmt, case, number, packed, self.file)

    def run(self, fmt, case, jobs, data, name):
        want = report_of(self.reference, fmt, data, os.path.basename(name))
        command = [self.path, "scan", "--format", fmt, "--jobs", str(jobs), "--output", "json", name]
        try:
            done = subprocess.run(command, input=data if name == "-" else b"", stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE, timeout=60)
        except subprocess.TimeoutExpired:
            raise Difference(case, " ".join(command), ["the tool did not finish within 60 s"]) from None
        found = []
        codes = exit_codes(self.reference, fmt, want)
        if done.returncode not in codes:
            found.append("exit code: expected %d, got %d, last said: %s" % (
                codes[0], done.returncode, done.stderr.decode("utf-8", "replace")[-300:].strip()))
        found += self.compare.compare_bytes(want, done.stdout)
        if found:
            raise Difference(case, " ".join(command), found)


class Mutant:
    """A broken reference in the place of the tool."""

    def __init__(self, broken, reference, compare):
        self.broken, self.reference, self.compare = broken, reference, compare

    def check(self, fmt, case):
        want = report_of(self.reference, fmt, case[0])
        have = json.dumps(report_of(self.broken, fmt, case[0])).encode()
        found = self.compare.compare_bytes(want, have)
        if found:
            raise Difference(case, "mutant", found)


class Balance:
    """Counts kinds of lines and values; finds no differences."""

    def __init__(self, reference):
        self.reference, self.counters = reference, {}

    def check(self, fmt, case):
        data = case[0]
        if len(data) < 100000:              # a repeated log would outweigh the others
            self.reference.scan(io.BytesIO(data), self.counters.setdefault(fmt, self.reference.Counter()), fmt)

    def show(self, fmt):
        c = self.counters[fmt]
        share = 100.0 / max(1, c.lines["total"])
        print("%s: %d lines; with parameters %.0f %%" % (fmt, c.lines["total"], share * c.requests["with_parameters"]))
        print("  lines:    " + ", ".join("%s %d" % item for item in c.lines.items() if item[0] != "total"))
        print("  requests: " + ", ".join("%s %d" % item for item in c.requests.items()))
        print("  values:   accepted %d, %s" % (sum(sum(v.values()) for v in c.accepted.values()), ", ".join(
            "%s %d" % (reason, sum(r[reason] for r in c.rejected.values())) for reason in self.reference.REASONS)))
        hours = {h: n[0] for h, n in c.hours.items()}
        print("  hours:    %d different, unknown %d of %d; links with parameters: %d; errors %d" % (
            len(hours), hours.get("unknown", 0), sum(hours.values()), len(c.links),
            sum(n[1] for n in c.attributions.values())))


# ---------------------------------------------------------------- many logs


def run(fmt, count, seed, check, shrink=True):
    """Gives at least count logs to check.  Returns (how many, None or the shrunk Difference)."""
    phases = [hypothesis.Phase.generate] + [hypothesis.Phase.shrink] * shrink
    ran, batch = 0, 0
    while ran < count:
        state = {"ran": 0, "last": None}

        def one(case):
            if state["last"] is None:
                state["ran"] += 1           # what comes after a difference is the shrinking
            try:
                check(fmt, case)
            except Difference as difference:
                state["last"] = difference
                raise
            except Exception:               # a fault of the reference or of the harness is shown, too
                state["last"] = Difference(case, "the check itself failed", [traceback.format_exc()])
                raise state["last"] from None

        settings = hypothesis.settings(
            max_examples=min(BATCH, count - ran), deadline=None, database=None, phases=phases, print_blob=False,
            report_multiple_bugs=False, suppress_health_check=list(hypothesis.HealthCheck),
            verbosity=hypothesis.Verbosity.quiet)
        number = hashlib.sha256(("%s/%s/%d" % (seed, fmt, batch)).encode()).digest()[:8]
        test = hypothesis.seed(int.from_bytes(number, "big"))(settings(hypothesis.given(cases(fmt))(one)))
        try:
            test()
        except Difference as difference:
            return ran + state["ran"], difference
        except hypothesis.errors.Flaky:
            state["last"].how += "   (NOT EVERY TIME: the same log was judged differently in two runs)"
            return ran + state["ran"], state["last"]
        if state["last"] is not None:
            return ran + state["ran"], state["last"]
        if not state["ran"]:
            raise RuntimeError("%s: no log could be generated" % fmt)
        ran, batch = ran + state["ran"], batch + 1
    return ran, None


def print_difference(seed, fmt, difference):
    data, cuts, padding, _ = difference.case
    print("\nDIFFERENCE  seed %s  format %s" % (seed, fmt))
    print("run:    %s" % difference.how)
    print("gzip:   members cut at %s thousandths, %d bytes of padding" % (cuts, padding))
    print("log:    %d bytes" % len(data))
    if len(data) <= SHOWN_BYTES:
        print("base64: %s\nrepr:   %r" % (base64.b64encode(data).decode(), data))
    else:                                   # whole all the same, so that it can be tried again
        name = "difference-%s-%s.log" % (fmt, seed)
        with open(name, "wb") as handle:
            handle.write(data)
        print("in the file %s; it begins %r" % (name, data[:200]))
    for line in difference.found[:SHOWN_DIFFERENCES]:
        print("  " + line)
    if len(difference.found) > SHOWN_DIFFERENCES:
        print("  and %d more" % (len(difference.found) - SHOWN_DIFFERENCES))
    sys.stdout.flush()


def run_formats(args, check, shown):
    total = differences = 0
    for n, fmt in enumerate(args.format):
        count = args.logs // len(args.format) + (n < args.logs % len(args.format))
        ran, difference = run(fmt, count, args.seed, check) if count else (0, None)
        total += ran
        if difference is not None:
            differences += 1
            print_difference(args.seed, fmt, difference)
        shown(fmt, ran)
        sys.stdout.flush()
    print("%d logs, %d differences (seed %s)" % (total, differences, args.seed))
    return 1 if differences else 0


def self_check(args, folder, reference, compare):
    """Each mutant must be found in each of its formats; the reference against itself must not differ."""
    with open(os.path.join(folder, "reference.py"), encoding="utf-8") as handle:
        source = handle.read()
    failed = wrong = 0
    for fmt in args.format:
        if run(fmt, 50, args.seed, Mutant(reference, reference, compare).check)[1]:
            wrong += 1
            print("the reference differs from itself: %s" % fmt)
    for name, formats, *edits in MUTANTS:
        text = source
        for old, new in edits:
            if old not in text:
                sys.exit("the mutant %r does not fit this reference: %r is not in it" % (name, old))
            text = text.replace(old, new)
        broken = load("broken_reference", None, text)
        for fmt in formats:
            if fmt not in args.format:
                continue
            ran, difference = run(fmt, args.logs, args.seed, Mutant(broken, reference, compare).check, shrink=False)
            failed += difference is None
            print("%-9s %-14s %-50s %s" % ("found" if difference else "NOT FOUND", fmt, name, "after %d logs" % ran))
            sys.stdout.flush()
    print("%d mutants, %d not found (seed %s)" % (len(MUTANTS), failed, args.seed))
    return 1 if failed or wrong else 0


# ---------------------------------------------------------------- the command


def load(name, path, text=None):
    spec = importlib.util.spec_from_loader(name, None) if text else importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    if text:
        exec(compile(text, name, "exec"), module.__dict__)
    else:
        spec.loader.exec_module(module)
    return module


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    beside = os.path.join(here, "..", "Conformance")
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--tool", help="the linktally command")
    ap.add_argument("--logs", type=int, help="for all formats together (1300); self-check: for each mutant (1000)")
    ap.add_argument("--seed", default="1")
    ap.add_argument("--format", nargs="+", action="extend", choices=log_strategies.FORMATS, metavar="F")
    ap.add_argument("--jobs-list", default="1,3", metavar="N,N")
    ap.add_argument("--conformance", default=beside if os.path.isdir(beside) else here, metavar="DIR",
                    help="where reference.py and compare.py are")
    ap.add_argument("--self-check", action="store_true")
    ap.add_argument("--balance", action="store_true")
    args = ap.parse_args()
    args.format = args.format or list(log_strategies.FORMATS)
    args.logs = args.logs if args.logs is not None else 1000 if args.self_check else 1300
    if args.logs < 1:
        ap.error("--logs must be at least 1")
    try:
        jobs = [int(n) for n in args.jobs_list.split(",")]
        reference, compare = (load(name, os.path.join(args.conformance, name + ".py")) for name in ("reference", "compare"))
    except (OSError, ValueError) as e:
        ap.error(str(e))
    sys.stdout.reconfigure(errors="backslashreplace")
    if args.self_check:
        return self_check(args, args.conformance, reference, compare)
    if args.balance:
        balance = Balance(reference)
        return run_formats(args, balance.check, lambda fmt, ran: balance.show(fmt))
    if not args.tool or not os.access(args.tool, os.X_OK):
        ap.error("--tool must name the linktally command")
    with tempfile.TemporaryDirectory() as folder:
        tool = Tool(os.path.abspath(args.tool), jobs, reference, compare, folder)
        return run_formats(args, tool.check, lambda fmt, ran: print("%s: %d logs" % (fmt, ran)))


if __name__ == "__main__":
    sys.exit(main())
