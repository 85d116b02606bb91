"""Where the tests find the programs that check our reports: npm and Maven fetch them once into the user's cache folder
where MALAPROP_CI is set; a later run finds them there. Elsewhere the tests that need them are skipped.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

HERE = Path(__file__).parent
_CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "malaprop-tests"


def node_modules() -> Path:
    """The folder of the packages that package.json names."""
    return _fetched("package.json", ["npm", "install", "--silent", "--no-audit", "--no-fund"]) / "node_modules"


def jars() -> Path:
    """The folder of the jars that pom.xml names."""
    options = ["-DincludeScope=runtime", "-DoutputDirectory=jars"]
    return _fetched("pom.xml", ["mvn", "-q", "-B", "dependency:copy-dependencies", *options]) / "jars"


def _fetched(listing: str, command: list[str]) -> Path:
    digest = hashlib.sha256((HERE / listing).read_bytes()).hexdigest()[:12]
    place = _CACHE / f"validators-{digest}"
    if place.is_dir():
        return place
    if os.environ.get("MALAPROP_CI") != "1":
        pytest.skip(f"no validators: set MALAPROP_CI=1 to have {command[0]} fetch them")
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent) as scratch:
        shutil.copy(HERE / listing, scratch)
        subprocess.run(command, cwd=scratch, check=True, timeout=600)
        if not place.is_dir():  # another run may have been faster
            shutil.move(scratch, place)
            Path(scratch).mkdir()  # for the end of the block
    return place
