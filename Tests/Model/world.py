"""What happens: requests that servers log, payment events, and what a store must know of both. Plain lists, nothing summed."""
import json
import random
import urllib.parse
from datetime import datetime, timedelta, timezone

UTM = ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"]
REFERENCE = "client_reference_id"
PARAMETERS = [*UTM, REFERENCE]
REASONS = ["empty", "too_long", "invalid_byte", "duplicate"]
ALPHABET = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")

# Days around which logs are written: clocks that are changed (Berlin, New York, Cairo, Santiago, Lord Howe), a day that Apia
# never had, years with a week 53, a leap day, and days that are not long ago.
DAYS = ["2026-03-29", "2026-10-25", "2025-11-02", "2026-04-24", "2025-09-07", "2026-04-05", "2011-12-30", "2020-12-31",
        "2024-02-29", "2021-01-03", "recent"]
LINKS = ["/lp", "/lp/a", "/b", "/thanks/1", "/thanks/2", "/done", "/", "/b%20c", "/caf\u00e9"]
CODES = ["google", "news-letter", "A", "a", "b", "spring_2026", "-1", "_", "x" * 150]
WRONG = ["chatgpt.com", "a%20b", "a+b", "", "x" * 151, "jane%40example.com", "%", "y" * 300, "1%2C2"]
REFERENCES = ["r1", "r2", "r3", "r4", "r5", "r6", "ord_7", "z" * 200]
WRONG_REFERENCES = ["r.1", "jane%40example.com", "a%20b", "", "q" * 201]


def decoded(raw):
    """A raw value, form-decoded once (R5)."""
    return urllib.parse.unquote_to_bytes(raw.replace("+", " "))


def verdict(name, raw):
    """None where the value is accepted (R8)."""
    value = decoded(raw)
    if not value:
        return "empty"
    if len(value) > (200 if name == REFERENCE else 150):
        return "too_long"
    return None if all(byte in ALPHABET for byte in value) else "invalid_byte"


class Request:
    """One request: its second (None where it cannot be read), link, pairs of its query, status."""

    def __init__(self, second, link, pairs, status, query):
        self.second, self.link, self.pairs, self.status, self.has_query = second, link, pairs, status, query
        self.hour = None if second is None else second // 3600
        self.accepted, self.rejected, self.duplicates = {}, {}, []
        for name, raw in pairs:
            if name in self.accepted or name in self.rejected:
                self.duplicates.append(name)
                continue
            reason = verdict(name, raw)
            if reason:
                self.rejected[name] = (reason, raw)
            else:
                self.accepted[name] = raw
        self.codes = tuple(self.accepted.get(name, "") for name in UTM)
        self.is_attributed = any(self.codes)
        self.has_names = bool(pairs)
        self.lost_attribution = any(name in UTM for name, _ in pairs) and not self.is_attributed
        self.lost_reference = REFERENCE in self.rejected
        self.is_error = status >= 400


class Entry:
    """A request that a run counted: whether it was pruned, and what of it was erased."""

    def __init__(self, request, line):
        self.request, self.line = request, line
        self.is_pruned = self.is_reference_erased = False
        self.erased = set()                              # names of parameters whose rejected value was erased


class Log:
    """A log, its lines, and what the store has of it."""

    def __init__(self, path, has_host):
        self.path, self.has_host = path, has_host
        self.lines = []                                  # (bytes with LF, kind, request or None)
        self.forget()

    def forget(self):
        self.counted, self.entries, self.mark = 0, [], None

    def count(self):
        """`ingest` reads it: its new whole lines count, but those of hours before the mark."""
        for number in range(self.counted, len(self.lines)):
            request = self.lines[number][2]
            if request:
                entry = Entry(request, number + 1)
                entry.is_pruned = self.mark is not None and request.hour is not None and request.hour < self.mark
                self.entries.append(entry)
        self.counted = len(self.lines)

    def live(self):
        return [entry for entry in self.entries if not entry.is_pruned]


class Payment:
    """A checkout session, and all that events told of it."""

    def __init__(self, session):
        self.session = session
        self.seen = []                                   # (type of event or None, second or None, payment_status, status)
        self.is_erased = False

    @property
    def reference(self):
        return "" if self.is_erased else self.session["client_reference_id"] or ""

    @property
    def is_paid(self):
        return any(status in ("paid", "no_payment_required") or (kind or "").endswith("succeeded")
                   for kind, _, status, _ in self.seen)

    @property
    def unpaid_category(self):
        if any((kind or "").endswith("failed") for kind, *_ in self.seen):
            return "failed"
        ended = any((kind or "").endswith("expired") or status == "expired" for kind, _, _, status in self.seen)
        return "expired" if ended else "pending"

    @property
    def second(self):
        seconds = [second for kind, second, *_ in self.seen if kind and kind.endswith(("completed", "succeeded"))]
        return min(seconds) if seconds else self.session["created"] + 24 * 3600


