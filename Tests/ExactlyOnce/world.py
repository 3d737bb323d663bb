"""Logs that servers write, and what the reference implementation says of each of their lines.

    Stream(rng, reference, number)   one log from its first byte on: it only ever gets longer
        .content                     its bytes so far
        .write(bytes)                lets the server write about so many bytes more; the last line may lack its end
        .counts(lines)               what the reference counts in its first lines: a Counter of flat keys, as store.counts
"""
import bisect
import collections
import datetime

UTM = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content")
PARAMETERS = UTM + ("client_reference_id",)
OUTCOMES = ("attributed", "with_rejection", "lost_attribution", "lost_reference")
NO_TIME = b"31/Feb/2026:00:00:00 +0000"
START = datetime.datetime(2026, 11, 20, tzinfo=datetime.timezone.utc)

IIS_LAYOUTS = [
    "date time cs-method cs-uri-stem cs-uri-query cs-host sc-status cs(User-Agent)",
    "time cs-uri-stem cs-uri-query sc-status",
    "date time s-ip cs-uri-query cs-uri-stem sc-status time-taken",
]
CLOUDFRONT_LAYOUTS = [
    "date time x-edge-location c-ip cs-method cs(Host) cs-uri-stem sc-status cs(User-Agent) cs-uri-query x-host-header",
    "date time cs-uri-stem cs-uri-query sc-status cs(Host)",
]


