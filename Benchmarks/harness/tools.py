"""The command as it is installed, the log generator, and the tools that it is compared with."""
import os
import pathlib
import shutil
import subprocess
import sys

from .shell import sh

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / ".build"
VENV = BUILD / "peers"


def say(text):
    print(text, file=sys.stderr, flush=True)


def loggen():
    """The log generator; built where it is missing."""
    path = BUILD / "release" / "linktally-loggen"
    if not path.exists():
        sh(f"make -C '{ROOT}' loggen >&2")
    return path


def installed():
    """The folder of the command that `make install` makes: static and stripped, what users run."""
    folder = BUILD / "installed"
    say("building the command")
    sh(f"make -C '{ROOT}' install PREFIX= DESTDIR='{folder}' >&2")
    return folder / "bin"


def inflate(folder):
    """Compiles Benchmarks/inflate.c into a folder."""
    sh(f"cc -O2 -o '{folder}/inflate' '{ROOT}/Benchmarks/inflate.c' -lz")


def floor(folder):
    """Compiles Benchmarks/floor.c into a folder, by the compiler that the line kernel is compiled with."""
    compiler = pathlib.Path(shutil.which("swift")).resolve().parent / "clang"
    kernel = ROOT / "Sources" / "CByteScan"
    sh(f"'{compiler}' -O2 -o '{folder}/floor' '{ROOT}/Benchmarks/floor.c' '{kernel}'/line_*.c -I '{kernel}/include' -lisal -lz")


def need(packages):
    """Installs the Debian packages whose commands are missing. `packages`: name of a package by name of its command."""
    missing = sorted({package for command, package in packages.items() if not shutil.which(command)})
    if missing:
        say(f"installing: {' '.join(missing)}")
        sudo = "" if os.geteuid() == 0 else "sudo "
        sh(f"{sudo}apt-get update -qq >&2; {sudo}env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq"
           f" --no-install-recommends {' '.join(missing)} >&2")


def need_python(packages):
    """Installs Python packages into the folder of the peers. `packages`: requirement by name of the module."""
    python = VENV / "bin" / "python"
    if not (VENV / "bin" / "pip").exists():
        if subprocess.run([sys.executable, "-m", "venv", VENV], stdout=subprocess.DEVNULL).returncode:
            sudo = "" if os.geteuid() == 0 else "sudo "
            sh(f"{sudo}env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv >&2")
            subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
    tests = "; ".join(f"assert importlib.util.find_spec('{module}')" for module in packages)
    if subprocess.run([python, "-c", f"import importlib.util; {tests}"], stderr=subprocess.DEVNULL).returncode:
        say(f"installing: {' '.join(packages.values())}")
        sh(f"'{python}' -m pip install --quiet {' '.join(repr(one) for one in packages.values())} >&2")


def use(*folders):
    """Puts folders of commands in front of PATH, so that lines name commands and no paths."""
    os.environ["PATH"] = os.pathsep.join([*map(str, folders), os.environ["PATH"]])