class World:
    def __init__(self, rng):
        self.rng = rng
        self.day = rng.choice(DAYS)
        now = datetime.now(timezone.utc)
        start = now - timedelta(days=4) if self.day == "recent" else datetime.fromisoformat(self.day + "T00:00+00:00")
        self.middle = int(start.timestamp()) // 3600 * 3600
        self.span = rng.choice([3, 12, 72, 72, 300, 1500]) if self.day != "recent" else 72
        self.latest = int(now.timestamp()) - 7200
        # Few of each, so that they come together.
        self.links = rng.sample(LINKS, rng.randrange(2, len(LINKS)))
        self.codes = rng.sample(CODES, rng.randrange(1, 5))
        self.seconds = [self._second() for _ in range(rng.choice([3, 10, 40]))]
        self.logs, self.payments, self.event_ids = [], {}, set()
        self.pending_events = []

    def _second(self):
        rng = self.rng
        second = self.middle + rng.randrange(-self.span, self.span + 1) * 3600 + rng.choice([0, 1, 1800, 3599, rng.randrange(3600)])
        return min(second, self.latest)

    def second(self):
        return self.rng.choice(self.seconds) if self.rng.random() < 0.6 else self._second()

    # ------------------------------------------------------------ logs

    def new_log(self, folder):
        number = len(self.logs)
        log = Log(folder / f"{number}.log", self.rng.random() < 0.3)
        self.logs.append(log)
        self.grow(log)
        return log

    def grow(self, log):
        rng = self.rng
        new = bytearray()
        for number in range(rng.choice([1, 3, 10, 30, 60])):
            kind = "request"
            # The first lines tell the format; more than half of a log must be readable.
            if len(log.lines) >= 4 and number >= 3 and number % 4 == 3 and rng.random() < 0.5:
                kind = rng.choice(["blank", "malformed", "no_target"])
            line, request = self._line(log, kind)
            log.lines.append((line, kind, request))
            new += line
        with open(log.path, "ab") as file:
            file.write(new)

    def _line(self, log, kind):
        rng = self.rng
        address = f"10.{len(self.logs)}.{len(log.lines) // 200}.{len(log.lines) % 200}"
        if kind == "blank":
            return rng.choice([b"\n", b"  \n", b"\r\n"]), None
        if kind == "malformed":
            return f"{address} is no line of a log\n".encode(), None
        host = "shop.example" if log.has_host else ""
        before = f"{host} {address} - -" if host else f"{address} - -"
        request = self._request(host)
        if len(log.lines) > 2 and rng.random() < 0.06:
            request.second = request.hour = None
            when = "32/Oct/2026:01:30:00 +0000"
        else:
            offset = rng.choice([0, 0, 60, 120, -210, 330, 765])
            moment = datetime.fromtimestamp(request.second, timezone(timedelta(minutes=offset)))
            when = moment.strftime("%d/%b/%Y:%H:%M:%S %z")
        if kind == "no_target":
            return f'{before} [{when}] "-" 408 0 "-" "-"\n'.encode(), None
        pairs = "&".join(f"{name}={raw}" for name, raw in request.pairs)
        query = "?" + "&".join(filter(None, [request.has_query, pairs])) if request.has_query or pairs else ""
        path = request.link[len(host):]
        text = f'{before} [{when}] "GET {path}{query} HTTP/1.1" {request.status} 12 "-" "Mozilla/5.0"\n'
        return text.encode(), request

    def _request(self, host):
        rng = self.rng
        pairs = []
        if rng.random() < 0.85:
            for name in rng.sample(PARAMETERS, rng.choice([1, 1, 2, 3, 6])):
                wrong = rng.random() < 0.15
                if name == REFERENCE:
                    raw = rng.choice(WRONG_REFERENCES if wrong or rng.random() < 0.25 else REFERENCES)
                else:
                    raw = rng.choice(WRONG if wrong else self.codes)
                pairs.append((name, raw))
            if rng.random() < 0.05:
                pairs.append((pairs[0][0], rng.choice(self.codes)))
        return Request(self.second(), host + rng.choice(self.links), pairs, rng.choice([200, 200, 302, 399, 400, 404, 503]),
                       rng.choice(["", "", "x=1"]))

    # ------------------------------------------------------------ what is done to a store

    def ingest(self, logs):
        for log in logs:
            log.count()

    def known(self):
        return [log for log in self.logs if log.counted]

    def entries(self):
        return [(log, entry) for log in self.logs for entry in log.live()]

    def prune(self, hour, undated):
        for log in self.logs:
            gone = [] if hour is None else [e for e in log.live() if e.request.hour is not None and e.request.hour < hour]
            if gone:
                log.mark = max(hour, log.mark) if log.mark is not None else hour
            gone += [e for e in log.live() if undated and e.request.hour is None]
            for entry in gone:
                entry.is_pruned = True

    def erase_reference(self, reference):
        found = False
        for _, entry in self.entries():
            if entry.request.accepted.get(REFERENCE) == reference and not entry.is_reference_erased:
                entry.is_reference_erased = found = True
        for payment in self.payments.values():
            if payment.reference == reference:
                payment.is_erased = found = True
        return found

    def erase_value(self, value, payments_have):
        """`payments_have` says whether a payment's reference is the value that the log has."""
        found = False
        for _, entry in self.entries():
            for name, (reason, raw) in entry.request.rejected.items():
                is_it = raw[:256] == value[:256] if len(value) > 256 else raw == value
                if reason != "empty" and is_it and name not in entry.erased:
                    entry.erased.add(name)
                    found = True
        for payment in self.payments.values():
            if payment.reference and payments_have(payment.reference, value):
                payment.is_erased = found = True
        return found

    # ------------------------------------------------------------ payments

    def new_session(self):
        rng = self.rng
        number = len(self.payments) + len(self.pending_events)
        currency = rng.choice(["usd", "usd", "eur", "jpy", "kwd", "isk", "mga", "bhd"])
        reference = None if rng.random() < 0.35 else rng.choice(REFERENCES)
        if reference and rng.random() < 0.2:
            reference = rng.choice(["r.1", "jane@example.com", "jane@example.com", "a b", "never-seen"])
        created = self.second() - rng.choice([0, 0, 60, 86400])
        lost = [r.second for log in self.logs for _, _, r in log.lines if r and r.lost_reference and r.second]
        if lost and rng.random() < 0.2:                  # just before or after a click that lost its reference
            created = rng.choice(lost) + rng.choice([-5, -5, 0, 5])
        return {"id": f"cs_{number}_{rng.randrange(10 ** 6)}", "object": "checkout.session", "livemode": rng.random() < 0.85,
                "created": created, "client_reference_id": reference,
                "payment_link": rng.choice(["plink_1", "plink_1", "plink_2", "plink_3", None]),
                "amount_total": rng.choice([0, 1, 5, 99, 100, 1000, 1999, 123456789]), "currency": currency}

    def events(self):
        """New documents: of new sessions and of known ones, and some again."""
        rng = self.rng
        documents = []
        sessions = [self.new_session() for _ in range(rng.choice([1, 8, 20]))]
        sessions += [payment.session for payment in self.payments.values() if rng.random() < 0.1]
        for session in sessions:
            for _ in range(rng.choice([1, 1, 2, 3])):
                documents.append(self._document(session))
        documents += [rng.choice(self.pending_events) for _ in range(rng.choice([0, 0, 2])) if self.pending_events]
        self.pending_events += documents
        if rng.random() < 0.2:
            documents.append({"object": "charge", "id": "ch_1"})
        rng.shuffle(documents)
        return documents

    def _document(self, session):
        rng = self.rng
        kind = rng.choice([None, "completed", "completed", "async_payment_succeeded", "async_payment_failed", "expired"])
        status = rng.choice(["paid", "paid", "unpaid", "no_payment_required"])
        if kind in ("async_payment_failed", "expired"):
            status = "unpaid"
        body = {**session, "payment_status": status,
                "status": "expired" if kind == "expired" else rng.choice(["complete", "open"]) if kind is None else "complete"}
        if kind is None:
            return body
        second = rng.choice([session["created"], self.second(), session["created"] + rng.randrange(90_000)])
        return {"id": f"evt_{rng.randrange(10 ** 12)}", "object": "event", "type": "checkout.session." + kind,
                "created": second, "livemode": session["livemode"], "data": {"object": body}}

    def read(self, documents, is_live):
        """`reconcile` reads events: what it says of them."""
        said = dict.fromkeys(["total", "counted", "replayed", "other_mode", "other_objects", "thin", "malformed"], 0)
        for document in documents:
            said["total"] += 1
            if document["object"] == "charge":
                said["other_objects"] += 1
                continue
            is_event = document["object"] == "event"
            body = document["data"]["object"] if is_event else document
            if body["livemode"] != is_live:
                said["other_mode"] += 1
                continue
            if is_event and document["id"] in self.event_ids:
                said["replayed"] += 1
                continue
            if is_event:
                self.event_ids.add(document["id"])
            said["counted"] += 1
            payment = self.payments.setdefault(body["id"], Payment({name: body[name] for name in (
                "id", "object", "livemode", "created", "client_reference_id", "payment_link", "amount_total", "currency")}))
            payment.seen.append((document["type"] if is_event else None, document["created"] if is_event else None,
                                 body["payment_status"], body["status"]))
        return said


def text_of(documents, rng):
    """Documents one behind the other, on one or many lines, or as a list."""
    form = rng.choice(["lines", "pretty", "array", "list"])
    if form == "lines":
        return "".join(json.dumps(document) + "\n" for document in documents)
    if form == "pretty":
        return "".join(json.dumps(document, indent=1) + "\n" for document in documents)
    whole = documents if form == "array" else {"object": "list", "data": documents, "has_more": False}
    return json.dumps(whole, indent=rng.choice([None, 2]))
