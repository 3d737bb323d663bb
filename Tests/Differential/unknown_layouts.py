#!/usr/bin/env python3
"""Random logs in layouts that nobody wrote a format for: none of them may be counted by guess.

    unknown_layouts.py --tool PATH [--logs 1000] [--seed N] [--jobs 2]

A log is made of the fields that real logs have, in random order, quoting and separation; visitors write requests with codes of
their own into Referer, User-Agent and user name. The generator knows what was asked for. A log must be refused
(unknown_format), or read as it knows: each line a request, its links and its codes, and none that a visitor wrote elsewhere.
Prints the seed of each log that is read wrongly, and `N logs: R refused, C read rightly, W wrong` at the end.
"""
import argparse
import collections
import concurrent.futures
import json
import random
import subprocess
import sys

METHODS = ["GET", "GET", "GET", "POST", "HEAD"]
HOSTS = ["shop.example", "www.shop.example:443", "pay.example"]
EVIL = "utm_source=evil"


class Log:
    def __init__(self, seed):
        rng = self.rng = random.Random(seed)
        self.separator = rng.choice([" ", " ", " ", "\t", ",", "|", ";", "  ", " | "])
        self.quote = rng.choice(['"', '"', '"', "'", "", "[]"])
        fields = [self.address, self.request, self.time, self.status]
        others = [self.dash, self.dash, self.user, self.size, self.referer, self.agent, self.agent, self.duration, self.duration,
                  self.host, self.identifier, self.upstream, self.pair, self.number, self.method, self.referer_time]
        fields += rng.sample(others, rng.randrange(0, 12))
        if rng.random() < 0.5:
            rng.shuffle(fields)
        elif rng.random() < 0.5:
            # Nearly the common log format.
            fields = [self.address, self.dash, self.user, self.time, self.request, self.status, self.size, self.referer, self.agent]
            for _ in range(rng.randrange(4)):
                place = rng.randrange(len(fields) + 1)
                if rng.random() < 0.6:
                    fields.insert(place, rng.choice(others))
                else:
                    fields.pop(place % len(fields))
            if self.request not in fields:
                fields.insert(rng.randrange(len(fields) + 1), self.request)
        self.fields = fields
        self.time_kind = rng.randrange(8)
        self.request_kind = rng.randrange(5)
        if rng.random() < 0.4:
            # What servers write by default, but for the order.
            self.separator, self.quote, self.time_kind, self.request_kind = " ", '"', rng.choice([0, 0, 0, 3, 4]), rng.choice([0, 0, 2, 4])
        self.wants = collections.Counter()
        self.links = set()
        self.lines = [self.line(number) for number in range(rng.choice([1, 3, 10, 150]))]

    def line(self, number):
        self.index = number
        self.path = self.rng.choice(["/", "/lp/a", "/p/b-1"])
        self.code = self.rng.choice(["mail", "ads", "partner-1", None])
        query = self.rng.choice(["", "?x=1"]) if self.code is None else f"?x=1&utm_source={self.code}"
        self.target = self.path + query
        self.vhost = self.rng.choice(HOSTS)
        if self.code:
            self.wants[self.code] += 1
        host = self.vhost.split(":")[0]
        self.links |= {self.path, host + self.path}
        return self.separator.join(field() for field in self.fields)

    def quoted(self, text):
        return f"[{text}]" if self.quote == "[]" else self.quote + text + self.quote

    def address(self):
        return f"192.0.2.{self.rng.randrange(1, 255)}"

    def request(self):
        method = self.rng.choice(METHODS)
        kind = self.request_kind
        if kind <= 1:
            return self.quoted(f"{method} {self.target} HTTP/1.1")
        if kind == 2:
            return self.quoted(f"{method} https://{self.vhost}{self.target} HTTP/1.1")
        if kind == 3:
            return method + self.separator + self.quoted(self.target) + self.separator + "HTTP/1.1"
        return self.target

    def time(self):
        h, m, s = self.index // 60 % 24, self.index % 60, 7
        return [f"[03/May/2026:{h:02}:{m:02}:{s:02} -0500]", f"[03/May/2026:{h:02}:{m:02}:{s:02} -0500]",
                f"03/May/2026:{h:02}:{m:02}:{s:02} -0500", f"[2026-05-03 {h:02}:{m:02}:{s:02}.786 +0200]",
                f"2026-05-03T{h:02}:{m:02}:{s:02}Z", f"{1778000000 + self.index}.120",
                f"2026-05-03{self.separator}{h:02}:{m:02}:{s:02}", f"[03/May/2026 {h:02}:{m:02}:{s:02}]"][self.time_kind]

    def status(self):
        return self.rng.choice(["200", "200", "302", "404"])

    def size(self):
        return str(self.rng.randrange(100_000))

    def dash(self):
        return "-"


    def user(self):
        return self.rng.choice(["-", "joe", "GET /evil?" + EVIL + " HTTP/1.1", "joe smith"])

    def referer(self):
        return self.quoted(self.rng.choice(["-", "https://other.example/?" + EVIL, "/evil?" + EVIL]))

    def referer_time(self):
        return self.quoted("[03/May/2026:00:11:13 -0500] ")

    def agent(self):
        return self.quoted(self.rng.choice(["curl/8", "Mozilla/5.0 (X11; Linux)", f"GET /evil?{EVIL} HTTP/1.1",
                                            f"[03/May/2026:00:11:13 -0500] GET /evil?{EVIL} HTTP/1.1"]))

    def duration(self):
        return self.rng.choice(["0.012", "12", "3ms", "0/799940", "rt=0.1", "-"])

    def host(self):
        return self.vhost

    def identifier(self):
        return "%08x-%04x-4562-b3fc-2c963f66afa6" % (self.rng.randrange(2 ** 32), self.rng.randrange(2 ** 16))

    def upstream(self):
        return "10.0.0.1:8080"

    def pair(self):
        return self.rng.choice(["us=12", "pid=3", "ref=/evil?" + EVIL])

    def number(self):
        return str(self.rng.randrange(1000))

    def method(self):
        return self.rng.choice(METHODS)


