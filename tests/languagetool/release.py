"""Where the tests find LanguageTool: a server by MALAPROP_LANGUAGETOOL_URL, else a folder by MALAPROP_LANGUAGETOOL_DIR,
else, where MALAPROP_CI is set, jars that Maven fetches once into the user's cache folder; else they are skipped.
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

URL = os.environ.get("MALAPROP_LANGUAGETOOL_URL", "")
FOLDER = os.environ.get("MALAPROP_LANGUAGETOOL_DIR", "")
_POM = Path(__file__).with_name("pom.xml")
_CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "malaprop-tests" / "languagetool-6.6"


def folder() -> Path:
    """A folder to start a server from; skips the test where there is none and none is to be fetched."""
    if FOLDER:
        return Path(FOLDER)
    if os.environ.get("MALAPROP_CI") != "1":
        pytest.skip("no LanguageTool: set MALAPROP_LANGUAGETOOL_DIR, or MALAPROP_CI=1 to have Maven fetch it")
    if not _CACHE.is_dir():
        _CACHE.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=_CACHE.parent) as scratch:
            command = ["mvn", "-q", "-B", "-f", str(_POM), "dependency:copy-dependencies"]
            options = ["-DincludeScope=runtime", f"-DoutputDirectory={scratch}/jars"]
            subprocess.run([*command, *options], check=True, timeout=600)
            if not _CACHE.is_dir():  # another run may have been faster
                shutil.move(f"{scratch}/jars", _CACHE)
    return _CACHE
