"""Hypothesis strategies for what stands inside a log line: values, queries, targets, requests, times.

Choices are listed with the plainest first, because that is what Hypothesis shrinks to.  They are
drawn from short lists rather than built up byte by byte: an example may only use some 8 KiB of
random choices, and a log of thirty lines must fit.
"""

from hypothesis import strategies as st

NAMES = (b"utm_source", b"utm_medium", b"utm_campaign", b"utm_term", b"utm_content", b"client_reference_id")


def pick(*items):
    return st.sampled_from(items)


def weighted(*pairs):
    return st.sampled_from([s for n, s in pairs for _ in range(n)]).flatmap(lambda s: s)


ONE_IN = {n: st.sampled_from([False] * (n - 1) + [True]) for n in (2, 3, 4, 5, 6, 8, 12, 15, 20, 40, 100)}
PLACE = st.integers(0, 9999)


def chance(draw, n):
    return draw(ONE_IN[n])


# ---------------------------------------------------------------- values, queries, targets

ATOMS = pick(
    b"a", b"Z9", b"-_", b"%41", b"%6a", b"%6A", b"+", b"%20", b"%2B", b"%", b"%%", b"%4", b"%zz", b"%g1", b"%1g",
    b"%25", b"%2541", b"%252541", b"%00", b"\0", b"\x01", b"\t", b"\x0b", b"\x0c", b"\x1c", b"\x7f", b"\x85", b"\r",
    b"\xff", b"\xc3\xa9", b"\xc3", b"\xe2\x82", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", b"\xf0\x9f", b"\xc0\xaf",
    b"e\xcc\x81", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"%C3%A9", b"%26", b"%3D", b"%23", b"=", b";", b",", b".", b"/",
    b"?", b"#", b"@", b":", b"'", b"<", b"{", b"|", b" ", b'"', b'\\"', b"\\\\", b"\\x22", b"\\x41", b"\\xC3\\xA9",
    b"\\x26", b"\\x25", b"\\x3d", b"\\x2", b"\\xzz", b"\\X41", b"\\n", b"\\t", b"\\v", b"\\b", b"\\r", b"\\q", b"\\",
    b'" 200 ', b'" 404 1', b"\\u0041")
GOOD = pick(b"a", b"google", b"Z_9-", b"spring-sale_2024", b"0", b"b")
MIXED = st.lists(ATOMS, min_size=1, max_size=5).map(b"".join)
LIMIT = st.tuples(pick(150, 151, 200, 201, 255, 256, 257, 600),
                  pick(b"a", b"%61", b"+", b"%", b"\\x61", b"\xff", b"\xc3\xa9", b"\xf0\x9f\x98\x80"),
                  pick(b"", b"", b"!", b"\xc3\xa9", b"\\x22")).map(lambda t: b"a" * (t[0] - 1) + t[1] + t[2])
# One blemish, or one that is none once decoded.
NEAR = st.tuples(GOOD, pick(b".", b"%2541", b"%41", b"%2d", b"+", b"\\x41", b"\xff"), GOOD).map(b"".join)
VALUES = weighted((7, GOOD), (3, NEAR), (1, pick(b"")), (1, LIMIT), (4, MIXED), (1, st.binary(max_size=4)))


@st.composite
def names(draw):
    name = draw(pick(*NAMES))
    if not chance(draw, 4):
        return name
    at = draw(PLACE) % len(name)
    form = draw(pick(b"%%%02x", b"%%%02X", b"\\x%02x"))
    escaped = name[:at] + form % name[at] + name[at + 1:]
    return draw(pick(escaped, escaped, escaped, escaped.replace(b"%", b"%25"), name.upper(), name[:-1], name + b"%00",
                     b"+" + name, name + b"+", name + b"[]", name.replace(b"_", b"%5F"), b"%EF%BB%BF" + name,
                     b"amp;" + name, b"a;" + name, b"%26" + name))


@st.composite
def pairs(draw):
    if chance(draw, 8):
        return draw(pick(b"", b"=", b"x", b"x=1", b"=a", b"utm_term", b"gclid=a;utm_source=b", b"utm_source==",
                         b"%", b"utm_id=1", b"+", b"client_reference_id"))
    return draw(NAME) + b"=" + draw(VALUES)


