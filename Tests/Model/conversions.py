"""Conversions: hits on the links of goals, joined with the hits on all other links by the five values, as the articles have it."""
import collections

from reports import Periods, fits, group_of, in_bytes, in_order, percent, rate
from world import UTM

SEVERAL, NOT_CLICKED = "(several links)", "(not clicked)"


class Conversions:
    """Clicks and conversions, each with the period that it counts in and the one that it is compared with."""

    def __init__(self, world, question):
        self.question = question
        self.periods = Periods(world, question)
        self.clicks, self.conversions, self.all_periods = [], [], set()
        self.goal_links = [set() for _ in question.goals]    # links of the store with any of the names, in all of the time
        for entry in self.periods.entries:
            request = entry.request
            goal = next((index for index, (_, pattern) in enumerate(question.goals) if fits(request.link, pattern)), None)
            if goal is not None and request.has_names:
                self.goal_links[goal].add(request.link)
            period, compared = self.periods.of(request.hour), self.periods.compared(request.hour)
            self.all_periods |= {period, compared} - {None}
            if not request.is_attributed or (period is None and compared is None):
                continue
            if goal is None:
                self.clicks.append((request.link, request.codes, period, compared))
            else:
                self.conversions.append((goal, request.codes, period, compared))
        links = collections.defaultdict(set)
        for link, codes, _, _ in self.clicks:
            links[codes].add(link)
        self.clicked = {codes: next(iter(some)) if len(some) == 1 else SEVERAL for codes, some in links.items()}

    def link(self, codes):
        return self.clicked.get(codes, NOT_CLICKED)

    def sums(self, key):
        """By (goal, period, key of the codes): clicks, conversions, those before."""
        rows = collections.defaultdict(lambda: [0, 0, 0, 0])
        goals = range(len(self.question.goals))
        for _, codes, period, compared in self.clicks:
            for goal in goals:
                if period is not None:
                    rows[goal, period, key(codes)][0] += 1
                if compared is not None:
                    rows[goal, compared, key(codes)][2] += 1
        for goal, codes, period, compared in self.conversions:
            if period is not None:
                rows[goal, period, key(codes)][1] += 1
            if compared is not None:
                rows[goal, compared, key(codes)][3] += 1
        return rows

    def shown(self, counts):
        hits, conversions, hits_before, conversions_before = counts
        row = {"hits": hits, "conversions": conversions, "rate_percent": rate(conversions, hits)}
        if self.question.compare:
            before = rate(conversions_before, hits_before)
            now = row["rate_percent"]
            row |= {"hits_before": hits_before, "conversions_before": conversions_before, "rate_percent_before": before,
                    "hits_change_percent": percent(hits, hits_before),
                    "conversions_change_percent": percent(conversions, conversions_before),
                    "rate_change_percent": None if now is None or before is None else percent(now, before)}
        return row


def link_order(text):
    return (text in (SEVERAL, NOT_CLICKED), text != SEVERAL, text.encode())


def summary(world, question):
    """linktally-conversions/1."""
    found = Conversions(world, question)
    names = [name for name, _ in question.goals]
    goals, campaigns, links = [], [], []
    totals = found.sums(lambda codes: ())
    for goal, name in enumerate(names):
        not_clicked = sum(index == goal and period is not None and codes not in found.clicked
                          for index, codes, period, _ in found.conversions)
        goals.append(found.shown(totals.get((goal, 0, ()), [0] * 4)) | {
            "conversions_not_clicked": not_clicked, "goal_links": len(found.goal_links[goal]), "goal": name})
    rows = found.sums(lambda codes: (codes[2], codes[0]))
    for goal, _, key in sorted(rows, key=lambda key: (key[0], in_bytes(key[2]))):
        campaigns.append(found.shown(rows[goal, 0, key]) | {"goal": names[goal], "campaign": key[0], "source": key[1]})
    rows = found.sums(found.link)
    for goal, _, link in sorted(rows, key=lambda key: (key[0], link_order(key[2]))):
        links.append(found.shown(rows[goal, 0, link]) | {"goal": names[goal], "link": link})
    back = {codes for _, codes, period, _ in found.conversions if period is not None}
    never = collections.defaultdict(lambda: [0, 0])
    for _, codes, period, compared in found.clicks:
        if codes not in back:
            never[codes][0] += period is not None
            never[codes][1] += compared is not None
    never_rows = []
    for codes in sorted(never, key=in_bytes):
        if never[codes][0]:
            row = {"hits": never[codes][0]} | ({"hits_before": never[codes][1]} if question.compare else {})
            never_rows.append(row | dict(zip([name[4:] for name in UTM], codes)))
    return {"goals": goals, "campaigns": campaigns, "links": links, "never_converted": never_rows}


def table(world, question):
    """linktally-conversion-periods/1."""
    found = Conversions(world, question)
    rows = found.sums(lambda codes: group_of(question, found.link(codes), codes))
    if not question.groups:
        for period in found.all_periods:
            for goal in range(len(question.goals)):
                rows[goal, period, ()]                   # a row for each goal, whether it was reached or not

    def order(key):
        goal, period, group = key
        return period, goal, in_order(question, group, link_order)

    result = []
    for goal, period, group in sorted(rows, key=order):
        row = found.shown(rows[goal, period, group])
        if question.unit:
            row["period"] = found.periods.name(period)
        row["goal"] = question.goals[goal][0]
        result.append(row | dict(zip(question.groups, group)))
    return result
