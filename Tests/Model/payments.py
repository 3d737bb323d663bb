"""What `linktally reconcile` reports, computed from lists of requests and payments by brute force, as the articles have it."""
import collections
from datetime import datetime, timezone

from reports import fits
from world import ALPHABET, REFERENCE

# https://docs.stripe.com/currencies: amounts are in the smallest unit. ISK and UGX have no smaller unit and are given with two
# digits all the same.
NO_DIGITS = {"bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf"}
THREE_DIGITS = {"bhd", "jod", "kwd", "omr", "tnd"}
COLUMNS = ["session", "category", "time", "repeated", "probable_drop", "reference", "payment_link", "amount", "revenue", "currency"]
CATEGORIES = ["matched", "unknown_reference", "no_reference", "erased_reference"]


def value_text(amount, currency):
    digits = 0 if currency in NO_DIGITS else 3 if currency in THREE_DIGITS else 2
    return f"{amount:0{digits + 1}}"[:-digits] + "." + f"{amount:0{digits + 1}}"[-digits:] if digits else str(amount)


def revenue(payments):
    sums = collections.Counter()
    for payment in payments:
        sums[payment.session["currency"]] += payment.session["amount_total"]
    return [{"currency": currency, "amount": sums[currency], "value": value_text(sums[currency], currency)}
            for currency in sorted(sums)]


