"""Runs a page's code as a reader would, from top to bottom in one new folder: run_page.py ROOT BUILD PAGE...

    ```csv routing.csv      a block with a file's name is that file
    ```sh                   is run by bash, with the built command first in PATH; its failure is the page's
    ```python               is run in one namespace for the whole page
    ```text                 after a run is what it prints: `…` stands for anything in a line, alone for any lines
    <!-- town -->           puts the documents of examples/town into the folder
    <!-- desk -->           the same, and park.db with the first need, as examples/python/desk.py leaves it
    <!-- needs polars -->   the next block is left out where that module is not installed

Other blocks (C, C++, JSON, grammar) are not code of this runner. Exits 77 if a page has nothing to run.
"""

import contextlib
import importlib.util
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

BLOCK = re.compile(r"^```(\w*)[ ]?(\S*)[^\n]*\n(.*?)^```$|^<!-- (town|desk|needs)[ ]?(\w*) -->$", re.M | re.S)


class Page:
    def __init__(self, root, build, path):
        self.root, self.build, self.path = root, build, path
        self.names, self.printed, self.runs = {"__name__": "__main__"}, "", 0
        self.lacks, self.left_out = False, False  # what the next block needs; the last one

    def run(self):
        text = self.path.read_text(encoding="utf-8")
        for block in BLOCK.finditer(text):
            line = text.count("\n", 0, block.start()) + 1
            try:
                self.step(*block.groups())
            except Exception:
                print(f"{self.path}:{line}: {block.group(0)}\n{self.printed}", file=sys.stderr)
                traceback.print_exc(limit=-2)
                return False
        return True

    def step(self, language, name, body, directive, argument):
        if directive == "needs":
            self.lacks = importlib.util.find_spec(argument) is None
        elif directive:
            self.begin(directive)
        elif language == "text":
            assert self.left_out or agrees(body, self.printed), "it prints something else"
        elif name:
            Path(name).write_text(body, encoding="utf-8")
        elif language in ("sh", "python"):
            self.left_out, self.lacks = self.lacks, False
            if not self.left_out:
                self.runs += 1
                self.printed = self.shell(body) if language == "sh" else self.python(body)
                return
            print(f"{self.path}: left out, for want of a module:\n{body}")

    def begin(self, what):
        shutil.copytree(self.root / "examples/town", ".", dirs_exist_ok=True)
        if what == "desk":
            subprocess.run([sys.executable, self.root / "examples/python/desk.py"], check=True, stdout=subprocess.DEVNULL)

    def shell(self, body):
        path = f"{self.build / 'bin'}:{os.environ['PATH']}"
        environment = {**os.environ, "PATH": path, "PYTHONPATH": str(self.build / "python"), "ZHUQI": str(self.root)}
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", body], env=environment, text=True, timeout=120,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.printed = done.stdout
        done.check_returncode()
        return done.stdout

    def python(self, body):
        printed = io.StringIO()
        try:
            with contextlib.redirect_stdout(printed):
                exec(compile(body, str(self.path), "exec"), self.names)
        finally:
            self.printed = printed.getvalue()
        return self.printed


def agrees(expected, printed):
    lines = [".*" if line.strip() == "…" else re.escape(line).replace("…", "[^\n]*") for line in expected.splitlines()]
    return re.fullmatch("\n".join(lines).strip(), printed.strip(), re.S) is not None


def main():
    root, build = (Path(folder).resolve() for folder in sys.argv[1:3])
    pages = [Page(root, build, Path(page).resolve()) for page in sys.argv[3:]]
    good = True
    for page in pages:
        with tempfile.TemporaryDirectory() as folder:
            with contextlib.chdir(folder):
                good = page.run() and good
        print(f"{page.path}: {page.runs} blocks ran")
    if not any(page.runs for page in pages):
        return 77
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