class Stream:
    def __init__(self, rng, reference, number):
        self.rng, self.reference, self.number = rng, reference, number
        self.format = rng.choice(["combined", "combined", "cloudfront", "iis"])
        self.parse = reference.FORMATS[self.format]()
        self.content = b""
        self.ends = [0]             # offsets behind each whole line
        self.deltas = []            # what each whole line counts
        self.seconds = []           # when each whole line was written
        self.seams = set()          # where the lines begin that no server wrote: there a log leaves the one that it begins like
        self.sums = [collections.Counter()]  # what the first lines count; every 64th is kept
        self.partial = b""          # a line that is not written to its end
        self.rest = b""             # what is missing of it
        self.second = rng.randrange(0, 3 * 86400)
        self.layout = None
        self.written = 0
        self.line_end = b"\r\n" if self.format == "iis" or rng.random() < 0.1 else b"\n"

    def fork(self, cut, number):
        """Another log that has the first `cut` bytes of this one and then goes its own way, in the middle of a line as well."""
        other = Stream(self.rng, self.reference, number)
        other.format, other.parse, other.line_end = self.format, self.reference.FORMATS[self.format](), self.line_end
        lines = bisect.bisect_right(self.ends, cut) - 1
        for start, end, second in zip(self.ends, self.ends[1:lines + 1], self.seconds):
            other.second = second
            other._finish(self.content[start:end])
        other.seams = {seam for seam in self.seams if seam < other.ends[-1]}
        piece = self.bytes()[self.ends[lines]:cut]
        if piece:
            next_byte = self.bytes()[cut:cut + 1]
            own = b"~" if next_byte != b"~" else b"!"
            other.second = (self.seconds + [self.second])[lines]
            other.seams.add(len(other.content))
            other._finish(piece + own + self.rng.choice([b"", b'x HTTP/1.1" 200 1', b" 7"]) + self.line_end)
        other.second = self.second
        return other

    def proves_nothing(self, size):
        """Whether most of the lines in its first `size` bytes are no server's: from them alone no format can be told."""
        written, sound, doubtful = self.bytes(), 0, 0
        for start, end in zip(self.ends, self.ends[1:] + [len(written)]):
            line = written[start:min(end, size)].strip()
            if line and not line.startswith(b"#"):
                is_sound = end <= size and end <= len(self.content) and start not in self.seams and NO_TIME not in line
                sound, doubtful = sound + is_sound, doubtful + (not is_sound)
        return sound == 0 or sound < doubtful

    # ------------------------------------------------------------ writing

    def write(self, size, leaves_open):
        """The server writes on until `size` bytes are reached; a line may stay unfinished."""
        end = len(self.content) + len(self.partial) + size
        if self.rest:
            self._finish(self.partial + self.rest)
        while len(self.content) < end:
            for line in self._lines():
                self._finish(line + self.line_end)
        if leaves_open:
            *before, line = self._lines()
            for directive in before:
                self._finish(directive + self.line_end)
            line += self.line_end
            if len(line) == 1:  # a blank line is there or is not
                self._finish(line)
                return
            cut = self.rng.randrange(1, len(line))
            self.partial, self.rest = line[:cut], line[cut:]

    def bytes(self):
        """All that stands in the file."""
        return self.content + self.partial

    def _finish(self, line):
        self.content += line
        self.ends.append(len(self.content))
        self.deltas.append(self.delta_of(line[:-1]))
        self.seconds.append(self.second)
        self.partial = self.rest = b""

    def _lines(self):
        """The next line, with directives in front where the server writes some."""
        rng, lines = self.rng, []
        self.written += 1
        if self.format != "combined" and (self.layout is None or rng.random() < 0.02):
            lines += self._directives()
        kind = rng.random()
        if kind < 0.02 and self.written > 20:
            return lines + [rng.choice([b"", b"  ", b"not a line of this log", b"\xff\xfe"])]
        return lines + [self._request_line()]

    def _directives(self):
        rng = self.rng
        self.layout = rng.choice(IIS_LAYOUTS if self.format == "iis" else CLOUDFRONT_LAYOUTS)
        day = self._time().strftime("%Y-%m-%d")
        if self.format == "cloudfront":
            return [b"#Version: 1.0", b"#Fields: " + self.layout.encode()]
        lines = [b"#Software: Microsoft Internet Information Services 10.0", b"#Version: 1.0"]
        lines += [b"#Date: %s 00:00:00" % day.encode(), b"#Fields: " + self.layout.encode()]
        return lines

    def _time(self):
        return START + datetime.timedelta(seconds=self.second)

    def _request_line(self):
        rng = self.rng
        # Mostly forward, as servers write; sometimes back, as requests end.
        self.second += rng.choice([0, 0, 1, 1, 2, 7, 60, 600, -1])
        stem, query = rng.choice(STEMS), self._query()
        status = rng.choice([b"200", b"200", b"302", b"404", b"500"])
        # Some lines are long, so that few of them reach the places where hashes stand.
        agent = b"agent/%d.%d" % (self.number, self.written) + b"x" * rng.choice([0, 0, 0, 0, 300, 5000 * (rng.random() < 0.2)])
        time = self._time()
        if self.format == "combined":
            target = stem + (b"?" + query if query else b"")
            when = time.strftime("%d/Nov/%Y:%H:%M:%S +0000").encode() if rng.random() > 0.01 else NO_TIME
            return b'192.0.2.1 - - [%s] "GET %s HTTP/1.1" %s 12 "-" "%s"' % (when, target, status, agent)
        cells = {"date": time.strftime("%Y-%m-%d").encode(), "time": time.strftime("%H:%M:%S").encode(), "cs-uri-stem": stem,
                 "cs-uri-query": query or b"-", "sc-status": status, "cs(User-Agent)": agent, "cs(Host)": b"d1.example",
                 "cs-host": b"shop.example", "x-host-header": b"shop.example"}
        separator = b" " if self.format == "iis" else b"\t"
        # In IIS without a column `date`, the day is that of the last #Date: whatever it says, the reference says the same.
        return separator.join(cells.get(name, b"7") for name in self.layout.split())

    def _query(self):
        rng = self.rng
        if rng.random() < 0.3:
            return rng.choice([b"", b"x=1"])
        pairs = []
        for name in rng.sample(PARAMETERS, rng.randrange(1, 5)):
            value = rng.choice(VALUES)
            if name == "client_reference_id" and rng.random() < 0.8:
                value = b"ref_%d" % rng.randrange(200)
            pairs.append(name.encode() + b"=" + value)
        if rng.random() < 0.05:
            pairs.append(pairs[0])
        return b"&".join(pairs)

    # ------------------------------------------------------------ counting

    def delta_of(self, line):
        """What one line counts, as the reference says."""
        counter = self.reference.Counter()
        counter.line(line, self.parse)
        delta = collections.Counter()
        for kind, count in counter.lines.items():
            delta["lines", kind] += count
        for hour, (requests, tagged, *_) in counter.hours.items():
            delta["hour", hour, "requests"] += requests
            delta["hour", hour, "tagged"] += tagged
            for name in ("with_query", "with_parameters") + OUTCOMES:
                delta["hour", hour, name] += counter.requests[name]
            for parameter in PARAMETERS:
                delta["hour", hour, parameter + "_accepted"] += sum(counter.accepted[parameter].values())
                for reason, count in counter.rejected[parameter].items():
                    delta["hour", hour, f"{parameter}_{reason}"] += count
            for link, (requests, *outcomes) in counter.links.items():
                delta["outcome", hour, link, "requests"] += requests
                for name, count in zip(OUTCOMES, outcomes):
                    delta["outcome", hour, link, name] += count
                for reference in counter.accepted["client_reference_id"]:
                    codes = tuple(next(iter(counter.accepted[name]), "") for name in UTM)
                    delta["touch", reference, self._touch_second(hour), link, *codes] += 1
            for (link, parameter, reason, value), count in counter.rejections.items():
                delta["rejection", hour, link, parameter, reason, value] += count
        for key, (hits, errors, with_rejection) in counter.attributions.items():
            delta["attribution", *key, "hits"] += hits
            delta["attribution", *key, "errors"] += errors
            delta["attribution", *key, "with_rejection"] += with_rejection
        return +delta

    def _touch_second(self, hour):
        """The second within the hour that the reference read; it keeps no seconds, and our lines are of the time we wrote."""
        if hour == "unknown":
            return "unknown"
        return hour + self._time().strftime(":%M:%SZ")

    def counts(self, lines):
        """What the first `lines` whole lines count."""
        while len(self.sums) <= lines // 64:
            start = (len(self.sums) - 1) * 64
            total = collections.Counter(self.sums[-1])
            for delta in self.deltas[start:start + 64]:
                total.update(delta)
            self.sums.append(total)
        total = collections.Counter(self.sums[lines // 64])
        for delta in self.deltas[lines // 64 * 64:lines]:
            total.update(delta)
        return total


STEMS = [b"/", b"/lp/a", b"/lp/b", b"/pay/shoes", b"/buy/\xc3\xa9t\xc3\xa9", b"/bad/\xff\xfe", b"/bad/\xfe"]
VALUES = [b"google", b"news-letter", b"chatgpt.com", b"a%20b", b"a%2Db", b"", b"x" * 151, b"caf\xe9", b"%", b"spring_2026",
          b"partner-7", b"e.mail@example.com"]