NAME = names()
QUERIES = st.lists(pairs(), max_size=5).map(b"&".join)
PATHS = weighted((3, pick(b"/", b"/pay", b"/b/c_1")), (2, pick(
    b"", b"//x//", b"/a/../b/./", b"/caf\xc3\xa9", b"/\xff", b"/%7Euser", b"/a%2520b", b"/%25", b"/a b", b"/A\\x22b",
    b"/e\xcc\x81", b"*", b"h:443", b"http://h/p", b"HTTPS://user:pw@Example.COM:443/p", b"http://a@b@c:80",
    b"http://h:", b"http://:80/", b"http://", b"http:///p", b"http://[::1]:80/p", b"http://[::1]", b"http://h:80a/p",
    b"http://h:80:90/", b"http://-/", b"ftp+x.y-z://h/p", b"1http://h/p", b"ht_tp://h/p", b"://h/p", b"http:/h/p",
    b"mailto:x", b"http://h\\x40i/", b"http://h#x/", b"/a#f", b"/p/http://h/x", b"http://h/p//http://i/q")))
LONG_PATHS = st.sampled_from((4090, 16380, 65530, 262140)).map(lambda n: b"/" + b"p" * n)


@st.composite
def targets(draw):
    path = draw(LONG_PATHS) if chance(draw, 100) else draw(PATHS)
    if chance(draw, 12):
        return path + draw(pick(b"", b"#?utm_source=a", b"?", b"?#utm_source=a"))
    tail = draw(pick(b"", b"#f", b"#&utm_term=a", b"?x", b"?utm_term=a", b"&", b"%23x")) if chance(draw, 5) else b""
    return path + b"?" + draw(QUERIES) + tail


TARGETS = targets()
ODD_REQUESTS = pick(b"-", b"", b"GET", b"GET ", b"GET HTTP/1.1", b"GET  HTTP/1.1", b"- - -", b" ", b"\\x16\\x03\\x01",
                    b"\x16\x03\x01\x00\xee", b"- http://host:80- -", b"HTTP/1.1", b"GET HTTP/1.1 HTTP/1.1",
                    b" GET /?utm_source=a HTTP/1.1", b"/?utm_source=a", b"GET\t/?utm_source=a HTTP/1.1", b"a b c")
ODD_METHODS = pick(b"HEAD", b"get", b"M-SEARCH", b"X_9", b"A" * 32, b"A" * 33, b"", b"1GET", b"-", b"G\xc9T", b"_A",
                   b"G.T", b"\\x47ET")
ODD_PROTOCOLS = pick(b"", b" ", b" HTTP/2", b" HTTP/11.22", b" HTTP/", b" HTTP/1.", b" HTTP/1.1.1", b" http/1.1",
                     b" HTTP/1.1 ", b"  HTTP/1.1", b" HTTP/1.1 HTTP/1.1", b" HTTP/x", b"\tHTTP/1.1", b" HTTP/1\\x2e1")


@st.composite
def requests(draw):
    if chance(draw, 15):
        return draw(ODD_REQUESTS)
    method = draw(ODD_METHODS) if chance(draw, 15) else draw(pick(b"GET", b"POST"))
    protocol = draw(ODD_PROTOCOLS) if chance(draw, 8) else draw(pick(b" HTTP/1.1", b" HTTP/2.0"))
    return method + (b"  " if chance(draw, 40) else b" ") + draw(TARGETS) + protocol


REQUESTS = requests()

# ---------------------------------------------------------------- times and statuses

TWO = {"day": ("01", "31", "30", "29", "00", "32"), "hour": ("00", "23", "12", "24"), "minute": ("00", "59", "60"),
       "second": ("00", "59", "60", "61", "99")}
YEARS = pick("2024", "2023", "1970", "1900", "9999", "0001", "0000")
ZONES = pick("+0000", "-0930", "+2359", "-2359", "+2400", "-0000", "+0060", "+0530", "+9999", "0000", "+000", "Z")
DAY, HOUR, MINUTE, SECOND = (pick(*TWO[k]) for k in ("day", "hour", "minute", "second"))


