#!/usr/bin/env python3
"""Logs that zstd, bzip2, xz and lz4 packed, whole, cut and damaged, through the command and through the packers' libraries.

    packed.py --tool PATH [--cases 400] [--seed N] [--first N]

The packers' commands write the files. Their libraries, by ctypes, get them one byte after the other and say what comes out before a fault:
so nothing that a library gives is lost, and LinkTally's way to cut frames into parts is not used. For each case the bytes of log, the lines,
the error, the warning and the exit status must be the same, from files with --jobs 1 to 4 and from stdin; and all must say the same on
stderr, the place of the fault included. A whole file must unpack to what the packer's command unpacks it to.
Case N of a seed is always the same: a difference is printed with the number to try again, and its file is kept here. A packer that is not
there is named, and left out.
"""

import argparse
import ctypes
import ctypes.util
import importlib.util
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

from damaged_gzip import Blank, text

KINDS = ("zstd", "bzip2", "xz", "lz4")
MAGIC = {"zstd": b"\x28\xb5\x2f\xfd", "bzip2": b"BZh", "xz": b"\xfd7zXZ\0", "lz4": b"\x04\x22\x4d\x18"}
# By so many first bytes a kind is told: where one of them is wrong the file is not packed, and no case for this test. Those of bzip2
# are the block's or the end's magic number, too, since letters alone could begin a line.
RECOGNISED = {"zstd": 4, "bzip2": 10, "xz": 6, "lz4": 4}
ROOM = 9 << 20      # more than a block of any of them


class Fault(Exception):
    """What may be said of damage: one of several codes where the library does not tell."""


def library(name):
    return ctypes.CDLL(ctypes.util.find_library(name))


class Buffer(ctypes.Structure):
    _fields_ = [("at", ctypes.c_void_p), ("size", ctypes.c_size_t), ("pos", ctypes.c_size_t)]


class Zstd:
    lib = None

    def __init__(self):
        self.lib = Zstd.lib = Zstd.lib or library("zstd")
        self.lib.ZSTD_createDCtx.restype = ctypes.c_void_p
        self.lib.ZSTD_decompressStream.restype = ctypes.c_size_t
        self.context = ctypes.c_void_p(self.lib.ZSTD_createDCtx())
        self.room = ctypes.create_string_buffer(ROOM)

    def feed(self, byte):
        """What comes out when `byte` goes in, and whether the frame is at its end."""
        held = ctypes.create_string_buffer(byte, max(1, len(byte)))
        source, target = Buffer(ctypes.addressof(held), len(byte), 0), Buffer(ctypes.addressof(self.room), ROOM, 0)
        status = self.lib.ZSTD_decompressStream(self.context, ctypes.byref(target), ctypes.byref(source))
        if self.lib.ZSTD_isError(ctypes.c_size_t(status)):
            code = self.lib.ZSTD_getErrorCode(ctypes.c_size_t(status))
            raise Fault({16: ("window_too_large",), 32: ("unsupported_option",), 22: ("bad_crc",), 14: ("bad_header",),
                         10: ("bad_header",)}.get(code, ("bad_data",)))
        assert source.pos == len(byte)
        return ctypes.string_at(self.room, target.pos), status == 0

    def close(self):
        self.lib.ZSTD_freeDCtx(self.context)


class LZ4:
    def __init__(self):
        self.lib = library("lz4")
        self.lib.LZ4F_decompress.restype = ctypes.c_size_t
        self.lib.LZ4F_getErrorName.restype = ctypes.c_char_p
        self.context = ctypes.c_void_p()
        self.lib.LZ4F_createDecompressionContext(ctypes.byref(self.context), 100)
        self.room = ctypes.create_string_buffer(ROOM)
        self.head = b""

    def feed(self, byte):
        self.head += byte if len(self.head) < 6 else b""
        if len(self.head) == 6 and self.head[4] & 1:
            raise Fault(("unsupported_option",))
        source, target = ctypes.c_size_t(len(byte)), ctypes.c_size_t(ROOM)
        status = self.lib.LZ4F_decompress(self.context, self.room, ctypes.byref(target), byte, ctypes.byref(source), None)
        if self.lib.LZ4F_isError(ctypes.c_size_t(status)):
            name = self.lib.LZ4F_getErrorName(ctypes.c_size_t(status)).decode()
            raise Fault(("bad_crc",) if "blockChecksum" in name or "contentChecksum" in name else
                        ("bad_isize",) if "frameSize" in name else
                        ("bad_header", "bad_data") if "maxBlockSize" in name else
                        ("bad_header",) if "header" in name or "reserved" in name else ("bad_data", "bad_crc"))
        assert source.value == len(byte)
        return ctypes.string_at(self.room, target.value), status == 0

    def close(self):
        self.lib.LZ4F_freeDecompressionContext(self.context)


