"""What pre-commit reads of us is valid and names what exists."""

from pathlib import Path

import pytest
import yaml

from lint import readers

MANIFEST = Path(__file__).parent.parent / ".pre-commit-hooks.yaml"


def test_the_manifest_is_valid():
    clientlib = pytest.importorskip("pre_commit.clientlib")
    hooks = clientlib.load_manifest(MANIFEST)
    assert {hook["id"] for hook in hooks} == {"malaprop", "malaprop-rules-test"}


def test_every_extension_that_the_hook_passes_can_be_read():
    identify = pytest.importorskip("identify.extensions")
    (hook,) = (h for h in yaml.safe_load(MANIFEST.read_text("utf-8")) if h["id"] == "malaprop")
    wanted = set(hook["types_or"])
    for extension, tags in identify.EXTENSIONS.items():
        if tags & wanted and extension not in {"", "mdwn"}:
            name = f"x.{extension}"
            assert readers.format_of(name), name
