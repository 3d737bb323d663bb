#!/usr/bin/env python3
"""Cut, damaged and odd gzip files through the command, with each decoder and any number of workers, and through the reference.

    damaged_gzip.py --tool PATH [--cases 1000] [--seed N] [--first N] [--conformance DIR] [--kinds]

For each case the bytes of log, the lines, the error, the warning and the exit status must be those of the reference: from a file
with both decoders and --jobs 1, 2, 3 and 8, and from stdin with one of these (with zlib: every fifth case). And all must say the
same on stderr, the place of the fault included.
Case N of a seed is always the same: a difference is printed with the number to try again, and its file is kept here.
"""

import argparse
import importlib.util
import io
import json
import os
import random
import re
import struct
import subprocess
import sys
import tempfile
import zlib

JOBS = (1, 2, 3, 8)
DECODERS = ("zlib", "isal")
BATCH = 200
SHOWN = 5

# ---------------------------------------------------------------- deflate, written by hand


class Bits:
    """Deflate's order: the lowest bit of a byte first; codes from their highest bit."""

    def __init__(self):
        self.value, self.count, self.out = 0, 0, bytearray()

    def put(self, value, count):
        self.value |= value << self.count
        self.count += count
        while self.count >= 8:
            self.out.append(self.value & 255)
            self.value >>= 8
            self.count -= 8

    def code(self, code, length):
        for bit in range(length - 1, -1, -1):
            self.put(code >> bit & 1, 1)

    def align(self):
        if self.count:
            self.put(0, 8 - self.count)

    def bytes(self):
        self.align()
        return bytes(self.out)


def codes(lengths):
    """Canonical codes: {symbol: (code, length)}; nonsense, but something, where the lengths are no code."""
    code, found = 0, {}
    for length in range(1, 16):
        for symbol, have in enumerate(lengths):
            if have == length:
                found[symbol] = (code & (1 << length) - 1, length)
                code += 1
        code <<= 1
    return found


def complete(rng, symbols, most):
    """Lengths of a complete code for these symbols, at most `most` bits."""
    lengths = [0]
    while len(lengths) < len(symbols):
        short = [i for i, length in enumerate(lengths) if length < most]
        i = rng.choice(short)
        lengths[i] += 1
        lengths.append(lengths[i])
    rng.shuffle(lengths)
    return dict(zip(symbols, [max(1, length) for length in lengths]))


LENGTH_BASE = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258]
LENGTH_BITS = [0] * 8 + [1] * 4 + [2] * 4 + [3] * 4 + [4] * 4 + [5] * 4 + [0]
ORDER = (16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15)


def spoil(rng, lengths, size):
    """A code of lengths made wrong, or odd: incomplete, too full, with one symbol, with none."""
    kind = rng.randrange(6)
    used = [i for i in range(size) if lengths[i]]
    if kind == 0:
        lengths[rng.choice(used)] = 0
    elif kind == 1:
        lengths[rng.choice(used)] += 1
    elif kind == 2:
        place = rng.choice(used)
        lengths[place] = max(1, lengths[place] - 1)
    elif kind == 3:
        keep = rng.choice(used)
        for i in used:
            lengths[i] = 0
        lengths[keep] = rng.choice((1, 1, 2))
    elif kind == 4:
        for i in used:
            lengths[i] = 0
    else:
        lengths[rng.randrange(size)] = rng.randrange(1, 16)
    return [min(length, 15) for length in lengths]


