#!/usr/bin/env python3
"""Random logs, payment events and maintenance of a store; after each step random reports of `linktally report` and `linktally
reconcile` equal those of a model that keeps all requests and payments as lists and counts them by brute force.

    model.py --tool linktally --rounds 60 [--first 1] [--jobs 2]

A round that fails prints its seed, what was done, and what differs; its folder is kept. KNOWN names what the command does
otherwise than the articles say; each is printed with how often it was met.
"""
import argparse
import collections
import concurrent.futures
import csv
import functools
import io
import json
import pathlib
import random
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import conversions
import reports
from comparison import LISTS, Failed, check_order, compare, compare_changes, compare_csv, compare_top
from payments import Reconciliation
from world import REFERENCES, World, decoded, text_of

# What the command does otherwise than one would expect, as its articles say.
KNOWN = {
    "drop within the hour": "a payment without a reference is a probable drop where the click that lost its reference came after it, "
                            "within the same hour: the store counts such clicks by the hour",
    "links of what is gone": "goal_links of report --goal counts links that no count has any more, since their logs were forgotten or their "
                             "hours pruned, until store compact",
    "period without --by": "report --compare without --by and --group-by has in its only row a `period` that nobody asked for, and that is "
                           "no hour, day, week or month but words: from ... to ...",
    "link in the middle": "rows are ordered by the groups in the order of --group-by, but by the link last where it is not named first",
}
# What rounds must have had, so that they prove something.
SEEN = ["comparisons", "refused", "conversions", "payments", "ties", "probable drops", "forgotten logs", "pruned requests",
        "erased references", "erased values"]
ZONES = ["UTC", "UTC", "Europe/Berlin", "Europe/London", "America/New_York", "Asia/Tokyo", "Etc/GMT-5", "Africa/Cairo",
         "America/Santiago", "America/Havana", "Atlantic/Azores", "Pacific/Apia", "Pacific/Auckland", "Antarctica/Troll"]
HALF_HOURS = ["Asia/Kolkata", "Asia/Kathmandu", "America/St_Johns", "Australia/Adelaide"]
SOMETIMES = "Australia/Lord_Howe"                        # UTC+10:30, and UTC+11 in summer
GOALS = [("thanks", "/thanks/*"), ("/done", "/done"), ("one", "/thanks/1"), ("any", "*b*"), ("host", "shop.example/*"),
         ("/nowhere", "/nowhere")]


calendar_of = functools.cache(reports.Calendar)