class BzStream(ctypes.Structure):
    _fields_ = [("next_in", ctypes.c_void_p), ("avail_in", ctypes.c_uint), ("in_lo", ctypes.c_uint), ("in_hi", ctypes.c_uint),
                ("next_out", ctypes.c_void_p), ("avail_out", ctypes.c_uint), ("out_lo", ctypes.c_uint), ("out_hi", ctypes.c_uint),
                ("state", ctypes.c_void_p), ("alloc", ctypes.c_void_p), ("free", ctypes.c_void_p), ("opaque", ctypes.c_void_p)]


class LzmaStream(ctypes.Structure):
    _fields_ = [("next_in", ctypes.c_void_p), ("avail_in", ctypes.c_size_t), ("total_in", ctypes.c_uint64),
                ("next_out", ctypes.c_void_p), ("avail_out", ctypes.c_size_t), ("total_out", ctypes.c_uint64),
                ("rest", ctypes.c_uint64 * 20)]


class Counted:
    """A library that counts what it took and gave also where it fails."""

    def feed(self, byte):
        held = ctypes.create_string_buffer(byte, max(1, len(byte)))
        self.stream.next_in, self.stream.avail_in = ctypes.addressof(held), len(byte)
        self.stream.next_out, self.stream.avail_out = ctypes.addressof(self.room), ROOM
        status = self.call()
        out = ctypes.string_at(self.room, ROOM - self.stream.avail_out)
        if status not in self.GOOD:
            self.last = out
            raise Fault(self.FAULTS.get(status, ("bad_data",)))
        return out, status == self.END


class Bzip2(Counted):
    GOOD, END, FAULTS = (0, 4), 4, {-4: ("bad_data", "bad_crc")}

    def __init__(self):
        self.lib, self.stream, self.room = library("bz2"), BzStream(), ctypes.create_string_buffer(ROOM)
        assert self.lib.BZ2_bzDecompressInit(ctypes.byref(self.stream), 0, 0) == 0

    def call(self):
        return self.lib.BZ2_bzDecompress(ctypes.byref(self.stream))

    def close(self):
        self.lib.BZ2_bzDecompressEnd(ctypes.byref(self.stream))


class XZ(Counted):
    GOOD, END = (0, 1, 10), 1
    FAULTS = {7: ("bad_header",), 6: ("window_too_large",), 8: ("unsupported_option",), 3: ("unsupported_option",)}

    def __init__(self):
        self.lib, self.stream, self.room = library("lzma"), LzmaStream(), ctypes.create_string_buffer(ROOM)
        assert self.lib.lzma_stream_decoder(ctypes.byref(self.stream), ctypes.c_uint64(129 << 20), ctypes.c_uint32(2)) == 0

    def call(self):
        return self.lib.lzma_code(ctypes.byref(self.stream), 0)

    def close(self):
        self.lib.lzma_end(ctypes.byref(self.stream))


LIBRARIES = {"zstd": Zstd, "bzip2": Bzip2, "xz": XZ, "lz4": LZ4}


def is_magic(kind, head):
    """Whether a member begins, or, where `head` is shorter, may."""
    if kind == "bzip2" and len(head) >= 4:
        return head[:3] == b"BZh" and 0x31 <= head[3] <= 0x39
    magic = MAGIC[kind]
    return head[:len(magic)] == magic[:len(head)]


