"""What holds for every test: compiled rules are kept in a folder of this run, never in that of who runs the tests."""

import os

import pytest


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory):
    os.environ["MALAPROP_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache") / "malaprop")
    os.environ.pop("MALAPROP_NO_CACHE", None)
