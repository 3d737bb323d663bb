"""Shell lines, their times and their memory."""
import json
import statistics
import subprocess
import sys
import time


def sh(line, **more):
    """Runs a line of bash; an error in any part of a pipe is one."""
    return subprocess.run(["bash", "-c", "set -o pipefail; " + line], check=True, **more)


def output(line):
    """What a line of bash prints."""
    return sh(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout


def report(line):
    """The JSON that a line of bash prints."""
    return json.loads(output(line))


def times(rounds, *lines):
    """Wall times of some shell lines, run in turns, output to /dev/null: a list of `rounds` seconds for each line.

    Every second round goes backwards, so that none of them always runs behind the same one.
    """
    seconds = [[] for _ in lines]
    for round_ in range(rounds + 1):
        numbers = range(len(lines))
        for number in numbers if round_ % 2 == 0 else reversed(numbers):
            start = time.perf_counter()
            sh(lines[number], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            if round_ > 0:      # the first one fills caches
                seconds[number].append(time.perf_counter() - start)
    return seconds


def medians(rounds, *lines):
    """Medians of the wall times of some shell lines, run in turns."""
    return [statistics.median(seconds) for seconds in times(rounds, *lines)]


def spread(values):
    """Median and quartiles of some figures."""
    if len(values) == 1:
        low = high = values[0]
    else:
        low, _, high = statistics.quantiles(values, n=4, method="inclusive")
    return {"median": statistics.median(values), "q1": low, "q3": high}


# A process of its own and a small one: what is started has at first as much memory as who starts it, and that counts.
PEAK = """
import os, sys
process = os.posix_spawnp("bash", ["bash", "-c", "exec " + sys.argv[1]], os.environ)
_, status, usage = os.wait4(process, 0)
print(usage.ru_maxrss, os.waitstatus_to_exitcode(status))
"""


def peak(line):
    """The peak resident set of a shell line that is one command, in MB."""
    done = subprocess.run(
        [sys.executable, "-S", "-c", PEAK, line + " >/dev/null 2>/dev/null"], check=True, stdout=subprocess.PIPE, text=True)
    kibibytes, code = map(int, done.stdout.split())
    if code != 0:
        raise subprocess.CalledProcessError(code, line)
    return kibibytes * 1024 / 1e6
