#!/usr/bin/env python3
"""Checks a style sheet: it parses, fetches nothing, sets no colour but through its variables, and has each class that the page
uses, and no other.

    style.py FILE.css    with the scripts and the template beside it
"""
import pathlib
import re
import sys

import tinycss2

file = pathlib.Path(sys.argv[1])
faults, names = [], set()


def check(nodes, inside):
    for node in nodes:
        if node.type == "error":
            faults.append(f"{file.name}:{node.source_line}: {node.message}")
        elif node.type == "qualified-rule":
            prelude = tinycss2.serialize(node.prelude)
            names.update(re.findall(r"\.([a-z][\w-]*)", prelude))
            for entry in tinycss2.parse_declaration_list(node.content, skip_comments=True, skip_whitespace=True):
                if entry.type == "error":
                    faults.append(f"{file.name}:{entry.source_line}: {entry.message}")
                    continue
                value = tinycss2.serialize(entry.value)
                if "url(" in value:
                    faults.append(f"{file.name}:{entry.source_line}: fetches something")
                if re.search(r"#[0-9a-f]{3,8}\b", value) and not entry.name.startswith("--"):
                    faults.append(f"{file.name}:{entry.source_line}: {entry.name} has a colour of its own; use a variable")
        elif node.type == "at-rule":
            if node.at_keyword == "import":
                faults.append(f"{file.name}:{node.source_line}: @import fetches something")
            elif node.content is not None and node.at_keyword == "media":
                check(tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True), True)


check(tinycss2.parse_stylesheet(file.read_text(), skip_comments=True, skip_whitespace=True), False)
others = "".join(path.read_text() for path in file.parent.iterdir() if path != file)
words = set(re.findall(r"[a-z][\w-]*", others))
faults += [f"{file.name}: .{name} is used by nothing" for name in sorted(names - words)]
print(*faults, sep="\n", end="\n" if faults else "", file=sys.stderr)
sys.exit(bool(faults))
