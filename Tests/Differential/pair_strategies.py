"""Hypothesis strategies for lines of pairs (heroku, logfmt, ltsv) and of application servers (uvicorn, uwsgi)."""

import re

from hypothesis import strategies as st

from request_strategies import (BARE_TIMES, EPOCH_TEXTS, ESCAPERS, EVIL, HOSTS, ISO_TIMES, JSON_CLF_TIMES, PLACE, REQUESTS, STATUSES,
                                TARGETS, chance, pick, weighted)

# ---------------------------------------------------------------- pairs of key and value, application servers

PAIR_KEYS = {
    "heroku": (("at", "level"), ("method", "method"), ("path", "uri"), ("host", "host"), ("request_id", "other"), ("fwd", "other"),
               ("dyno", "other"), ("connect", "other"), ("service", "other"), ("status", "status")),
    "logfmt": (("time", "time"), ("ts", "time"), ("t", "time"), ("timestamp", "time"), ("level", "level"), ("msg", "other"),
               ("method", "method"), ("request_method", "method"), ("request", "line"), ("request_uri", "uri"), ("uri", "uri"),
               ("url", "uri"), ("path", "path"), ("query", "query"), ("host", "host"), ("user_agent", "other"),
               ("status", "status"), ("status_code", "status")),
    "ltsv": (("time", "time"), ("time_local", "time"), ("time_iso8601", "time"), ("msec", "time"), ("host", "other"),
             ("method", "method"), ("request_method", "method"), ("req", "line"), ("request", "line"), ("request_uri", "uri"),
             ("uri", "path"), ("path", "path"), ("query", "query"), ("vhost", "host"), ("ua", "other"), ("status", "status")),
}
SELDOM = {"time": 50, "ts": 70, "t": 80, "timestamp": 80, "time_local": 80, "time_iso8601": 80, "msec": 80, "request_method": 85,
          "request": 80, "request_uri": 75, "uri": 50, "url": 70, "path": 50, "query": 70, "status_code": 80}
PAIR_TIMES = weighted((3, ISO_TIMES.map(str.encode)), (2, JSON_CLF_TIMES.map(lambda t: t.replace(b"\\/", b"/"))),
                      (2, EPOCH_TEXTS), (1, pick(b"1704067200", b"1704067200.5", b"1704067200123", b"12ms", b"-", b"")))
PAIR_OTHERS = pick(b"", b"x", b"-", b"a b", EVIL, b"path=/?utm_source=evil", b"uri:/?utm_source=evil", b'q"q', b"a\\b", b"\xff", b"1ms",
                   b"a\tb", b"\\", b'\\"', b"=", b":")
PAIR_ATOMS = pick(b"\\x41", b"\\x4", b"\\u0041", b"\\u00e9", b"\\ud83d\\ude00", b"\\ud83d", b"\\ude00", b"\\ud83d\\u0041", b"\\u00",
                  b"\\U0001F600", b"\\U00110000", b"\\U0000d800", b"\\U0001", b"\\a", b"\\v", b"\\f", b"\\n", b"\\/", b"\\q", b"\\\\",
                  b'\\"', b"\\", b'"', b"\x00", b"\xc3\xa9")


def pair_value(draw, kind):
    if kind in ("path", "query"):
        path, _, query = draw(TARGETS).partition(b"?")
        whole = path + b"?" + query
        return draw(pick(query, query, b"?" + query, b"-")) if kind == "query" else draw(pick(path, path, whole))
    return draw({"uri": weighted((8, TARGETS), (1, REQUESTS)), "line": REQUESTS, "host": HOSTS, "status": STATUSES, "time": PAIR_TIMES,
                 "method": pick(b"GET", b"POST", b"get", b"-", b"", b"x y"), "level": pick(b"info", b"error"),
                 "other": PAIR_OTHERS}[kind])


def quoted_pair(draw, data):
    """As Go's loggers quote, mostly."""
    if data and not re.search(rb'[ "=\x00-\x1f]', data) and not chance(draw, 6):
        return data
    style = draw(pick("go", "go", "json", "nginx", "bare"))
    if style == "bare":
        return data
    out = []
    for c in data:
        if style == "nginx":
            out.append(b"\\x%02X" % c if c < 32 or c > 126 or c in b'"\\' else bytes([c]))
        elif c in b'"\\':
            out.append(b"\\" + bytes([c]))
        elif c < 32:
            out.append(b"\\u%04x" % c if style == "json" else b"\\x%02x" % c)
        else:
            out.append(bytes([c]))
    if out and chance(draw, 6):
        out.insert(draw(PLACE) % len(out), draw(PAIR_ATOMS))
    return b'"' + b"".join(out) + b'"'