def unpacked(kind, data):
    """(log, codes of the error, warning): every byte that the library gives before a fault."""
    out, place, members = [], 0, 0
    while True:
        start = place
        if kind == "xz":
            while data[place:place + 1] == b"\0":
                place += 1
        while kind in ("zstd", "lz4") and len(data) - place >= 4 and data[place] & 0xF0 == 0x50 and data[place + 1:place + 4] == b"\x2a\x4d\x18":
            if len(data) - place < 8:
                return b"".join(out), ("truncated_header",), None
            place += 8 + int.from_bytes(data[place + 4:place + 8], "little")
            if place > len(data):
                return b"".join(out), ("truncated_data",), None
        head, padded = data[place:place + 6], (place - start) % 4 == 0 or kind != "xz"
        if not head and padded:
            return b"".join(out), (None,), None
        need = 4 if kind != "xz" else 6
        if padded and len(head) < need and is_magic(kind, head):
            return b"".join(out), ("truncated_header",), None
        if not padded or not is_magic(kind, head):
            return b"".join(out), (None,) if members else ("bad_header",), "trailing_garbage" if members else None
        members += 1
        engine = LIBRARIES[kind]()
        try:
            ended = False
            while not ended:
                if place == len(data):
                    return b"".join(out), ("truncated_data",), None
                piece, ended = engine.feed(data[place:place + 1])
                place += 1
                out.append(piece)
        except Fault as fault:
            out.append(getattr(engine, "last", b""))
            return b"".join(out), fault.args[0], None
        finally:
            engine.close()


# ---------------------------------------------------------------- files

def options(rng, kind):
    if kind == "zstd":
        return [rng.choice(("-1", "-3", "-7", "-19"))] + rng.choice(([], [], ["--no-check"], ["--no-content-size"]))
    if kind == "bzip2":
        return [rng.choice(("-1", "-9"))]
    if kind == "xz":
        return [rng.choice(("-0", "-3", "-6")), rng.choice(("--check=crc32", "--check=crc64", "--check=sha256", "--check=none"))] + rng.choice(
            ([], ["--block-size=%d" % rng.randrange(100, 20000)]))
    return [rng.choice(("-1", "-4", "-9")), rng.choice(("-B4", "-B5", "-B7"))] + [
        word for word in ("-BD", "-BX", "--no-frame-crc") if rng.randrange(3) == 0]


def pack(kind, words, data):
    return subprocess.run([kind, "-q", "-c"] + words, input=data, stdout=subprocess.PIPE, check=True).stdout


