"""Hypothesis strategies for hostile access logs, one for each format of reference.py.

    logs(format) -> a strategy of bytes: a whole log
    FORMATS      -> the names of the formats

Left out on purpose, because the reference has no right answer for them:
  - an escaped lone surrogate U+DC80..U+DCFF in JSON: the reference keeps bytes that are not UTF-8
    under those very code points and cannot tell the two apart;
  - numbers that a double cannot hold (1704067199.9999999999): the rules do not say how to round;
  - integers of more than 4,300 digits and nesting deeper than 200: limits of Python, not rules;
  - lines of more than 8 MiB and damaged gzip: other tests have them.
"""

import re

from hypothesis import strategies as st

import ordered_strategies
from pair_strategies import PAIR_KEYS, pair_lines, uvicorn_lines, uwsgi_lines
from request_strategies import (ATOMS, BARE_TIMES, CLF_TIMES, EPOCH_TEXTS, ESCAPERS, EVIL, HOSTS, ISO_TIMES, JSON_CLF_TIMES, PLACE,
                                REQUESTS, STATUSES, TARGETS, WALL_TIMES, chance, pick, weighted)

# ---------------------------------------------------------------- lines of text formats


PREFIXES = {True: pick(b"example.com:80 1.2.3.4 - - ", b"Example.COM 1.2.3.4 - user ", b"- 1.2.3.4 - - ", b":80 1 - - ",
                       b"[::1]:443 1 - - ", b"h:80:90 1 - - ", b"h:8x 1 - - ", b"h\xff: 1 - - ", b"h  1 -  - ", b" h 1 - - "),
            False: pick(b"1.2.3.4 - - ", b"1.2.3.4 - user name ", b"1.1.1.1, 2.2.2.2 - - ", b"", b"- - ", b"a b c",
                        b"1 - \"x\" ", b"1 - [10/Oct/2023:13:55:36 +0000] ", b"1 - [x] ", b"h 1 - \\\" ", b"\t1 2 3\t4 ",
                        b'1 - [10/Oct/2023:13:55:36 +0000] "')}
TAILS = pick(b' 123 "http://r/?utm_source=ref" "UA"', b" 0", b"", b" ", b' - "-" "utm_source=ua"', b"x", b"\t1",
             b' 1 "[10/Oct/2023:13:55:36 +0000] \\"' + EVIL + b'\\" 200 1"', b' 5 "-" "-" 12 "router" "http://b" 3ms')


@st.composite
def clf_lines(draw, fmt):
    host = (fmt == "vhost_combined") != chance(draw, 6)
    escape = bytes if fmt == "traefik" and not chance(draw, 6) else draw(ESCAPERS)
    gap = draw(pick(b"", b"  ", b"\t")) if chance(draw, 40) else b" "
    tail = draw(TAILS) if chance(draw, 3) else b' 123 "-" "UA"'
    return (draw(PREFIXES[host]) + draw(CLF_TIMES) + gap + b'"' + escape(draw(REQUESTS)) + b'" ' + draw(STATUSES) + tail)


@st.composite
def alb_lines(draw):
    fields = [b"https", draw(ISO_TIMES).encode(), b"app/lb/1", b"1.2.3.4:5", b"10.0.0.1:80", b"0.0", b"0.1", b"-1",
              draw(STATUSES), b"200", b"34", b"366"]
    if chance(draw, 20):
        at = draw(PLACE) % len(fields)
        fields[at:at + 1] = draw(pick([], [b"-", b"-"], [b""], [b"a\x0bb"], [b'"q"'], [b"\xff"]))
    request = draw(ESCAPERS)(draw(REQUESTS))
    tail = draw(pick(b' "', b" -", b"", b'"', b' "' + EVIL + b'" "')) if chance(draw, 6) else \
        b' "UA" - - arn "Root=1" "d" "c" 0 2024-01-02T03:04:05.0Z "forward" "http://h/?utm_source=redirect" "-"'
    return b" ".join(fields) + b' "' + request + b'"' + tail