class Round:
    def __init__(self, tool, seed):
        self.tool, self.seed = tool, seed
        self.rng = random.Random(seed)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix=f"model-{seed}-"))
        self.world = World(self.rng)
        self.done, self.met, self.seen = [], collections.Counter(), collections.Counter()
        self.files = 0
        self.has_leftovers = False                       # something was taken out since the store was compacted

    # ------------------------------------------------------------ running

    def run(self, *arguments, status=0):
        line = [str(argument) for argument in arguments]
        self.done.append(shlex.join(["linktally", *line]))
        done = subprocess.run([self.tool, *line], cwd=self.folder, capture_output=True, text=True, timeout=120, check=False)
        if status is not None and done.returncode != status:
            raise Failed(f"exit {done.returncode}, not {status}\n{done.stdout[:2000]}{done.stderr}")
        return done

    def compare(self, want, got, what="report"):
        self.seen["comparisons"] += 1
        compare(want, got, what)

    def compare_csv(self, want, arguments, names=None):
        compare_csv(want, self.run(*arguments, "--output", "csv").stdout, names)

    def play(self):
        steps = {self.grow_and_ingest: 3, self.reconcile: 3, self.forget: 1, self.prune: 2, self.erase: 2, self.compact: 1}
        for step in [self.grow_and_ingest, *self.rng.choices(list(steps), steps.values(), k=self.rng.randrange(4, 9))]:
            step()
            self.check()
        self.run("store", "check", "--store", "tally.sqlite")

    # ------------------------------------------------------------ what is done

    def grow_and_ingest(self):
        world, rng = self.world, self.rng
        for _ in range(rng.choice([1, 1, 2])):
            if not world.logs or rng.random() < 0.5 and len(world.logs) < 6:
                world.new_log(self.folder)
            else:
                world.grow(rng.choice(world.logs))
        logs = rng.sample(world.logs, rng.randrange(1, len(world.logs) + 1))
        for log in logs:                                 # for who looks for a fault: what was read then
            self.files += 1
            (self.folder / f"step-{self.files}-{log.path.name}").write_bytes(log.path.read_bytes())
        self.run("ingest", "--quiet", "--store", "tally.sqlite", *rng.choice([[], ["--jobs", "1"]]), *[log.path for log in logs])
        world.ingest(logs)

    def reconcile(self):
        world, rng = self.world, self.rng
        documents = world.events()
        self.files += 1
        path = self.folder / f"events-{self.files}.json"
        path.write_text(text_of(documents, rng))
        self.check_payments(path, documents)

    def forget(self):
        known = self.world.known()
        if known:
            log = self.rng.choice(known)
            self.run("store", "forget", "--store", "tally.sqlite", log.path)
            log.forget()
            self.seen["forgotten logs"] += 1
            self.has_leftovers = True

    def prune(self):
        rng = self.rng
        hour = None if rng.random() < 0.2 else self.world.second() // 3600 + rng.choice([0, 1])
        undated = hour is None or rng.random() < 0.2
        bound = [] if hour is None else ["--before", reports.utc_hour(hour)]
        self.run("store", "prune", "--store", "tally.sqlite", *bound, *["--undated"] * undated)
        self.has_leftovers = True
        before = len(self.world.entries())
        self.world.prune(hour, undated)
        self.seen["pruned requests"] += before - len(self.world.entries())

    def erase(self):
        world, rng = self.world, self.rng
        if rng.random() < 0.5:
            reference = rng.choice(REFERENCES + ["nobody"])
            found = world.erase_reference(reference)
            self.seen["erased references"] += found
            self.run("store", "erase", "--store", "tally.sqlite", "--reference", reference, status=0 if found else 1)
            return
        values = sorted({raw for _, entry in world.entries() for _, raw in entry.request.rejected.values() if raw}) or ["nothing.at.all"]
        paid = {payment.reference.encode() for payment in world.payments.values()}
        persons = [value for value in values if decoded(value) in paid]
        value = rng.choice(persons if persons and rng.random() < 0.7 else values)
        found = world.erase_value(value, lambda reference, value: reference.encode() in (value.encode(), decoded(value)))
        self.seen["erased values"] += found
        self.run("store", "erase", "--store", "tally.sqlite", "--value", value, status=0 if found else 1)

    def compact(self):
        self.run("store", "compact", "--store", "tally.sqlite")
        self.has_leftovers = False

    # ------------------------------------------------------------ reports

    def check(self):
        for _ in range(self.rng.choice([1, 2])):
            try:
                self.rng.choice([self.check_summary, self.check_table, self.check_table, self.check_conversions,
                                 self.check_conversions, lambda: self.check_payments(None, [])])()
            except reports.BrokenZone:                   # what the command says to it may be either
                self.seen["half hours"] += 1

    def bound(self, calendar):
        """A whole hour near what is logged, and words for it."""
        rng = self.rng
        hour = self.world.second() // 3600 + rng.choice([-30, -24, -1, 0, 1, 24, 200])
        kind = rng.choice(["day", "day", "local", "Z", "offset", *["ago"] * (self.world.day == "recent")])
        if kind == "ago":
            hours, text = rng.choice([(1, "1h"), (24, "1d"), (24, "24h"), (72, "3d"), (168, "1w"), (2, "120m")])
            return int(time.time()) // 3600 - hours, text
        if kind in ("day", "local"):
            local = calendar.local(hour)
            if kind == "local" and calendar.zone.key != "Antarctica/Troll":
                naive = local.replace(tzinfo=None)
                # What clocks show twice is the first time; this one may be the second.
                first = [h for h in range(hour - 3, hour + 1) if calendar.local(h).replace(tzinfo=None) == naive]
                return first[0], naive.strftime("%Y-%m-%dT%H:00")
            return calendar.first_hour(local.date()), local.date().isoformat()
        if kind == "Z":
            return hour, reports.utc_hour(hour) + ":00Z"
        moment = datetime.fromtimestamp(hour * 3600, timezone(timedelta(minutes=rng.choice([60, -300, 330, -570]))))
        text = moment.strftime("%Y-%m-%dT%H:%M%z")
        return hour, text[:-2] + ":" + text[-2:]

    def question(self):
        """Random times, zone and groups: the question, and its options; what it is refused for, if it is."""
        rng = self.rng
        zone = rng.choice(HALF_HOURS + [SOMETIMES] * 6) if rng.random() < 0.08 else rng.choice(ZONES)
        calendar = calendar_of("UTC" if zone in HALF_HOURS else zone)
        options = [] if zone == "UTC" and rng.random() < 0.5 else [["--time-zone", zone]]
        begin = end = None
        ago = []
        if rng.random() < 0.5:
            begin, text = self.bound(calendar)
            options += [["--from", text]]
            ago += ["begin"] if text[-1] in "hdwm" else []
        if rng.random() < 0.4:
            end, text = self.bound(calendar)
            options += [["--to", text]]
            ago += ["end"] if text[-1] in "hdwm" else []
        question = reports.Question(calendar, begin, end)
        question.ago = ago
        return question, options, zone

    def table_question(self):
        """The same with periods, groups, a comparison."""
        rng = self.rng
        question, options, zone = self.question()
        question.unit = rng.choice([None, "hour", "day", "day", "week", "month"])
        question.groups = tuple(rng.sample(["source", "medium", "campaign", "link"], rng.choice([0, 0, 1, 1, 2, 4])))
        question.compare = rng.random() < 0.5 and (question.unit is not None or question.begin is not None)
        if question.compare and question.unit and rng.random() < 0.9:    # the borders of periods, so that it is not refused
            for name, attribute in (("--from", "begin"), ("--to", "end")):
                hour = getattr(question, attribute)
                if hour is not None:
                    start = question.calendar.period(question.unit, hour)[1]
                    setattr(question, attribute, start)
                    question.ago = [name for name in question.ago if name != attribute]
                    next(option for option in options if option[0] == name)[1] = question.calendar.time(start)
        self.met["link in the middle"] += "link" in question.groups[1:-1]
        options += [["--by", question.unit]] if question.unit else []
        options += [["--group-by", ",".join(question.groups)]] if question.groups else []
        options += [["--compare"]] if question.compare else []
        return question, options, zone

    def ask(self, question, options, zone, model):
        """Runs a report and gives the model's and its JSON; nothing where it is rightly refused."""
        rng = self.rng
        goals = [option for option in options if option[0] == "--goal"]   # the first one that fits counts
        others = [option for option in options if option[0] != "--goal"]
        rng.shuffle(others)
        arguments = ["report", "--store", "tally.sqlite", *(part for option in others + goals for part in option)]
        ends_now = question.compare and question.unit is None and question.end is None
        now = time.time() // 3600
        if ends_now:                                     # what is compared ends with the last whole hour
            question.end = int(now)
        for attribute in question.ago:                   # it goes back to where the hour or period begins
            setattr(question, attribute, question.calendar.period(question.unit or "hour", getattr(question, attribute))[1])
        refused = zone in HALF_HOURS or (
            question.begin is not None and question.end is not None and question.begin >= question.end)
        if question.compare and question.unit:
            refused |= any(hour is not None and question.calendar.period(question.unit, hour)[1] != hour
                           for hour in (question.begin, question.end))
        if refused:
            self.run(*arguments, "--output", "json", status=2)
            self.seen["refused"] += 1
            return None
        if zone == SOMETIMES:                            # not every time of it is on whole hours
            for hour in self.borders(question):
                question.calendar.local(hour)            # raises BrokenZone
            done = self.run(*arguments, "--output", "json", status=None)
            if done.returncode:
                if "is not on whole hours of UTC" not in done.stderr:
                    raise Failed(done.stderr)
                model()                                  # raises BrokenZone where a time of the model is broken, too
                raise Failed(f"no time that is asked for is broken: {done.stderr}")
        done = self.run(*arguments, "--output", "json")
        if (ends_now or question.ago) and time.time() // 3600 != now:
            return None
        want = model()
        return want, json.loads(done.stdout, parse_float=Decimal), arguments

    @staticmethod
    def borders(question):
        """All hours at which what is asked for begins or ends."""
        begin, end = question.begin, question.end
        hours = [hour for hour in (begin, end) if hour is not None]
        if question.compare and begin is not None:
            hours.append(question.calendar.period(question.unit, begin - 1)[1] if question.unit else 2 * begin - end)
        return hours

    def check_summary(self):
        question, options, zone = self.question()
        if self.rng.random() < 0.3:
            question.top = self.rng.randrange(1, 5)
            options += [["--top", str(question.top)]]
        asked = self.ask(question, options, zone, lambda: None)
        if not asked:
            return
        _, got, arguments = asked
        want = reports.summary(self.world, question, [entry["name"] for entry in got["inputs"]])
        self.compare(want, got)
        names = ["hour", "link", "source", "medium", "campaign", "term", "content", "hits", "errors", "with_rejection"]
        self.compare_csv([{**row, "folded": ""} for row in want["attributions"]], arguments, [*names, "folded"])

    def head(self, schema, question):
        head = {"schema": schema, "by": question.unit, "group_by": ",".join(question.groups) or None,
                "time_zone": question.calendar.name}
        return head | ({"period": question.shown(self.world)} if question.is_timed else {})

    def check_table(self):
        question, options, zone = self.table_question()
        if not question.unit and not question.groups and not question.compare:
            return
        if self.rng.random() < 0.3:
            question.top = self.rng.randrange(1, 4)
            options += [["--top", str(question.top)]]
        asked = self.ask(question, options, zone, lambda: reports.table(self.world, question))
        if asked:
            want, got, arguments = asked
            if not question.unit and not question.groups:
                self.met["period without --by"] += 1
                for row, shown in zip(want, got["rows"]):
                    row["period"] = shown["period"]
            self.compare(self.head("linktally-periods/1", question) | {"rows": want}, got)
            self.compare_csv(want, arguments)
            if question.compare:
                hours = [entry.request.hour for _, entry in self.world.entries() if entry.request.hour is not None]
                text = self.run(*arguments, *[] if question.top else ["--top", "1000"]).stdout
                compare_changes(want, question, hours, text)

    def check_conversions(self):
        rng = self.rng
        question, options, zone = self.table_question()
        if rng.random() < 0.3:                           # without a table
            options = [option for option in options if option[0] not in ("--by", "--group-by", "--compare")]
            question.unit, question.groups, question.compare = None, (), False
            if question.begin is not None and rng.random() < 0.5:
                question.compare = True
                options.append(["--compare"])
        question.goals = rng.sample(GOALS, rng.choice([1, 1, 2, 3]))
        for name, pattern in question.goals:
            options += [["--goal", pattern if name == pattern else f"{name}={pattern}"]]
        if question.unit or question.groups:
            asked = self.ask(question, options, zone, lambda: conversions.table(self.world, question))
            if asked:
                want, got, arguments = asked
                self.compare(self.head("linktally-conversion-periods/1", question) | {"rows": want}, got)
                self.compare_csv(want, arguments)
            return
        asked = self.ask(question, options, zone, lambda: conversions.summary(self.world, question))
        if asked:
            want, got, arguments = asked
            for goal, right in zip(got["goals"], want["goals"]):
                if self.has_leftovers and goal["goal_links"] > right["goal_links"]:
                    self.met["links of what is gone"] += 1
                    right["goal_links"] = goal["goal_links"]
            head = self.head("linktally-conversions/1", question)
            del head["by"], head["group_by"]
            self.seen["conversions"] += sum(goal["conversions"] for goal in want["goals"])
            self.compare(head | want, got)
            self.compare_csv(want["campaigns"], arguments)

    # ------------------------------------------------------------ payments

    def check_payments(self, path, documents):
        """Reads events, if there are any, and compares the JSON and the CSV of all payments."""
        world, rng = self.world, self.rng
        links = None
        options = ["--attribution", attribution := rng.choice(["first", "last"])]
        is_live = rng.random() < 0.85
        options += ["--livemode", str(is_live).lower()]
        if rng.random() < 0.6:
            links = [(name, rng.choice(["*", "/*", "/lp*", "*/b*", "/thanks/1", "/nowhere"]))
                     for name in rng.sample(["plink_1", "plink_1", "plink_2"], 2)]
            self.files += 1
            (self.folder / f"links-{self.files}.csv").write_text("payment_link,link\n" + "".join(f"{a},{b}\n" for a, b in links))
            options += ["--links", f"links-{self.files}.csv"]
        arguments = ["reconcile", "--store", "tally.sqlite", *options]
        done = self.run(*arguments, "--output", "json", path or "/dev/null")
        got = json.loads(done.stdout)
        said = world.read(documents, is_live)
        for name, want in (("schema", "linktally-reconcile/1"), ("livemode", is_live), ("attribution", attribution),
                           ("revenue", "gross"), ("refunds", "not seen"), ("events", said)):
            self.compare(want, got.pop(name), name)
        del got["inputs"]
        model = Reconciliation(world, is_live, attribution, links)
        if links is not None:
            self.seen["probable drops"] += got["probable_drops"]["payments"]
            self.met["drop within the hour"] += any(
                model.is_drop(payment, True) and not model.is_drop(payment, False) for payment in model.paid)
        text = self.run(*arguments, "--output", "csv", "/dev/null").stdout
        rows = list(csv.DictReader(io.StringIO(text)))
        want = model.csv_rows(by_the_hour=True)
        shown = ["source", "medium", "campaign", "term", "content", "link"]
        chosen, plain = {}, []
        for row, (right, clicks) in zip(rows, want):
            *codes, link = (row.pop(name) for name in shown)
            click = (link, tuple(codes)) if link or any(codes) else None
            self.seen["ties"] += len(set(clicks)) > 1
            self.seen["payments"] += bool(row["session"])
            chosen[row["session"]] = click
            if click not in (clicks or [None]):
                raise Failed(f"CSV: {row} belongs to {click}, not to one of {clicks}")
        for row in rows:
            plain.append({name: value for name, value in row.items() if name not in shown})
        self.compare([row for row, _ in want], plain, "CSV")
        top = rng.randrange(1, 5) if rng.random() < 0.3 else None
        if top:
            some = json.loads(self.run(*arguments, "--top", top, "--output", "json", "/dev/null").stdout)
            compare_top(top, got, some)
        for name in LISTS:
            check_order(name, got[name])
            got[name] = sorted(got[name], key=repr)
        if got["probable_drops"]:
            got["probable_drops"]["payment_links"].sort(key=repr)
        self.compare(model.json(chosen, by_the_hour=True), got)

