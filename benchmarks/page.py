"""How heavy the page of `malaprop report` is and how fast a browser opens and filters it.

    python benchmarks/page.py FOLDER [COPIES]

It needs Chromium and chromedriver on the path, and selenium. COPIES checks the folder so many times over, to see a
larger set. Times are medians of five loads; those of filters are of the script and of the layout that follows.
"""

import argparse
import contextlib
import io
import statistics
import sys
import tempfile
from pathlib import Path

from lint.cli import main

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from browser import chromium

_LOAD = """
const paint = Object.fromEntries(performance.getEntriesByType("paint").map((p) => [p.name, p.startTime]));
const n = performance.getEntriesByType("navigation")[0];
return {"DOMContentLoaded": n.domContentLoadedEventEnd, "load": n.loadEventEnd,
        "first paint": paint["first-contentful-paint"], "elements": document.querySelectorAll("*").length};
"""
_TIMED = """
const [act, done] = arguments, start = performance.now();
new Function(act)();
const script = performance.now() - start;
requestAnimationFrame(() => setTimeout(() => done({script, "to paint": performance.now() - start})));
"""
_ACTS = {
    "filter by severity": "document.querySelector('[name=level][value=note]').click()",
    "filter by rule": "const s = document.getElementById('by-rule'); s.selectedIndex = 1; "
    "s.dispatchEvent(new Event('change', {bubbles: true}))",
    "clear": "document.getElementById('clear').click()",
    "order": "const s = document.getElementById('order'); s.value = 'path'; "
    "s.dispatchEvent(new Event('change', {bubbles: true}))",
    "next finding": "document.getElementById('next').click()",
    "open all": "document.getElementById('open-all').click()",
    "close all": "document.getElementById('close-all').click()",
}


def run() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("copies", nargs="?", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folders = []
        for number in range(arguments.copies):
            folders.append(Path(scratch) / f"copy{number}")
            folders[-1].symlink_to(Path(arguments.folder).resolve(), target_is_directory=True)
        target = Path(scratch) / "report.html"
        with contextlib.redirect_stdout(io.StringIO()) as told:
            main(["report", *map(str, folders), "-o", str(target)])
        print(told.getvalue().partition(": ")[2].strip())
        print(f"{target.stat().st_size / 1e6:.1f} MB")
        with chromium.opened() as browser:
            loads = []
            for _ in range(5):
                browser.get(target.as_uri())
                loads.append(browser.execute_script(_LOAD))
            for name in loads[0]:
                print(f"{name}: {statistics.median(load[name] for load in loads):,.0f}" + " ms" * (name != "elements"))
            for name, act in _ACTS.items():
                took = browser.execute_async_script(_TIMED, act)
                print(f"{name}: {took['script']:.0f} ms, {took['to paint']:.0f} ms until it is painted")


run()