@st.composite
def s3_lines(draw):
    head = b"o1 bucket " + draw(CLF_TIMES)
    fields = [b"1.2.3.4", b"arn:x", b"REQ", b"REST.GET.OBJECT", b"key"]
    if chance(draw, 15):
        at = draw(PLACE) % len(fields)
        fields[at:at + 1] = draw(pick([], [b"-", b"-"], [b""], [b'"q"'], [b"\xff"], [b"a\x0cb"]))
    request = b"-" if chance(draw, 15) else b'"' + draw(REQUESTS) + b'"'
    tail = draw(TAILS) if chance(draw, 3) else b' - 12 34 5 6 "-" "UA" -'
    return head + b" " + b" ".join(fields) + b" " + request + b" " + draw(STATUSES) + tail


@st.composite
def url_lines(draw):
    edges = pick(b"", b" ", b"\t", b"\x0b\x0c", b"\xc2\xa0", b"\0", b'"', b"\x1c")
    return draw(edges) + draw(TARGETS) + draw(edges) if chance(draw, 4) else draw(TARGETS)


# ---------------------------------------------------------------- lines of JSON formats

ODD_JSON = pick(b"null", b"1", b"true", b'""', b"[]", b"{}", b'{"uri":"/?utm_source=a"}', b'["/?utm_source=a"]', b"NaN",
                b"-Infinity", b"Infinity", b"01", b"1.", b".5", b"-", b"+1", b"0x1", b"'a'", b"", b'"\\ud800"', b'"-"')
NUMBERS = pick(b"1704067200", b"1704067200123", b"1704067200123456", b"1704067199999999999", b"1704067200.5", b"1.7e9",
               b"17E+8", b"0", b"-1", b"-0.5", b"-0", b"-62135596800", b"-62135596801", b"99999999999", b"100000000000",
               b"99999999999999", b"100000000000000", b"99999999999999999", b"100000000000000000", b"253402300800",
               b"1.5e18", b"1e400", b"-1e400", b"1e-9", b"170406720012345678901", b"9" * 60, b"-" + b"9" * 60,
               b"9223372036854775808", b"18446744073709551616")
JSON_TIMES = weighted((3, NUMBERS), (4, ISO_TIMES.map(lambda t: b'"%s"' % t.encode())),
                      (1, WALL_TIMES.map(lambda t: b'"%s"' % t.replace("-", "/", 2).encode())),
                      (2, JSON_CLF_TIMES.map(lambda t: b'"%s"' % t)), (1, EPOCH_TEXTS.map(lambda t: b'"%s"' % t)))
JSON_STATUSES = weighted((5, pick(b"200", b"404", b"500", b"399", b"400")), (2, pick(
    b'"404"', b'"200"', b'"99"', b'"4040"', b'"\\u0034\\u0030\\u0030"', b"1000", b"99", b"-404", b"404.5", b"4e2",
    b"399.5", b"1e400", b"9" * 40, b"true", b'"\xc3\xa9"', b'" 404"')))
JSON_ATOMS = pick(b"\\u0026", b"\\u003d", b"\\u00e9", b"\\u0000", b"\\ud83d\\ude00", b"\\ud800", b"\\ude00\\ud83d",
                  b"\\ud83d\\u0041", b"\\uD83D\xf0\x9f\x98\x80", b"\\ud83d\\ud83d\\ude00", b"\\udfff", b"\\/", b"\\n", b"\\f",
                  b"\\b", b"\\u00", b"\\u00g0", b"\\u+041", b"\\q", b"\\x41", b"\\'", b"\\", b"\0", b"\x01", b"\t", b"\r", b"\x7f",
                  b"\xff", b'"', b"\\u0022", b"\\u005c", b"\\\\u0041", b"\\U0041", b"\\u0025\\u0034\\u0031", b"\\ufeff")


def json_text(draw, data):
    style = draw(pick("plain", "plain", "go", "ascii", "all", "slash", "raw"))
    out = []
    for ch in data.decode("utf-8", "surrogateescape"):
        code = ord(ch)
        if 0xDC80 <= code <= 0xDCFF:
            out.append(bytes([code - 0xDC00]))
        elif ch in '"\\' and style != "all":
            out.append(b"\\" + ch.encode())
        elif style == "all" and code < 128 or code < 32 and style != "raw" or ch in "&<>" and style == "go":
            out.append(b"\\u%04x" % code)
        elif code > 127 and style in ("ascii", "all"):
            units = ch.encode("utf-16-be", "surrogatepass")
            out += [b"\\u%02X%02x" % tuple(units[i:i + 2]) for i in range(0, len(units), 2)]
        else:
            out.append(b"\\/" if ch == "/" and style == "slash" else ch.encode("utf-8", "surrogatepass"))
    if out and chance(draw, 5):
        out.insert(draw(PLACE) % len(out), draw(JSON_ATOMS))
    return b'"' + b"".join(out) + b'"'


