"""What holds for every test: compiled rules are kept in a folder of this run, never in that of whoever runs the tests,
and the configuration of that user is not read.
"""

import os

import pytest
from repository import IDENTITY, Repository


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory):
    os.environ["MALAPROP_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache") / "malaprop")
    os.environ.pop("MALAPROP_NO_CACHE", None)
    os.environ["XDG_CONFIG_HOME"] = str(tmp_path_factory.mktemp("config"))


@pytest.fixture
def repository(tmp_path, monkeypatch):
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)
    folder = tmp_path / "content"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    return Repository(folder)
