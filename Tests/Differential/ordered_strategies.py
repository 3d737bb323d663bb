"""Hypothesis strategies for lines of text formats whose fields stand in one order: HAProxy, Envoy, Istio, ELB, Squid.

    LINES -> for each format a strategy of lines, without their ends
"""

from hypothesis import strategies as st

from request_strategies import ESCAPERS, EVIL, HOSTS, ISO_TIMES, JSON_CLF_TIMES, PLACE, REQUESTS, STATUSES, TARGETS, chance, pick


def with_fault(draw, fields, often=15):
    """Now and then a field too many, one too few, or one that is none."""
    if chance(draw, often):
        at = draw(PLACE) % len(fields)
        fields[at:at + 1] = draw(pick([], [b"-", b"-"], [b""], [b"a\x0bb"], [b'"q"'], [b"\xff"], [b" ", b"x"]))
    return b" ".join(fields)


def as_haproxy(data):
    return b"".join(b"#%02X" % c if c < 32 or c > 126 or c in b'"#' else bytes([c]) for c in data)


@st.composite
def haproxy_lines(draw):
    if chance(draw, 12):
        return draw(pick(b"1.2.3.4:5 [06/Feb/2009:12:12:51.443] f b/s 0/0/5007 212 -- 0/0/0/0/3 0/0",
                         b"1.2.3.4:5 [06/Feb/2009:12:12:51.443] f b/s 0/0/5007 +212 cD 0/0/0/0/+3 0/0 ",
                         b"1.2.3.4:5 [06/Feb/2009:12:12:51.443] f/1: SSL handshake failure",
                         b"1.2.3.4:5 [x] f/1:  ", b"1.2.3.4:5 [x] f/1:", b"1.2.3.4:5 [x] f b/s 0/0 1 -- 0/0/0/0/3 0/0"))
    head = with_fault(draw, [b"1.2.3.4:5", b"[" + draw(JSON_CLF_TIMES) + b"]", b"f~", b"b/s", b"10/0/30/69/+109", draw(STATUSES),
                             b"2750"])
    cookies = draw(pick(b"- -", b"- -", b"- -", b"a=b c=d", b'a="b c" -', b'x="' + EVIL + b'" 0/0 -', b"{a} }b{", b""))
    state = draw(pick(b"1/1/1/1/0 0/0", b"1/1/1/1/0 0/0", b"1/1/1/1/+2 0/-1", b"1/1/1/1 0/0", b"1/1/1/1/ 0/0", b"1/1//1/1 0/0"))
    headers = draw(pick(b"", b"", b" {h|" + EVIL + b"} {}", b" {a b}", b" {a{b}", b" {a}b}", b" {a} {b} {c}", b"{x}", b" {", b" }"))
    request = draw(pick(as_haproxy, as_haproxy, bytes))(draw(REQUESTS))
    tail = draw(pick(b" 0/00ff/0/0/0 h.example/TLSv1.3/C", b" 0/0/0/0 h/T/C", b' 0/0/0/0/0 "' + EVIL + b'"/T/C', b" -/////-", b" ",
                     b" //// x")) if chance(draw, 4) else b""
    return head + b" " + cookies + b" ---- " + state + headers + b' "' + request + b'"' + tail


@st.composite
def envoy_lines(draw, fmt):
    request = draw(REQUESTS) if draw(pick(True, False)) else draw(pick(b"GET ", b"POST ")) + draw(TARGETS) + b" HTTP/2"
    middle = b"- 0 154 12 -" if fmt == "envoy" else b'UF,URX via_upstream - "-" 0 154 12 10'
    visitor = draw(pick(b"UA", b"UA", EVIL, b'a" "b', b'"', b"", b'x" ' + EVIL + b' "y'))
    host = draw(HOSTS)
    end = draw(pick(b'"10.0.0.1:80"', b'"-"')) + (b"" if fmt == "envoy" else b" outbound|80||x 1:1 2:2 3:3 - default")
    tail = b' "-" "' + visitor + b'" "id" "' + host + b'" ' + end
    if chance(draw, 8):
        tail = draw(pick(b"", b" ", b' "a" "b"', b' "a', b' "a" "b" "', b"x"))
    return b"[" + draw(ISO_TIMES).encode() + b'] "' + request + b'" ' + draw(STATUSES) + b" " + middle + tail


@st.composite
def elb_lines(draw):
    head = with_fault(draw, [draw(ISO_TIMES).encode(), b"lb", b"1.2.3.4:5", b"-", b"0.0", b"0.1", b"-1", draw(STATUSES), b"0",
                             b"34", b"366"])
    request = draw(ESCAPERS)(draw(REQUESTS))
    tail = draw(pick(b"", b" ", b' "', b"x", b' "' + EVIL + b'" - -')) if chance(draw, 4) else b' "UA" - -'
    return head + b' "' + request + b'"' + tail


@st.composite
def squid_lines(draw):
    time = draw(pick(b"1704067200.123", b"1704067199.999", b"0.0", b"1.", b".5", b"x", b"17040672001.5", b"1704067200", b"1.2.3"))
    result = draw(pick(b"TCP_MISS/", b"TCP_MISS/", b"NONE", b"A/B/", b"/")) + draw(STATUSES)
    method = draw(pick(b"GET", b"GET", b"POST", b"CONNECT", b"NONE", b"ICP_QUERY", b"HTCP_TST", b"ICP", b"get"))
    target = draw(TARGETS)
    if draw(pick(True, False)):
        target = target.replace(b" ", b"%20")
    padding = draw(pick(b"    ", b" ", b"", b" \t")) if chance(draw, 4) else b"  "
    line = with_fault(draw, [b"12", b"1.2.3.4", result, b"5120", method, target, b"-", b"HIER_DIRECT/1.2.3.4", b"text/html"])
    return time + b" " + padding + line


LINES = {"haproxy": haproxy_lines(), "envoy": envoy_lines("envoy"), "istio": envoy_lines("istio"), "elb": elb_lines(),
         "squid": squid_lines()}
