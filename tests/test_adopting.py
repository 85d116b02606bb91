"""The page on old articles is true: its commands print what it shows."""

import os
import re
import shlex
from pathlib import Path

from lint.cli import main

PAGE = Path(__file__).parent.parent / "docs" / "adopting.md"
SHOWN = re.compile(r"```console\n\$ malaprop ([^\n]+)\n(.*?)```", re.DOTALL)
OLD = "# The harbour\n\nIt was built by monks. . They left it to the town.\n"
OLDER = "# The market\n\nWe we met there. . Nobody bought anything.\n"


def test_the_story_is_what_happens(repository, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "110")
    for variable in ("FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    repository.commit({"content/harbour.md": OLD, "content/market.md": OLDER})
    text = PAGE.read_text("utf-8")
    shown = list(SHOWN.finditer(text))
    assert len(shown) == 3
    codes = []
    for number, (command, output) in enumerate(found.groups() for found in shown):
        if number == 2:
            repository.write(
                "content/harbour.md", OLD.replace("It was", "The ferry leaves from under the the bridge.\n\nIt was")
            )
        codes.append(main(shlex.split(command)))
        printed = capsys.readouterr().out
        if os.environ.get("MALAPROP_UPDATE_GOLDENS") == "1":
            text = text.replace(output, printed)
            PAGE.write_text(text, "utf-8")
        else:
            assert printed == output, "run the tests with MALAPROP_UPDATE_GOLDENS=1 and read the difference"
    assert codes == [0, 0, 1]