def check(tool, seed):
    """What became of a log: refused, read, or what is wrong."""
    log = Log(seed)
    data = ("\n".join(log.lines) + "\n").encode()
    done = subprocess.run([tool, "scan", "--output", "json", "-"], input=data, capture_output=True, timeout=120)
    if done.returncode == 1 and b"(unknown_format)" in done.stderr:
        return "refused"
    if done.returncode != 0:
        # Read, and most of it unread: said so, and no success.
        return "refused" if done.returncode == 3 else f"exit {done.returncode}: {done.stderr[-300:]}"
    report = json.loads(done.stdout)
    sources = collections.Counter()
    for row in report["attributions"]:
        sources[row["source"]] += row["hits"]
    links = {link["link"] for link in report["links"]}
    lines = report["lines"]
    unread = lines["malformed"] + lines["no_target"]
    if unread and b"cannot be read" not in done.stderr and unread * 100 > lines["total"]:
        return f"{unread} of {lines['total']} lines unread, without a word"
    if not sources <= log.wants or (not unread and sources != log.wants) or not links <= log.links or report["rejections"]:
        return f"as {done.stderr.decode().strip()[-200:]}: {dict(sources)} on {sorted(links)[:4]}, not {dict(log.wants)}\n  {log.lines[0]}"
    return "read"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    parser.add_argument("--logs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10 ** 8))
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    seeds = range(arguments.seed, arguments.seed + arguments.logs)
    counts = collections.Counter()
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        for seed, found in zip(seeds, pool.map(lambda seed: check(arguments.tool, seed), seeds)):
            kind = found if found in ("refused", "read") else "wrong"
            counts[kind] += 1
            if kind == "wrong":
                print(f"seed {seed}: {found}", flush=True)
    print(f"{arguments.logs} logs: {counts['refused']} refused, {counts['read']} read rightly, {counts['wrong']} wrong "
          f"(seeds from {arguments.seed})")
    sys.exit(counts["wrong"] > 0 or counts["read"] == 0 or counts["refused"] == 0)


if __name__ == "__main__":
    main()