JSON_KEYS = {
    "cloudflare": (("ClientRequestURI", "uri"), ("EdgeStartTimestamp", "time"), ("ClientRequestHost", "host"),
                   ("EdgeResponseStatus", "status"), ("EdgeEndTimestamp", "time"), ("RayID", "other")),
    "caddy": (("request", "request"), ("logger", "logger"), ("msg", "msg"), ("ts", "time"), ("status", "status"),
              ("level", "other")),
    "request": (("uri", "uri"), ("host", "host"), ("method", "other")),
    "traefik-json": (("RequestPath", "uri"), ("StartUTC", "time"), ("RequestHost", "host"), ("DownstreamStatus", "status"),
                     ("time", "time"), ("StartLocal", "time"), ("Other", "other")),
    "cloudfront-json": (("cs-uri-stem", "path"), ("cs-uri-query", "query"), ("x-host-header", "host"), ("cs(Host)", "host"),
                        ("sc-status", "status"), ("date", "date"), ("time", "clock"), ("timestamp", "time"),
                        ("x-edge-location", "need")),
    "api-gateway": (("path", "uri"), ("resourcePath", "uri"), ("domainName", "host"), ("status", "status"),
                    ("requestTimeEpoch", "time"), ("requestId", "need"), ("httpMethod", "need"), ("protocol", "need")),
    "gcp": (("httpRequest", "gcp/request"), ("timestamp", "time"), ("logName", "logName"), ("severity", "other")),
    "gcp/request": (("requestUrl", "uri"), ("status", "status"), ("userAgent", "other")),
    "azure-front-door": (("properties", "front/properties"), ("time", "time"), ("category", "category")),
    "front/properties": (("requestUri", "uri"), ("httpStatusCode", "status"), ("hostName", "other")),
    "azure-application-gateway": (("properties", "gateway/properties"), ("timeStamp", "time"), ("time", "time"),
                                  ("category", "category")),
    "gateway/properties": (("originalRequestUriWithArgs", "uri"), ("requestUri", "path"), ("requestQuery", "query"),
                           ("originalHost", "host"), ("host", "host"), ("httpStatus", "status")),
    "fastly": (("url", "uri"), ("host", "host"), ("response_status", "status"), ("timestamp", "time"),
               ("request_user_agent", "need"), ("response_state", "need")),
    "akamai": (("reqPath", "path"), ("queryStr", "query"), ("reqHost", "host"), ("statusCode", "status"),
               ("reqTimeSec", "time"), ("UA", "other")),
    "vercel": (("proxy", "vercel/proxy"), ("deploymentId", "need"), ("path", "other")),
    "vercel/proxy": (("path", "uri"), ("host", "host"), ("statusCode", "status"), ("timestamp", "time")),
    "haproxy-json": (("http_request", "line"), ("status_code", "status"), ("be_name", "need"), ("bytes_read", "other")),
    "envoy-json": (("path", "uri"), ("x-envoy-origin-path", "uri"), ("authority", "host"), (":authority", "host"),
                   ("response_code", "status"), ("start_time", "time"), ("response_flags", "need")),
    "ingress-nginx-json": (("path", "path"), ("request_query", "query"), ("vhost", "host"), ("status", "status"),
                           ("time", "time"), ("duration", "other")),
    "nginx-json": (("request_uri", "uri"), ("request", "line"), ("uri", "path"), ("args", "query"), ("query_string", "query"),
                   ("http_host", "host"), ("host", "host"), ("server_name", "host"), ("status", "status"),
                   ("time_iso8601", "iso"), ("@timestamp", "time"), ("time", "time"), ("remote_addr", "need")),
    "pino-http": (("req", "pino/req"), ("res", "pino/res"), ("time", "time"), ("responseTime", "need")),
    "pino/req": (("url", "uri"), ("headers", "headers"), ("query", "other")),
    "pino/res": (("statusCode", "status"), ("headers", "other")),
    "kong": (("request", "kong/request"), ("response", "kong/response"), ("started_at", "time"), ("latencies", "need")),
    "kong/request": (("uri", "uri"), ("headers", "headers"), ("url", "other")),
    "kong/response": (("status", "status"), ("headers", "other")),
    "headers": (("host", "host"), ("user-agent", "other")),
}
# Keys of these name objects inside of others.
JSON_SOURCES = tuple(name for name in JSON_KEYS if "/" not in name and name not in ("request", "headers"))
OTHER_JSON = pick(b'"x"', b"1.5e3", b"[1,[2,{}]]", b'{"uri":"/?utm_source=evil","ClientRequestURI":"/?utm_term=evil"}',
                  b"null", b"false", b'"\\"RequestPath\\":\\"/?utm_source=evil\\""', b"-0.0", b"[" * 60 + b"]" * 60,
                  b'{"a":' * 200 + b"1" + b"}" * 200, b"[[]", b'"\\\\"', b"[1,]", b"tru")
