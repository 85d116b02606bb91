"""Where the tests find a browser: Chromium and its driver by MALAPROP_CHROMIUM and MALAPROP_CHROMEDRIVER, else on the
path; axe-core by MALAPROP_AXE, else, where MALAPROP_CI is set, by npm once into the user's cache folder. Without them
the tests are skipped; where MALAPROP_CI is set they fail instead.
"""

import contextlib
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver

_AXE = "4.14.1"
_CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "malaprop-tests"


def _found(variable: str, *names: str) -> str:
    """The path of a program; skips the test where there is none, and fails it in CI."""
    path = os.environ.get(variable) or next(filter(None, map(shutil.which, names)), None)
    if path is None:
        _missing(f"no {names[0]}: install Debian's chromium and chromium-driver, or set {variable}")
    return path


def _missing(why: str) -> None:
    if os.environ.get("MALAPROP_CI") == "1":
        pytest.fail(why)
    pytest.skip(why)


@contextlib.contextmanager
def opened(*switches: str, scripts: bool = True, touch: bool = False) -> Iterator[webdriver.Chrome]:
    """A browser of its own, with a profile that is thrown away; it logs every request that a page makes."""
    options = webdriver.ChromeOptions()
    options.binary_location = _found("MALAPROP_CHROMIUM", "chromium", "chromium-browser", "google-chrome")
    driver = _found("MALAPROP_CHROMEDRIVER", "chromedriver")
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    if not scripts:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    if touch:
        metrics = {"width": 390, "height": 844, "pixelRatio": 2, "touch": True}
        options.add_experimental_option("mobileEmulation", {"deviceMetrics": metrics})
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        for switch in (
            "headless",
            "no-sandbox",
            "disable-gpu",
            "disable-quic",
            "no-first-run",
            "disable-background-networking",
            "disable-component-update",
            "disable-sync",
            "window-size=1360,1000",
            f"user-data-dir={profile}",
            *switches,
        ):
            options.add_argument(f"--{switch}")
        browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
        try:
            yield browser
        finally:
            browser.quit()


def requests(browser: webdriver.Chrome) -> list[str]:
    """The addresses that were asked for since the last call."""
    asked = []
    for row in browser.get_log("performance"):
        message = json.loads(row["message"])["message"]
        if message["method"] in ("Network.requestWillBeSent", "Network.webSocketCreated"):
            params = message["params"]
            asked.append(params["request"]["url"] if "request" in params else params["url"])
    return asked


def until(true, seconds: float = 20) -> None:
    """Wait until something is true of the page; fails when it does not come about."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


def axe() -> str:
    """The script of axe-core."""
    told = os.environ.get("MALAPROP_AXE")
    kept = Path(told) if told else _CACHE / f"axe-core-{_AXE}.min.js"
    if not kept.is_file():
        if os.environ.get("MALAPROP_CI") != "1":
            pytest.skip("no axe-core: set MALAPROP_AXE to its axe.min.js, or MALAPROP_CI=1 to have npm fetch it")
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as scratch:
            command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", f"axe-core@{_AXE}"]
            subprocess.run([*command, "--prefix", scratch], check=True, timeout=300)
            (Path(scratch) / "node_modules/axe-core/axe.min.js").replace(kept)
    return kept.read_text("utf-8")