@st.composite
def pair_lines(draw, fmt):
    keys = [key for key in PAIR_KEYS[fmt] if not chance(draw, 100) and (
        fmt == "heroku" or draw(PLACE) % 100 >= SELDOM.get(key[0], 6))]
    if keys and chance(draw, 12):
        keys.insert(draw(PLACE) % len(keys), keys[draw(PLACE) % len(keys)])
    cells = []
    for key, kind in keys:
        value = pair_value(draw, kind)
        if fmt == "ltsv":
            if not chance(draw, 12):
                value = draw(ESCAPERS)(value) if chance(draw, 3) else value.replace(b"\t", b"\\t")
            if chance(draw, 15):
                value += draw(PAIR_ATOMS)
            cells.append(key.encode() + b":" + value)
        else:
            cells.append(key.encode() + b"=" + quoted_pair(draw, value))
    line = (b"\t" if fmt == "ltsv" else b" ").join(cells)
    if fmt == "heroku":
        front = b"" if chance(draw, 3) else draw(weighted(
            (6, ISO_TIMES.map(lambda t: t.encode() + b" heroku[router]: ")), (2, pick(b"heroku[router]: ")),
            (1, pick(b"app[web.1]: ", b"heroku[web.1]: ", b"2024-01-02T03:04:05Z app[web.1]: ", b"heroku[]: ", b"heroku[router]:", b"[router]: ",
                     b"2024-01-02T03:04:05Z  heroku[router]: ", b"2024-01-02 heroku[router]: ", b"a heroku[router]: "))))
        line = front + line
    return line


@st.composite
def uvicorn_lines(draw):
    time = b"" if chance(draw, 2) else draw(BARE_TIMES).replace("T", " ").encode() + b" "
    level = draw(weighted((8, pick(b"INFO:")), (1, pick(b"WARNING:", b"ERROR:", b"info:", b"INFO", b"INFO::", b"TRACE:"))))
    client = draw(weighted((6, pick(b"127.0.0.1:54321 ", b"::1:80 ", b"")), (1, pick(
        b"h ", b"h: ", b":80 ", b"h:123456 ", b"-:1 ", b"a b:1 ", b'x - "GET /?utm_source=evil HTTP/1.1" 200 OK:0 '))))
    tail = draw(weighted((6, pick(b" OK", b"", b" Not Found")), (1, pick(b' "x"', b"x", b" ", b"\t"))))
    return (time + level + b" " * (draw(PLACE) % 6) + client + draw(weighted((9, pick(b'- "')), (1, pick(b'-  "', b'"', b"- "))))
            + draw(REQUESTS) + b'" ' + draw(STATUSES) + tail)


ODD_WORDS = pick(b"", b"-", b"a b", b"]")
CTIMES = weighted((5, pick(b"Mon Jan  1 10:00:00 2024", b"Thu Feb 29 23:59:59 2024", b"Sat Dec 31 00:00:60 2022")), (1, pick(
    b"Wed Feb 29 10:00:00 2023", b"Mon Jan 01 10:00:00 2024", b"Mon Jan  0 10:00:00 2024", b"Mon Foo  1 10:00:00 2024", b"Mon jan  1 10:00:00 2024",
    b"Mon Jan  1 24:00:00 2024", b"Mon Jan  1 10:60:00 2024", b"xxx Jan  1 10:00:61 2024", b"Mon Jan  1 10:00:00 0000", b"Mon-Jan--1 10:00:00 2024",
    b"Mon Jan  1 10:00:00 9999", b"Mon Jan  1 10.00.00 2024", b"Mon Jan 1 10:00:00 2024", b"Mon Jan 321 0:00:00 2024")))


@st.composite
def uwsgi_lines(draw):
    front = draw(weighted((8, pick(b"[pid: 1|app: 0|req: 1/1] ")), (1, pick(
        b"{address space usage: 1 bytes/0MB} {rss usage: 1 bytes/0MB} [pid: 1|app: 0|req: 1/1] ", b"[pid:1] ", b" [pid: 1] ", b""))))
    user = draw(weighted((6, pick(b"")), (1, pick(b"a b", b") {1 vars in 1 bytes} [Mon Jan  1 10:00:00 2024] GET /?utm_source=evil => generated 1", b">"))))
    status = draw(weighted((8, pick(b"(HTTP/1.1 200)", b"(HTTP/1.0 404)", b"via sendfile() (HTTP/1.1 304)")), (1, pick(
        b"(HTTP/1.1 -)", b"(200)", b"( 200)", b"HTTP/1.1 200)", b"(HTTP/1.1 200", b"()", b"() 200)", b") 200)", b"(HTTP/1.1 2000)"))))
    method = draw(weighted((8, pick(b"GET", b"POST")), (1, ODD_WORDS)))
    return (front + b"127.0.0.1 (" + user + b") {4 vars in 6 bytes} [" + draw(CTIMES) + b"] " + method + b" " + draw(TARGETS)
            + draw(weighted((12, pick(b" => generated ")), (1, pick(b" => ", b"=> generated ", b" = > generated ", b" => generated"))))
            + b"39 bytes in 3 msecs " + status + draw(pick(b" 2 headers in 79 bytes (1 switches on core 0)", b"", b" >")))