LOGGERS = pick(b'"http.log.access"', b'"http.log.access.log0"', b'"http.log.error"', b'"http\\u002elog.access"', b"null")
LOG_NAMES = pick(b'"projects/p/logs/requests"', b'"requests"', b'"p%2Frequests"', b'"p/stdout"', b'"r\\u0065quests"', b"null")
CATEGORIES = pick(b'"FrontDoorAccessLog"', b'"ApplicationGatewayAccessLog"', b'"FrontdoorAccessLog"', b'"X"')
NEEDED = pick(b'"x"', b"1", b"null", b"{}", b'"-"')
MESSAGES = pick(b'"handled request"', b'"x"', b'"handled\\u0020request"', b"1", b'"handled request "')
OFTEN_LEFT_OUT = ("time", "host", "status", "other", "logger", "msg")
SPACES = pick(b"", b" ", b"\t", b"\r", b"  ")


def json_value(draw, kind):
    if kind == "other":
        return draw(OTHER_JSON)
    if chance(draw, 15):
        return draw(ODD_JSON)
    if kind in JSON_KEYS:
        return json_object(draw, kind)
    if kind in ("path", "query"):
        path, _, query = draw(TARGETS).partition(b"?")
        return json_text(draw, draw(pick(query, query, query, b"?" + query, b"-")) if kind == "query" else path)
    if kind in ("uri", "host", "line"):
        return json_text(draw, draw({"uri": weighted((6, TARGETS), (1, REQUESTS)), "host": HOSTS, "line": REQUESTS}[kind]))
    if kind in ("date", "clock", "iso"):
        text = draw(BARE_TIMES).replace(" ", "T")
        return b'"%s"' % (text if kind == "iso" else text.partition("T")[::2][kind == "clock"]).encode()
    return draw({"time": JSON_TIMES, "status": JSON_STATUSES, "logger": LOGGERS, "msg": MESSAGES, "need": NEEDED,
                 "logName": LOG_NAMES, "category": CATEGORIES}[kind])


def json_object(draw, fmt):
    keys = list(JSON_KEYS[fmt])
    if chance(draw, 3):
        keys.insert(draw(PLACE) % len(keys), keys[draw(PLACE) % len(keys)])     # a key that comes twice
    if chance(draw, 3):
        at = draw(PLACE) % len(keys)
        keys = keys[at:][::draw(pick(1, -1))] + keys[:at]
    space = draw(SPACES) if chance(draw, 5) else b""
    out = []
    for key, kind in keys:
        if len(out) and chance(draw, 4 if kind in OFTEN_LEFT_OUT else 8):
            continue
        name = key.encode()
        if chance(draw, 20):
            at = draw(PLACE) % len(name)
            name = draw(pick(name[:at] + b"\\u%04x" % name[at] + name[at + 1:], name.lower(), name + b"\\u0000"))
        out.append(space + b'"' + name + b'"' + space + b":" + space + json_value(draw, kind))
    return b"{" + (space + b",").join(out) + b"}"


