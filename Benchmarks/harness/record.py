"""Records of a run: the machine, the versions, and the files under Benchmarks/records. No names of hosts, no paths."""
import datetime
import json
import os
import platform
import re
import subprocess

from .shell import sh
from .tools import BUILD, ROOT, VENV, say


def machine():
    """Model of the processor, cores, memory, system and load."""
    model = re.search(r"model name\s*:\s*(.*)", open("/proc/cpuinfo").read())
    memory = int(re.search(r"MemTotal:\s*(\d+)", open("/proc/meminfo").read())[1])
    flags = set(re.search(r"flags\s*:\s*(.*)", open("/proc/cpuinfo").read() + "\nflags: ")[1].split())
    return {
        "cpu": model[1] if model else platform.machine(),
        "vector": next((name for name in ("avx512bw", "avx2", "sse2") if name in flags), "unknown"),
        "cores": len(os.sched_getaffinity(0)),
        "memory": f"{memory / 2**20:.0f} GiB",
        "system": platform.freedesktop_os_release()["PRETTY_NAME"],
        "load": f"{os.getloadavg()[0]:.2f} before the run",
    }


def versions(modules=()):
    """Versions of LinkTally, of the commands that are there, and of Python modules of the peers."""
    questions = {
        "linktally": "linktally --version", "swift": "swift --version 2>/dev/null", "igzip": "igzip --version 2>&1",
        "gzip": "gzip --version", "zlib": "pkg-config --modversion zlib", "ripgrep": "rg --version",
        "mawk": "mawk -W version 2>&1", "goaccess": "goaccess --version", "bgzip": "bgzip --version", "zstd": "zstd --version",
        "bzip2": "bzip2 --help 2>&1", "xz": "xz --version",
    }
    found = {}
    for name, line in questions.items():
        done = subprocess.run(["bash", "-c", line], capture_output=True, text=True)
        version = re.search(r"\d+(\.\d+)+", done.stdout)
        if version:
            found[name] = version[0]
    for module in modules:
        code = f"import importlib.metadata as m; print(m.version('{module}'))"
        done = subprocess.run([VENV / "bin" / "python", "-c", code], capture_output=True, text=True)
        if done.returncode == 0:
            found[module] = done.stdout.strip()
    def git(*words):
        return subprocess.run(["git", "-C", ROOT, *words], capture_output=True, text=True).stdout.strip()
    # Of what the command is built from.
    if commit := git("rev-parse", "--short", "HEAD"):
        found["commit"] = commit + " with changes" * bool(git("status", "--porcelain", "--", "Sources", "Package.swift"))
    return found


def header(size, rounds, modules=()):
    """What stands above every record; made before the run, so that it has the load before it."""
    if os.getloadavg()[0] > 0.5:
        say(f"load {os.getloadavg()[0]:.2f}: other work runs beside this; the figures will say so, and spread")
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d"), "size": size, "rounds": rounds,
        "machine": machine(), "versions": versions(modules)}


def place(is_whole, asked):
    """The folder of the records: a run that leaves something out does not replace those of the project."""
    return asked or (ROOT / "Benchmarks" / "records" if is_whole else BUILD / "benchmark-records")


def table(titles, rows):
    """A Markdown table."""
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines) + "\n"


def preface(record):
    """The header as text."""
    versions = ", ".join(f"{name} {version}" for name, version in record["versions"].items())
    machine = record["machine"]
    return (f"{record['date']}, {machine['cores']} cores of {machine['cpu']} ({machine['vector']}), {machine['memory']},"
            f" {machine['system']}, load {machine['load']}.\n{versions}.\n")


def write(name, folder, record, text, has_chart=True):
    """Writes NAME.json, NAME.md and, with matplotlib, NAME.svg."""
    os.makedirs(folder, exist_ok=True)
    stem = os.path.join(folder, name)
    with open(f"{stem}.json", "w") as file:
        json.dump(record, file, indent=2)
        file.write("\n")
    with open(f"{stem}.md", "w") as file:
        file.write(text)
    if has_chart:
        sh(f"'{VENV}/bin/python' '{ROOT}/Benchmarks/harness/charts.py' {name} '{stem}.json' '{stem}.svg' >&2")
    say(f"written: {name} to {os.path.basename(folder)}")
