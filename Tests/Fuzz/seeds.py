#!/usr/bin/env python3
"""Writes seeds for each harness into FOLDER/HARNESS: the conformance cases and the broken gzip files.

    Tests/Fuzz/seeds.py FOLDER
"""
import base64
import bz2
import json
import lzma
import pathlib
import re
import sys

tests = pathlib.Path(__file__).resolve().parent.parent
source = (tests.parent / "Sources/LinkTallyCore/Formats/LogFormats.swift").read_text()
# In the order of LogFormats.all.
order = re.findall(r'^        LogFormat\(\s*"([\w-]+)"', source, re.M)
text = (tests.parent / "Sources/LinkTallyCore/Formats/Envelopes/Envelope.swift").read_text()
# In the order of Envelope.allCases.
envelopes = [value or name for name, value in re.findall(r'^    case (\w+)(?: = "([\w-]+)")?$', text, re.M)]
aliases = {"common": "combined", "nginx": "combined"}
definitions = {
    "combined": b'%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i"',
    "vhost_combined": b'%v:%p %h %l %u %t "%r" %>s %O',
    "traefik": b'escape=none $a - $b [$time_local] "$request" $status $c',
    "alb": b'$a $time_iso8601 $b $c $d $e $f $g $status $h $i $j "$request" "$http_user_agent"',
    "s3": b'escape=none $a $b [$time_local] $c $d $e $f $g "$request" $status',
    "url": b"$request_uri",
}
keys = {
    "cloudflare": b"target=ClientRequestURI,host=ClientRequestHost,status=EdgeResponseStatus,time=EdgeStartTimestamp",
    "caddy": b"target=request.uri,host=request.host,status=status,time=ts,when=logger:http.log.access*",
    "traefik-json": b"target=RequestPath,host=RequestHost,status=DownstreamStatus,time=StartUTC,agent=request_User-Agent",
}


def content(case):
    if "input_b64" in case:
        return base64.b64decode(case["input_b64"])
    if "input_text" in case:
        return case["input_text"].encode()
    return b""


def events():
    """One event, one session, and lists of both over one line and many; text of another encoding."""
    session = {"id": "cs_live_1", "object": "checkout.session", "livemode": True, "created": 1795437000,
               "payment_status": "paid", "client_reference_id": "user_42", "payment_link": "plink_1",
               "amount_total": 2198, "currency": "usd", "status": "complete"}
    event = {"id": "evt_1", "object": "event", "type": "checkout.session.completed", "created": 1795437300,
             "livemode": True, "data": {"object": session}}
    lists = [[event, session], {"object": "list", "data": [event, session], "has_more": False}]
    # A find: by its zeros this is UTF-16, which is refused.
    encoded = b'c\0"\0"'
    return [json.dumps(text, indent=indent).encode() for text in [event, session, *lists] for indent in (None, 1)] + [encoded]


def packed():
    """Frames of zstd and LZ4 written by hand, streams of xz and bzip2, as the harness takes them."""
    log = b"1.2.3.4 - - [23/Nov/2026:10:00:00 +0000] \"GET /?utm_source=a HTTP/1.1\" 200 1\n"
    zstd = b"\0\x20" + bytes([len(log)]) + (len(log) << 3 | 1).to_bytes(3, "little") + log
    lz4 = b"\1\x40\x40\xc0" + (len(log) | 1 << 31).to_bytes(4, "little") + log + b"\0\0\0\0"
    # A find: the header tells of more than the stored block has, whose bytes then depended on how the input was cut.
    longer = zstd[:2] + bytes([len(log) + 8]) + zstd[3:]
    return [zstd, longer, lz4, b"\2" + lzma.compress(log)[6:], b"\3" + bz2.compress(log, 1)[10:]]


def main():
    folder = pathlib.Path(sys.argv[1])
    seeds = {"formats": [], "scanner": [], "gzip": [], "packed": packed(), "definitions": [], "links": [], "events": events(),
             "envelopes": []}
    for text in (tests / "Conformance/cases.jsonl").read_text().splitlines():
        case = json.loads(text)
        log = content(case)
        if not 0 < len(log) <= 4096:
            continue
        if "columns" in case:
            continue
        if "envelope" in case:
            places = [envelopes.index(one) for one in case["envelope"].split(",")]
            inner = [one for one in order if one not in ("cloudfront", "iis")].index(aliases.get(case["format"], case["format"]))
            seeds["envelopes"].append(bytes([places[0] + len(envelopes) * places[-1], inner + 128 * (len(places) - 1)]) + log)
            continue
        name = aliases.get(case["format"], case["format"])
        seeds["formats"].append(bytes([order.index(name)]) + log)
        seeds["scanner"] += [query for query in re.findall(rb"\?([^ \"\n]*)", log) if query]
        seeds["links"] += [b"https://h/?" + query + b"\nchatgpt.com\na b" for query in re.findall(rb"\?([^ \"\n]*)", log) if query]
        if name in definitions:
            seeds["definitions"].append(b"\0" + definitions[name] + b"\n" + log)
        if name in keys:
            seeds["definitions"].append(b"\1" + keys[name] + b"\n" + log)
    for file in sorted((tests / "Conformance/gz").iterdir()):
        stored = file.read_bytes()
        if stored[:2] == b"\x1f\x8b" and len(stored) <= 4096:
            seeds["gzip"].append(stored[2:])
    for harness, inputs in seeds.items():
        (folder / harness).mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(sorted(set(inputs))):
            (folder / harness / f"seed-{number:04}").write_bytes(seed)


main()