class Reconciliation:
    """Of each payment of a mode its category, and the clicks that it may belong to: several where they were in one second."""

    def __init__(self, world, is_live, attribution, links):
        self.is_first = attribution == "first"
        self.links = links                               # pairs of a payment link and a pattern; None without --links
        self.payments = sorted((p for p in world.payments.values() if p.session["livemode"] == is_live),
                               key=lambda payment: payment.session["id"].encode())
        self.touches = collections.defaultdict(list)     # reference -> (second, link, codes)
        self.lost = []                                   # (second, link) of clicks whose reference was rejected
        for _, entry in world.entries():
            request = entry.request
            if REFERENCE in request.accepted and not entry.is_reference_erased:
                self.touches[request.accepted[REFERENCE]].append((request.second, request.link, request.codes))
            if request.lost_reference:
                self.lost.append((request.second, request.link))
        self.paid = [payment for payment in self.payments if payment.is_paid]
        self.by_reference = collections.defaultdict(list)
        for payment in self.paid:
            if payment.reference:
                self.by_reference[payment.reference].append(payment)

    def category(self, payment):
        if not payment.is_paid:
            return payment.unpaid_category
        reference = payment.reference
        if not reference:
            return "erased_reference" if payment.is_erased else "no_reference"
        is_valid = len(reference) <= 200 and all(byte in ALPHABET for byte in reference.encode())
        return "matched" if is_valid and reference in self.touches else "unknown_reference"

    def clicks(self, reference, until=None):
        """The clicks that a payment at `until` may belong to; none where all come after it."""
        touches = self.touches.get(reference, [])
        known = [touch for touch in touches if touch[0] is not None and (until is None or touch[0] <= until)]
        if not known:
            return [touch[1:] for touch in touches if touch[0] is None]
        second = (min if self.is_first else max)(touch[0] for touch in known)
        return [touch[1:] for touch in known if touch[0] == second]

    def lost_clicks(self, payment_link):
        """Seconds of the clicks that lead to a payment link and lost their reference."""
        return [second for second, link in self.lost
                if any(name == payment_link and fits(link, pattern) for name, pattern in self.links)]

    def is_drop(self, payment, by_the_hour):
        """Whether a payment probably lost its reference: a click that did came before it (or in its hour, `by_the_hour`)."""
        if self.category(payment) != "no_reference" or not payment.session["payment_link"]:
            return False
        until = payment.second // 3600 * 3600 + 3599 if by_the_hour else payment.second
        return any(second is None or second <= until for second in self.lost_clicks(payment.session["payment_link"]))

    # ------------------------------------------------------------ CSV

    def csv_rows(self, by_the_hour):
        """Rows without the five codes and the link, each with the clicks that these may be of."""
        rows = []
        for payment in self.payments:
            session, paid = payment.session, payment.is_paid
            category = self.category(payment)
            drop = "" if self.links is None else str(int(self.is_drop(payment, by_the_hour)))
            repeated = paid and payment.reference and len(self.by_reference[payment.reference]) > 1
            row = {"session": session["id"], "category": category, "time": "", "repeated": str(int(bool(repeated))),
                   "probable_drop": drop, "reference": payment.reference, "payment_link": session["payment_link"] or "",
                   "amount": "", "revenue": "", "currency": ""}
            if paid:
                amount, currency = session["amount_total"], session["currency"]
                row |= {"time": datetime.fromtimestamp(payment.second, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
                        "amount": str(amount), "revenue": value_text(amount, currency), "currency": currency}
            clicks = self.clicks(payment.reference, payment.second) if category == "matched" else []
            rows.append((row, clicks))
        for reference in sorted(self.touches, key=str.encode):
            if reference not in self.by_reference:
                row = dict.fromkeys(COLUMNS, "") | {"category": "clicked_not_paid", "reference": reference}
                rows.append((row, self.clicks(reference)))
        return rows

    # ------------------------------------------------------------ JSON

    def json(self, chosen, by_the_hour):
        """The JSON; `chosen` is the click of each session, as the CSV names it (None: no click before)."""
        def total(some):
            return {"payments": len(some), "revenue": revenue(some)}

        by_category = collections.defaultdict(list)
        for payment in self.payments:
            by_category[self.category(payment)].append(payment)
        payments = {"paid": total(self.paid)} | {name: total(by_category[name]) for name in CATEGORIES}
        payments |= {name: {"payments": len(by_category[name])} for name in ("failed", "expired", "pending")}
        repeated = {reference: some for reference, some in self.by_reference.items() if len(some) > 1}
        both = sum(reference in self.by_reference for reference in self.touches)
        report = {"payments": payments, "references": {
            "clicked": len(self.touches), "clicked_and_paid": both, "clicked_not_paid": len(self.touches) - both,
            "paid_more_than_once": {"references": len(repeated)} | total([p for some in repeated.values() for p in some])}}
        report["missing"] = ["--links"] if self.links is None else []
        report["probable_drops"] = None if self.links is None else self._drops(by_category["no_reference"], by_the_hour)
        for name, part in (("campaigns", 2), ("sources", 0), ("links", None)):
            groups = collections.defaultdict(list)
            for payment in by_category["matched"]:
                click = chosen[payment.session["id"]]
                text = None if click is None else click[0] if part is None else click[1][part]
                groups[text, payment.session["currency"]].append(payment)
            report[name] = sorted(
                ({name[:-1]: text, "payments": len(some), **revenue(some)[0]} for (text, _), some in groups.items()), key=repr)
        report["repeated_references"] = sorted(
            ({"reference": reference, **total(some)} for reference, some in repeated.items()), key=repr)
        return report

    def _drops(self, without, by_the_hour):
        drops = [payment for payment in without if self.is_drop(payment, by_the_hour)]
        listed = {name for name, _ in self.links}
        by_link = collections.defaultdict(list)
        for payment in drops:
            by_link[payment.session["payment_link"]].append(payment)
        return {"payments": len(drops), "revenue": revenue(drops),
                "payment_link_not_listed": sum(bool(p.session["payment_link"]) and p.session["payment_link"] not in listed
                                               for p in without),
                "no_payment_link": sum(not p.session["payment_link"] for p in without),
                "payment_links": sorted(({"payment_link": name, "payments": len(some), "revenue": revenue(some),
                                          "clicks": len(self.lost_clicks(name))} for name, some in by_link.items()), key=repr)}