def by_hand(rng):
    """A frame of zstd with blocks that its command writes seldom: stored and repeated ones, with a length in the header or without."""
    blocks, size, left = b"", 0, rng.randrange(1, 6)
    while left:
        left -= 1
        count = rng.choice((1, 2, 50, 700, 5000)) + rng.randrange(9)
        is_repeated = rng.randrange(2)
        piece = b"/?utm_source=%d\n" % rng.randrange(99) * (count // 15 + 1)
        blocks += (count << 3 | is_repeated << 1 | (not left)).to_bytes(3, "little") + piece[:1 if is_repeated else count]
        size += count
    head = rng.choice((b"\xa0" + size.to_bytes(4, "little"), b"\x80\x38" + size.to_bytes(4, "little"), b"\xc0\x38" + size.to_bytes(8, "little"),
                       b"\0\x38"))
    return MAGIC["zstd"] + head + blocks


def case(kinds, seed, number):
    """A packer, a kind of damage, and the file."""
    rng = random.Random("%s/%d" % (seed, number))
    kind = kinds[number % len(kinds)]
    parts = []
    for _ in range(rng.choice((1, 1, 2, 3))):
        if kind in ("zstd", "lz4") and rng.randrange(4) == 0 and (parts or kind == "zstd"):
            skipped = rng.randbytes(rng.choice((0, 4, 300)))
            parts.append(bytes((0x50 + rng.randrange(16), 0x2A, 0x4D, 0x18)) + len(skipped).to_bytes(4, "little") + skipped)
        parts.append(by_hand(rng) if kind == "zstd" and rng.randrange(3) == 0 else pack(kind, options(rng, kind), text(rng)[:200000]))
        if kind == "xz" and rng.randrange(3) == 0:
            parts.append(b"\0" * rng.choice((4, 8, 3)))
    data = b"".join(parts)
    damage = rng.choice(("none", "none", "cut", "cut", "cut near the end", "flip", "flip", "flip early", "flip late", "overwritten", "left out",
                         "garbage behind"))
    place = rng.randrange(16, len(data)) if len(data) > 16 else len(data)
    if damage == "cut":
        data = data[:place]
    elif damage == "cut near the end":
        data = data[:max(16, len(data) - rng.randrange(1, 30))]
    elif damage.startswith("flip") and place < len(data):
        place = {"flip": place, "flip early": rng.randrange(RECOGNISED[kind], min(len(data), 60)),
                 "flip late": rng.randrange(max(4, len(data) - 30), len(data))}[damage]
        data = data[:place] + bytes((data[place] ^ 1 << rng.randrange(8),)) + data[place + 1:]
    elif damage == "overwritten":
        data = data[:place] + rng.randbytes(rng.randrange(1, 20)) + data[place + 20:]
    elif damage == "left out":
        data = data[:place] + data[place + rng.randrange(1, 40):]
    elif damage == "garbage behind":
        data += rng.choice((rng.randbytes(rng.randrange(1, 20)), b"\0" * rng.randrange(1, 9), MAGIC[kind][:rng.randrange(1, 4)]))
    return kind, damage, data


# ---------------------------------------------------------------- the comparison

class Run:
    def __init__(self, tool, reference, seed):
        self.tool, self.reference, self.seed, self.differences = tool, reference, seed, 0

    def differ(self, number, kind, damage, data, how, want, have):
        self.differences += 1
        name = "packed-%s-%d.%s" % (self.seed, number, kind)
        with open(name, "wb") as handle:
            handle.write(data)
        print("DIFFERENCE case %d (%s, %s), %s, kept as %s\n  expected %s\n  got      %s" % (number, kind, damage, how, name, want, have))
        sys.stdout.flush()

    def lines(self, log, is_whole):
        """Lines of a log that was not packed; of one with a fault all that have an end."""
        if not is_whole:
            log = log[:log.rfind(b"\n") + 1]
        counter = Blank()
        self.reference.scan(io.BytesIO(log), counter, "url")
        return counter.lines["total"]

    def check(self, number, kind, damage, data, path):
        log, errors, warning = unpacked(kind, data)
        if damage == "none" and errors == (None,) and warning is None:
            done = subprocess.run([kind, "-dc"], input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            if done.returncode == 0 and done.stdout != log:
                self.differ(number, kind, damage, data, "the packer's command", len(done.stdout), len(log))
        want = {"container": kind, "bytes": len(log), "lines": self.lines(log, errors == (None,)), "warning": warning}
        with open(path, "wb") as handle:
            handle.write(data)
        said = None
        for jobs, name in ((1, path), (1 + number % 4, path), (1 + number // 4 % 4, "-")):
            done = subprocess.run([self.tool, "scan", "--format", "url", "--output", "json", "--jobs", str(jobs), name],
                                  input=data if name == "-" else b"", stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=600)
            how = "--jobs %d, %s" % (jobs, "stdin" if name == "-" else "file")
            try:
                item = json.loads(done.stdout)["inputs"][0]
                have = {field: item[field] for field in want}
                error = item["error"]
            except (ValueError, KeyError, IndexError):
                self.differ(number, kind, damage, data, how, want, (done.returncode, done.stderr[-500:]))
                continue
            status = 0 if error is None else 3
            if have != want or error not in errors or done.returncode != status:
                self.differ(number, kind, damage, data, how, (want, errors), (have, error, done.returncode))
            words = done.stderr.replace(path.encode(), b"-")
            words = words if error != "window_too_large" and error != "unsupported_option" else b""
            said = words if said is None else said
            if words != said:
                self.differ(number, kind, damage, data, how + ", messages", said, words)
        return errors[0]


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--tool", required=True, help="the linktally command")
    ap.add_argument("--cases", type=int, default=400)
    ap.add_argument("--seed", default=str(random.randrange(1 << 31)))
    ap.add_argument("--first", type=int, default=0, metavar="N", help="the number of the first case")
    args = ap.parse_args()
    missing = [kind for kind in KINDS if not shutil.which(kind)]
    if missing:
        print("not here, and left out: %s (apt-get install zstd bzip2 xz-utils lz4)" % ", ".join(missing))
    kinds = [kind for kind in KINDS if kind not in missing]
    if not kinds:
        return 2
    spec = importlib.util.spec_from_file_location("reference", os.path.join(here, "..", "Conformance", "reference.py"))
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    run = Run(os.path.abspath(args.tool), reference, args.seed)
    ends = {}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(args.first, args.first + args.cases):
            kind, damage, data = case(kinds, args.seed, number)
            end = run.check(number, kind, damage, data, os.path.join(folder, "log"))
            ends[end or "whole"] = ends.get(end or "whole", 0) + 1
            if run.differences >= 5:
                break
    print(", ".join("%s %d" % item for item in sorted(ends.items())))
    print("%d cases, %d differences (seed %s)" % (sum(ends.values()), run.differences, args.seed))
    return 1 if run.differences else 0


if __name__ == "__main__":
    sys.exit(main())