@st.composite
def json_lines(draw, fmt):
    line = json_object(draw, fmt)
    if chance(draw, 15):
        before, after = draw(pick((b"", b" "), (b"  ", b"\t"), (b"", b"x"), (b"", b"{}"), (b"[", b"]"), (b"\xef\xbb\xbf", b""),
                                  (b"caddy  | ", b""), (b"", b","), (b"", b"\0"), (b"\x0c", b""), (b'"', b'"'), (b"", b"}")))
        line = before + line + after
    return line


# ---------------------------------------------------------------- W3C formats: columns by #Fields

COLUMNS = {
    "cloudfront": b"date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) "
                  b"cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header".split(),
    "iis": b"date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-host cs(User-Agent) sc-status".split(),
}
DIRECTIVES = pick(b"#Version: 1.0", b"#Date: 2024-03-04 05:06:07", b"#DATE:2023-05-06", b"#date:", b"#Date: 2024-02-30 x",
                  b"#Software: x", b"#", b"# Fields: date", b"#Fields", b"#Fields:", b"#Remark: utm_source=a", b" #Fields: date")
W3C_PERCENT = frozenset(range(33)) | frozenset(range(127, 256)) | frozenset(b'<>"#%{}|\\^~[]`')


def percent_layer(data):
    return b"".join(b"%%%02X" % c if c in W3C_PERCENT else bytes([c]) for c in data)


@st.composite
def w3c_lines(draw, fmt, columns):
    tab = b"\t" if fmt == "cloudfront" else b" "
    cells = []
    path, _, query = draw(TARGETS).partition(b"?")
    for column in columns:
        name = column.lower()
        if name == b"cs-uri-query":
            cell = b"-" if chance(draw, 12) else query
        elif name == b"cs-uri-stem":
            cell = draw(pick(b"-", b"")) if chance(draw, 12) else path
        elif name in (b"cs(host)", b"cs-host", b"x-host-header"):
            cell = draw(HOSTS)
        elif name in (b"date", b"time"):
            cell = draw(BARE_TIMES).replace(" ", "T").partition("T")[::2][name == b"time"].encode()
        elif name == b"sc-status":
            cell = draw(STATUSES)
        else:
            cell = draw(pick(b"x", b"-", b"utm_source=evil", b'"a b"', b'"', b"")) if chance(draw, 8) else b"x"
        if fmt == "iis" and b" " in cell and not chance(draw, 6):
            cell = draw(pick(cell.replace(b" ", b"+"), b'"' + cell + b'"'))
        elif fmt == "iis" and chance(draw, 40):
            cell = b'"' + cell + b'"'
        if fmt == "cloudfront" and draw(pick(True, False)):
            cell = percent_layer(cell)
        cells.append(cell if cell or fmt != "iis" or chance(draw, 6) else b"-")
    if chance(draw, 15):
        at = draw(PLACE) % (len(cells) + 1)
        cells = draw(pick(cells[:at], cells[:at] + cells[at + 1:], cells + [b"more"], cells[:at] + [b""] + cells[at:]))
    return tab.join(cells) if not chance(draw, 20) else tab.join(cells) + draw(pick(b" ", b"\t"))


@st.composite
def w3c_logs(draw, fmt):
    lines, columns = [], list(COLUMNS[fmt])
    for part in range(draw(pick(1, 1, 2, 3))):
        if chance(draw, 3):
            at = draw(PLACE) % len(columns)
            columns = draw(pick(columns[at:] + columns[:at], columns[::-1], columns[:at] + columns[at + 1:],
                                columns + [columns[at]], [columns[at]] + columns,
                                [c for c in columns if c != b"date"], columns[:at] + [columns[at].upper()] + columns[at + 1:]))
        lines += draw(st.lists(DIRECTIVES, max_size=2))
        if not columns or b"cs-uri-query" not in columns and not chance(draw, 4):
            columns = list(COLUMNS[fmt])
        if not chance(draw, 8 if part or fmt == "iis" else 3):
            lines.append(draw(pick(b"#Fields: ", b"#Fields: ", b"#FIELDS:", b"#fields:\t", b"#fIELDS:  "))
                         + draw(pick(b" ", b" ", b"  ", b"\t", b"\x0b")).join(columns))
        lines += draw(st.lists(lines_with_faults(w3c_lines(fmt, columns)), min_size=3, max_size=8))
    return lines