def play(tool, seed):
    """What failed, if anything did; the known differences that were met; how many reports were compared."""
    current = None
    try:
        current = Round(tool, seed)
        current.play()
    except Exception as error:                           # also what the model cannot do is to be seen
        what = str(error) if isinstance(error, Failed) else traceback.format_exc()
        steps = "\n  ".join(current.done) if current else ""
        return f"seed {seed}\n  {steps}\n{what}\nfiles: {current.folder if current else ''}", collections.Counter(), collections.Counter()
    shutil.rmtree(current.folder)
    return None, current.met, current.seen


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True, type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--first", type=int, default=random.randrange(1 << 30), help="the first round's seed; default: drawn")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    tool = arguments.tool.resolve()
    seeds = range(arguments.first, arguments.first + arguments.rounds)
    failures, met, seen = [], collections.Counter(), collections.Counter()
    with concurrent.futures.ProcessPoolExecutor(arguments.jobs) as pool:
        for failure, known, counted in pool.map(play, [tool] * len(seeds), seeds):
            met.update(known)
            seen.update(counted)
            if failure:
                failures.append(failure)
                print(failure, "\n", flush=True)
    for name, reason in KNOWN.items():
        print(f"known difference, met {met[name]} times: {name}: {reason}")
    print("met: " + ", ".join(f"{seen[name]} {name}" for name in SEEN))
    print(f"{len(seeds)} rounds from seed {arguments.first}: {len(failures)} failed")
    if not failures and len(seeds) >= 60 and not all(seen[name] for name in SEEN):
        print("what was never met proves nothing")
        return 1
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
