"""What holds for every test: compiled rules are kept in a folder of this run, never in that of whoever runs the tests,
and the configuration of that user is not read.
"""

import os

import pytest


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory):
    os.environ["MALAPROP_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache") / "malaprop")
    os.environ.pop("MALAPROP_NO_CACHE", None)
    os.environ["XDG_CONFIG_HOME"] = str(tmp_path_factory.mktemp("config"))