@st.composite
def clf_times(draw):
    if not chance(draw, 4):
        return draw(pick(b"[10/Oct/2023:13:55:36 +0000]", b"[01/Jan/2024:00:10:00 +0100]",
                         b"[30/Jun/2024:23:59:60 -0930]", b"[30/Feb/2024:10:00:00 +0000]", b"[29/Feb/2023:01:00:00 +0000]"))
    month = draw(pick("Jan", "Feb", "Dec", "Apr", "Mai", "jan", "Foo"))
    return ("[%s/%s/%s:%s:%s:%s %s]" % (draw(DAY), month, draw(YEARS), draw(HOUR), draw(MINUTE), draw(SECOND),
                                        draw(ZONES))).encode()


@st.composite
def iso_times(draw, zones=pick("Z", "", "+00:00", "-0930", "+23:59", "+24:00", "-00:01", "z", "+1", " Z")):
    if not chance(draw, 4):
        return draw(pick("2024-01-02T03:04:05", "2023-12-31T23:30:00", "2024-02-29T10:20:30")) + draw(zones)
    return "%s-%s-%s%s%s:%s:%s%s%s" % (
        draw(YEARS), draw(pick("01", "02", "12", "00", "13")), draw(DAY), draw(pick("T", " ", "t", "_")), draw(HOUR),
        draw(MINUTE), draw(SECOND), draw(pick("", ".5", ",123456789", ".")), draw(zones))


CLF_TIMES, ISO_TIMES = clf_times(), iso_times()
BARE_TIMES = iso_times(zones=pick("", "", "", ".25", "Z"))
WALL_TIMES = iso_times(zones=pick("", "", ".250", ".250123456", " +0100"))


@st.composite
def json_clf_times(draw):
    time = draw(CLF_TIMES)[1:-1]
    if chance(draw, 3):
        time = time[:20] + draw(pick(b".786", b",5", b".", b"")) + draw(pick(b"", b" +0200", b"+02:00", b"Z", b" Z", b"  +0200"))
    return draw(pick(b"%s", b"%s", b"[%s]", b"[%s", b"%s]", b"%s ")) % time.replace(b"/", draw(pick(b"/", b"/", b"\\/")))


JSON_CLF_TIMES = json_clf_times()
STATUSES = weighted((5, pick(b"200", b"404", b"302", b"500", b"400", b"399")),
                    (1, pick(b"-", b"099", b"000", b"99", b"1000", b"", b"2x0", b"\xb2\xb3\xb4", b"+40", b"4.0")))
EPOCH_TEXTS = pick(b"1704067200", b"1704067199.999999999", b"1704067200123", b"1704067200123.5", b"1704067200123456",
                   b"1704067199999999999", b"0704067200", b"-1704067200", b"20240101", b"20240101030405", b"202401010304",
                   b"1704067200.", b"1704067200.5e1", b" 1704067200", b"17040672001", b"9999999999", b"x", b"")

# ---------------------------------------------------------------- what servers do to bytes, hosts


def as_apache(data):
    known = {8: b"\\b", 9: b"\\t", 10: b"\\n", 11: b"\\v", 13: b"\\r", 34: b'\\"', 92: b"\\\\"}
    return b"".join(known.get(c, b"\\x%02x" % c if c < 32 or c > 126 else bytes([c])) for c in data)


def as_nginx(data):
    return b"".join(b"\\x%02X" % c if c < 32 or c > 126 or c in b'"\\' else bytes([c]) for c in data)


ESCAPERS = pick(bytes, bytes, as_apache, as_nginx)
HOSTS = pick(b"example.com", b"Example.COM:443", b"", b"-", b":80", b"[::1]:80", b"h:", b"h:8x", b"u@h", b"h\xff", b"h/x",
             b"e\xcc\x81", b"h%41", b"h\\x41", b"h b")
EVIL = b"GET /?utm_source=evil HTTP/1.1"