def odd_block(rng, out, is_last, room):
    """One block of codes of its own, good or wrong in one way."""
    kind = rng.randrange(10)
    if kind == 0:                                        # stored, its length told wrongly at times
        data = bytes(rng.choice(b"ab\n") for _ in range(rng.randrange(40)))
        out.put(is_last | 0 << 1, 3)
        out.align()
        turned = len(data) ^ 0xFFFF ^ (1 << rng.randrange(16) if rng.randrange(4) == 0 else 0)
        for byte in struct.pack("<HH", len(data), turned) + data:
            out.put(byte, 8)
        return
    fixed = kind <= 2
    if rng.randrange(60) == 0:
        out.put(is_last | 3 << 1, 3)                     # a kind that there is none of
        return
    out.put(is_last | (1 if fixed else 2) << 1, 3)
    if fixed:
        literal_lengths = [8] * 144 + [9] * 112 + [7] * 24 + [8] * 8
        distance_lengths = [5] * 32
    else:
        literals = sorted(set(rng.choices(b"abcdefghij\n\n", k=rng.randrange(1, 12)) + [256] + rng.choices(
            range(257, 286), k=rng.randrange(0, 8))))
        distances = sorted(set(rng.choices(range(rng.choice((4, 30))), k=rng.randrange(1, 12))))
        hlit, hdist = rng.choice((max(literals) + 1, 286)), rng.choice((max(distances) + 1, 30))
        hlit, hdist = max(257, hlit), hdist
        if rng.randrange(12) == 0:
            hlit = rng.choice((287, 288))
        if rng.randrange(12) == 0:
            hdist = rng.choice((31, 32))
        lit, dist = complete(rng, literals, 15), complete(rng, distances, 15)
        literal_lengths = [lit.get(i, 0) for i in range(hlit)]
        distance_lengths = [dist.get(i, 0) for i in range(hdist)]
        if len(literals) > 1 and rng.randrange(4) == 0:
            literal_lengths = spoil(rng, literal_lengths, hlit)
        if rng.randrange(3) == 0:
            distance_lengths = spoil(rng, distance_lengths, hdist)
        if rng.randrange(25) == 0:
            literal_lengths[256] = 0
        both = literal_lengths + distance_lengths
        symbols, i = [], 0
        if rng.randrange(40) == 0:
            symbols.append((16, 0, 2))                   # a repetition of nothing
        while i < len(both):
            run = 1
            while i + run < len(both) and both[i + run] == both[i]:
                run += 1
            if both[i] == 0 and run >= 11 and rng.randrange(8):
                run = min(run, 138)
                symbols.append((18, run - 11, 7))
            elif both[i] == 0 and run >= 3 and rng.randrange(8):
                run = min(run, 10)
                symbols.append((17, run - 3, 3))
            elif i and both[i - 1] == both[i] and run >= 3 and rng.randrange(8):
                run = min(run, 6)
                symbols.append((16, run - 3, 2))
            else:
                run = 1
                symbols.append((both[i], 0, 0))
            i += run
        if rng.randrange(30) == 0:
            symbols[-1] = (18, 127, 7)                   # more lengths than there are
        used = sorted({symbol for symbol, _, _ in symbols})
        header = complete(rng, used, 7) if len(used) > 1 else {used[0]: 1}
        header_lengths = [header.get(i, 0) for i in range(19)]
        if rng.randrange(15) == 0:
            header_lengths = [min(length, 7) for length in spoil(rng, header_lengths, 19)]
        count = max(i for i, symbol in enumerate(ORDER) if header_lengths[symbol] or i < 4) + 1
        out.put(hlit - 257, 5)
        out.put(hdist - 1, 5)
        out.put(count - 4, 4)
        for symbol in ORDER[:count]:
            out.put(header_lengths[symbol], 3)
        table = codes(header_lengths)
        for symbol, more, bits in symbols:
            out.code(*table.get(symbol, (0, 1)))
            out.put(more, bits)
    literal_codes, distance_codes = codes(literal_lengths), codes(distance_lengths)
    plain = [s for s in literal_codes if s < 256 and (not fixed or s in b"abc\n")]
    copies = [s for s in literal_codes if s > 256]
    for _ in range(rng.randrange(0, 60)):
        if copies and distance_codes and rng.randrange(3) == 0 and (room or rng.randrange(6) == 0):
            symbol = rng.choice(copies)
            out.code(*literal_codes[symbol])
            if symbol > 285:
                continue
            bits = LENGTH_BITS[symbol - 257]
            more = rng.randrange(1 << bits)
            out.put(more, bits)
            near = [d for d in distance_codes if d < 30 and (1 if d < 2 else (2 + d % 2) << d // 2 - 1) <= room]
            far = list(distance_codes)
            distance = rng.choice(near if near and rng.randrange(12) else far)
            out.code(*distance_codes[distance])
            bits = 0 if distance < 2 or distance > 29 else distance // 2 - 1
            out.put(rng.randrange(1 << bits) if rng.randrange(4) == 0 else 0, bits)
            room += LENGTH_BASE[symbol - 257] + more
        elif plain:
            out.code(*literal_codes[rng.choice(plain)])
            room += 1
    if rng.randrange(40):
        out.code(*literal_codes.get(256, (1, 1)))
    return room


def odd_body(rng):
    out, room = Bits(), 0
    count = rng.randrange(1, 5)
    for number in range(count):
        room = odd_block(rng, out, int(number == count - 1), room or 0)
    return out.bytes() + (b"" if rng.randrange(3) else bytes(rng.randrange(256) for _ in range(9)))


def what_zlib_reads(body):
    """What comes out of a deflate stream, and its length; of a bad one, what Python's zlib gives of it at once."""
    inflate = zlib.decompressobj(-15)
    try:
        data = inflate.decompress(body)
    except zlib.error:
        return b"", len(body)
    return data, len(body) - len(inflate.unused_data)


# ---------------------------------------------------------------- gzip


NOISE = "".join(map(chr, range(33, 127)))


def text(rng):
    """Lines of a log as deflate likes them, more or less."""
    words = ["".join(rng.choices("abcdefghijklmnopqrstuvwxyz0123456789-_%", k=rng.randrange(1, 12)))
             for _ in range(rng.choice((1, 3, 20, 400)))]
    size = rng.choice((0, 1, 40, 300, 2000, 9000, 30000, 70000)) + rng.randrange(30)
    if rng.randrange(150) == 0:
        size = rng.randrange(600000, 3000000)
    out, have = [], 0
    noise = rng.choice((0, 0, 1, 4))
    while have < size:
        line = "/" + "".join(rng.choices(words, k=rng.randrange(1, 5)))
        line += "?utm_source=" + rng.choice(words) if rng.randrange(2) else ""
        if rng.randrange(4) < noise:
            line += "".join(rng.choices(NOISE, k=rng.randrange(1, 60)))
        if size > 500000:
            line = line * rng.randrange(1, 400)
        out.append(line)
        have += len(line) + 1
    data = "\n".join(out).encode()[:size]
    return data + b"\n" * rng.randrange(2) if rng.randrange(30) else rng.randbytes(min(size, 3000))


def deflated(rng, data):
    packer = zlib.compressobj(rng.choice((0, 1, 1, 6, 6, 9)), zlib.DEFLATED, -rng.choice((9, 15, 15, 15)), rng.choice((1, 1, 3, 8, 9)),
                              rng.choice((zlib.Z_DEFAULT_STRATEGY,) * 5 + (zlib.Z_FILTERED, zlib.Z_HUFFMAN_ONLY, zlib.Z_RLE, zlib.Z_FIXED)))
    body, start = b"", 0
    if rng.randrange(4) == 0:
        for place in sorted(rng.randrange(len(data) + 1) for _ in range(rng.randrange(1, 6))):
            body += packer.compress(data[start:place])
            body += packer.flush(rng.choice((zlib.Z_PARTIAL_FLUSH, zlib.Z_SYNC_FLUSH, zlib.Z_FULL_FLUSH, zlib.Z_BLOCK)))
            start = place
    return body + packer.compress(data[start:]) + packer.flush()


def member(rng, body, data, in_blocks):
    trailer = struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)
    if in_blocks and len(body) + 26 <= 65536 and len(data) <= 65536:
        return struct.pack("<4BI2BH2B2H", 31, 139, 8, 4, 0, 0, 255, 6, 66, 67, 2, len(body) + 25) + body + trailer
    flags, fields = rng.choice(((0, b""), (0, b""), (8, b"access.log\0"), (4, b"\3\0abc"))) if not in_blocks else (0, b"")
    return bytes((31, 139, 8, flags, 0, 0, 0, 0, 0, 3)) + fields + body + trailer


def stored(rng):
    """A gzip file, good unless its blocks were written by hand."""
    in_blocks = rng.randrange(3) == 0
    parts = []
    for _ in range(rng.choice((1, 1, 1, 2, 3)) if not in_blocks else rng.randrange(1, 12)):
        if rng.randrange(5) == 0:
            body = odd_body(rng)
            data, used = what_zlib_reads(body)
            body = body[:used]
        else:
            data = text(rng)
            if in_blocks:
                data = data[:65280]
            body = deflated(rng, data)
        parts.append(member(rng, body, data, in_blocks))
        if rng.randrange(20) == 0:
            parts.append(b"\0" * rng.randrange(1, 600))
    if in_blocks and rng.randrange(2):
        parts.append(member(rng, b"\3\0", b"", True))
    return b"".join(parts)


def damaged(rng, data):
    """A kind of damage, and the file."""
    kind = rng.choice(("none", "cut", "cut", "cut", "cut near the end", "flip", "flip", "flip", "flip early", "flips", "overwritten",
                       "left out", "added to", "garbage behind", "flip, sums right"))
    place = rng.randrange(2, len(data))
    if kind == "cut":
        return kind, data[:place]
    if kind == "cut near the end":
        return kind, data[:max(2, len(data) - rng.randrange(1, 30))]
    if kind in ("flip", "flips", "flip early", "flip, sums right"):
        data = bytearray(data)
        for _ in range(rng.randrange(2, 6) if kind == "flips" else 1):
            if kind == "flip early":
                place = rng.randrange(2, min(len(data), 90))
            data[place] ^= 1 << rng.randrange(8)
            place = rng.randrange(2, len(data))
        data = bytes(data)
        # A member of its own, whose trailer fits what zlib makes of it.
        if kind == "flip, sums right" and data[3] == 0:
            found, used = what_zlib_reads(data[10:])
            data = data[:10 + used] + struct.pack("<II", zlib.crc32(found), len(found))
        return kind, data
    if kind == "overwritten":
        count = rng.randrange(1, 40)
        return kind, data[:place] + bytes(rng.choice((0, 255, rng.randrange(256))) for _ in range(count)) + data[place + count:]
    if kind == "left out":
        return kind, data[:place] + data[place + rng.randrange(1, 40):]
    if kind == "added to":
        return kind, data[:place] + bytes(rng.randrange(256) for _ in range(rng.randrange(1, 40))) + data[place:]
    if kind == "garbage behind":
        return kind, data + bytes(rng.choice((0, 31, 139, 8, rng.randrange(256))) for _ in range(rng.randrange(1, 20)))
    return kind, data


def case(seed, number):
    rng = random.Random("%s/%d" % (seed, number))
    return damaged(rng, stored(rng))


# ---------------------------------------------------------------- the comparison

FIELDS = ("container", "bytes", "lines", "error", "warning")


class Blank:
    """Counts lines, as the reference's counter, and looks at nothing in them."""

    def __init__(self):
        self.lines = dict.fromkeys(("total", "blank", "directive", "malformed", "no_target", "requests"), 0)
        self.inputs = []

    def line(self, line, parse):
        self.lines["total"] += 1


def expected(reference, data):
    counter = Blank()
    reference.scan(io.BytesIO(data), counter, "url")
    return {field: counter.inputs[0][field] for field in FIELDS}


class Run:
    def __init__(self, args, reference, folder):
        self.args, self.reference, self.folder = args, reference, folder
        self.differences = 0

    def tool(self, decoder, jobs, names, data=b""):
        done = subprocess.run([self.args.tool, "scan", "--format", "url", "--output", "json", "--decoder", decoder, "--jobs", str(jobs)]
                              + names, input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=600)
        return done

    def differ(self, number, kind, data, how, want, have):
        self.differences += 1
        name = "damaged-%s-%d.log.gz" % (self.args.seed, number)
        with open(name, "wb") as handle:
            handle.write(data)
        print("DIFFERENCE case %d (%s), %s, kept as %s\n  expected %s\n  got      %s" % (number, kind, how, name, want, have))
        sys.stdout.flush()

    def batch(self, cases):
        """Cases as (number, kind, bytes, what is expected)."""
        names = []
        for number, _, data, _ in cases:
            names.append(os.path.join(self.folder, "%d.log.gz" % number))
            with open(names[-1], "wb") as handle:
                handle.write(data)
        said = {}
        for jobs in JOBS:
            for decoder in DECODERS:
                done = self.tool(decoder, jobs, names)
                how = "%s, --jobs %d" % (decoder, jobs)
                try:
                    inputs = json.loads(done.stdout)["inputs"]
                except (ValueError, KeyError):
                    inputs = []
                if len(inputs) != len(cases):
                    number, kind, data, want = cases[0]
                    self.differ(number, kind, data, how, "a report of %d files" % len(cases), "%d: %s" % (
                        done.returncode, done.stderr.decode("utf-8", "replace")[-500:]))
                    continue
                for (number, kind, data, want), item in zip(cases, inputs):
                    have = {field: item[field] for field in FIELDS}
                    if have != want:
                        self.differ(number, kind, data, how, want, have)
                status = 3 if any(want["error"] for _, _, _, want in cases) else 0
                if done.returncode != status:
                    number, kind, data, _ = cases[0]
                    self.differ(number, kind, data, how + " (all files of this batch)", status, done.returncode)
                lines = sorted(done.stderr.decode("utf-8", "replace").splitlines())
                if lines != said.setdefault("files", lines):
                    word = sorted(set(lines) ^ set(said["files"]))
                    match = re.search(r"(\d+)\.log\.gz", word[0] if word else "")
                    number, kind, data, _ = next((c for c in cases if match and c[0] == int(match[1])), cases[0])
                    self.differ(number, kind, data, how + " (messages)", said["files"][:0], word[:4])
        for number, kind, data, want in cases:
            jobs = JOBS[number % len(JOBS)]
            words = []
            # zlib less often: how bytes arrive is not its concern.
            for decoder in DECODERS if number % 5 == 0 else DECODERS[1:]:
                done = self.tool(decoder, jobs, ["-"], data)
                try:
                    item = json.loads(done.stdout)["inputs"][0]
                    have = {field: item[field] for field in FIELDS}
                except (ValueError, KeyError, IndexError):
                    have = {"stderr": done.stderr.decode("utf-8", "replace")[-500:]}
                status = 3 if want["error"] else 0
                if have != want or done.returncode != status:
                    self.differ(number, kind, data, "%s, --jobs %d, stdin" % (decoder, jobs), (want, status), (have, done.returncode))
                words.append(done.stderr)
            if words[0] != words[-1]:
                self.differ(number, kind, data, "messages, stdin", words[0], words[-1])
        for name in names:
            os.remove(name)


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--tool", help="the linktally command")
    ap.add_argument("--cases", type=int, default=1000)
    ap.add_argument("--seed", default=str(random.randrange(1 << 31)))
    ap.add_argument("--first", type=int, default=0, metavar="N", help="the number of the first case")
    ap.add_argument("--conformance", default=os.path.join(here, "..", "Conformance"), metavar="DIR", help="where reference.py is")
    ap.add_argument("--kinds", action="store_true", help="only tell how the reference ends them")
    args = ap.parse_args()
    if not args.kinds and (not args.tool or not os.access(args.tool, os.X_OK)):
        ap.error("--tool must name the linktally command")
    args.tool = args.tool and os.path.abspath(args.tool)
    spec = importlib.util.spec_from_file_location("reference", os.path.join(args.conformance, "reference.py"))
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    kinds = {}
    with tempfile.TemporaryDirectory() as folder:
        run = Run(args, reference, folder)
        cases = []
        for number in range(args.first, args.first + args.cases):
            kind, data = case(args.seed, number)
            want = expected(reference, data)
            kinds[want["error"] or "whole"] = kinds.get(want["error"] or "whole", 0) + 1
            if args.kinds:
                continue
            cases.append((number, kind, data, want))
            if len(cases) == BATCH:
                run.batch(cases)
                cases = []
            if run.differences >= SHOWN:
                break
        if cases:
            run.batch(cases)
    print(", ".join("%s %d" % item for item in sorted(kinds.items())))
    print("%d cases, %d differences (seed %s)" % (sum(kinds.values()), run.differences, args.seed))
    return 1 if run.differences else 0


if __name__ == "__main__":
    sys.exit(main())
