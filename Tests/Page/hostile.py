"""Logs that a stranger wrote who wants the page, a spreadsheet or a terminal to do something."""

# What no reader would see, or a terminal obeys: it must stand nowhere as it is.
HIDDEN = ["\u202e", "\u2066", "\u200b", "\u2028", "\x1b", "\0", "\ufeff", "\U000e0041"]

TEXTS = [
    "<script>window.ran=1</script>", "</script><script>window.ran=1</script>", "</SCRIPT ><img src=x onerror=window.ran=1>",
    "\"><img src=x onerror=window.ran=1>", "' onmouseover='window.ran=1", "<!--<script>", "]]>", "-->", "<svg/onload=window.ran=1>",
    "&lt;script&gt;window.ran=1&lt;/script&gt;", "&#60;script&#62;", "{{verdict}}", "{{{script}}}", "{{#lists}}", "{{/lists}}",
    "{{> head}}", "${window.ran=1}", "javascript:window.ran=1", "\\u003cscript\\u003e", "\\x3cscript\\x3e",
    "=cmd|'/C calc'!A0", "=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\uff1d1+1", "\u202egnp.exe", "\u2066a\u2069", "a\u200bb",
    "a\u2028b", "\ufeffb", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "a\0b", "\U000e0041", "__proto__", "constructor", "toString",
    "a,b", "a\"b", "e\u0301\u0301\u0301", "\u6771\u4eac",
]
BYTES = [text.encode() for text in TEXTS] + [b"\xed\xa0\x80", b"\xed\xb0\x80\xed\xa0\x80", b"\xff\xfe", b"\xc3", b"\xf4\x90\x80\x80"]

# What must not stand in the document: elements that nobody of this project made, listeners in attributes, addresses.
LOOK = """() => {
    const wrong = [];
    if (window.ran) wrong.push('something ran');
    for (const node of document.querySelectorAll('*')) {
        if (['IMG', 'IFRAME', 'OBJECT', 'EMBED', 'A', 'LINK', 'BASE', 'VIDEO', 'AUDIO'].includes(node.tagName)) wrong.push(node.outerHTML);
        for (const { name, value } of node.attributes) {
            if (/^on/.test(name) || ['href', 'src', 'action', 'formaction'].includes(name)) wrong.push(`${name}=${value}`);
            if (/[\\u0000-\\u0008\\u000b-\\u001f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]/.test(value)) wrong.push(`hidden in ${name}`);
        }
    }
    if (/[\\u0000-\\u0008\\u000b-\\u001f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]/.test(document.body.innerText)) wrong.push('hidden');
    return wrong;
}"""


def logged(raw, isolated):
    """Bytes as they stand in a log's request: what would end it is escaped, as servers do, or in a query as a browser does."""
    out = bytearray()
    for byte in raw:
        if byte in b' "\\\n\r' or (byte < 0x20 and isolated):
            out += b"\\x%02x" % byte
        else:
            out.append(byte)
    return bytes(out)


def line(target):
    return b'10.0.0.1 - - [23/Nov/2026:10:00:00 +0000] "GET ' + target + b' HTTP/1.1" 200 1 "-" "-"\n'


def logs(folder):
    """Logs with what to say on the command line besides: hostile values and paths, raw or escaped; very long ones; names."""
    for isolated in (False, True):
        log = folder / ("escaped.log" if isolated else "raw.log")
        with log.open("wb") as out:
            out.write(line(b"/buy/plain?utm_source=news&utm_campaign=-1-2") * 3)
            for raw in BYTES:
                text = logged(raw.replace(b"?", b"").replace(b"#", b""), isolated)
                value = text.replace(b"&", b"%26").replace(b"#", b"%23")
                out.write(line(b"/" + text + b"?utm_source=" + value + b"&utm_term=-x"))
                out.write(line(text + b"?utm_campaign=-1-2&client_reference_id=" + value))
                out.write(line(b"/buy/plain?utm_medium=" + b"".join(b"%%%02X" % byte for byte in raw)))
        yield log, []
    named = folder / "</script><img src=x onerror=window.ran=1>\u202e{{verdict}}.log".replace("/", "\u2215")
    with named.open("wb") as out:
        out.write(line(b"/buy/plain?utm_source=news"))
        out.write(line(b"/buy/plain?utm_source=a.b"))
    yield named, ["--link", "*", "--bots", "exclude"]
    long = folder / "long.log"
    with long.open("wb") as out:
        for size in (1 << 16, (8 << 20) - 4096, (8 << 20) + 4096):
            out.write(line(b"/buy/plain?utm_source=" + b"<" * size))
        out.write(line(b"/" + b"<i>" * (1 << 20) + b"?utm_source=a.b"))
    yield long, []