# ---------------------------------------------------------------- faults, whole logs

GARBAGE = weighted((2, pick(b"", b" \t", b"x", b"\0", b'"', b"[", b"{", b"#", b"-", b"\x16\x03\x01\x00", b"\0\0\0\0", b"\x0b",
                            b"{}", b"[]", b"null", b"1", b'"x"', b'{"a":1}', b"[10/Oct/2023:13:55:36 +0000] ", EVIL,
                            b"GET / HTTP/1.1", b"\r", b"\xef\xbb\xbf", b"\xc2\x85", b"utm_source=a")),
                   (1, st.binary(max_size=20)), (1, st.lists(ATOMS, max_size=6).map(b" ".join)))
FAULTS = pick("byte", "delete", "double", "cut", "field", "insert", "swap")
BYTES = pick(*b' "\\[]#?&=%+\t\0\r\xff\xc3-/:0a{},\x1f\x0b')


@st.composite
def lines_with_faults(draw, whole):
    kind = draw(pick(*"wwwwwwwwwwwwmmmg"))
    if kind == "g":
        return draw(GARBAGE)
    line = draw(whole)
    for _ in range(draw(pick(1, 1, 2)) if kind == "m" else 0):
        at, fault = draw(PLACE) % (len(line) + 1), draw(FAULTS)
        head, tail = line[:at], line[at:]
        if fault == "byte":
            line = head + bytes([draw(BYTES)]) + tail[1:]
        elif fault == "delete":
            line = head + tail[1:]
        elif fault == "double":
            line = head + tail[:1] + tail
        elif fault == "cut":
            line = head
        elif fault == "insert":
            line = head + draw(ATOMS) + tail
        elif fault == "field":
            line = head + tail[re.match(rb"[^ \t,&]*[ \t,&]?", tail).end():]
        else:
            line = head + bytes(c ^ 0x20 for c in tail[:1]) + tail[1:]
    return line


def lines_of(whole):
    return st.lists(lines_with_faults(whole), min_size=8, max_size=30)


LINES = {fmt: lines_of(clf_lines(fmt)) for fmt in ("combined", "common", "vhost_combined", "nginx", "traefik")}
LINES.update(alb=lines_of(alb_lines()), s3=lines_of(s3_lines()), url=lines_of(url_lines()))
LINES.update({fmt: lines_of(whole) for fmt, whole in ordered_strategies.LINES.items()})
LINES.update({fmt: lines_of(json_lines(fmt)) for fmt in JSON_SOURCES})
LINES.update({fmt: lines_of(pair_lines(fmt)) for fmt in PAIR_KEYS})
LINES.update(uvicorn=lines_of(uvicorn_lines()), uwsgi=lines_of(uwsgi_lines()))
LINES.update({fmt: w3c_logs(fmt) for fmt in ("cloudfront", "iis")})
FORMATS = ("combined", "common", "vhost_combined", "nginx", "traefik", "alb", "s3", "cloudfront", "iis", "url"
           ) + tuple(ordered_strategies.LINES) + JSON_SOURCES + (*PAIR_KEYS, "uvicorn", "uwsgi")
LOST_BYTES = re.compile(rb"(?i)(\\ud)c(?=[89a-f])")


@st.composite
def logs(draw, fmt):
    ends = draw(pick((b"\n",), (b"\n",), (b"\r\n",), (b"\n", b"\r\n"), (b"\r\r\n", b"\n")))
    data = b"".join(line + ends[n % len(ends)] for n, line in enumerate(draw(LINES[fmt])))
    if chance(draw, 5):
        data = data[:-1]
    if chance(draw, 12):
        data = b"\xef\xbb\xbf" + data
    if chance(draw, 40):
        data *= draw(pick(2, 30, 30, 300))          # past the tool's buffers, and into several workers
        data = data[:4 << 20]
    if fmt in JSON_SOURCES:
        data = LOST_BYTES.sub(rb"\1d", data)
    return b"x" + data if data.startswith(b"\x1f\x8b") else data
