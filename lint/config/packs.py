"""Rule packs that a configuration names: a file or folder, or an installed distribution.

A distribution offers its rules by an entry point of the group `malaprop.rules`. The name of the entry point is that of
the pack, and its value leads to the folder: `house_rules.rules` is the folder `rules` in the package `house_rules`. The
folder is found from the distribution's files; nothing of it is imported, for rules are data.
"""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path

from lint.config.files import ConfigFile
from lint.config.search import ConfigError, shown
from lint.sheet import near

GROUP = "malaprop.rules"


def located(file: ConfigFile, number: int) -> tuple[Path, str]:
    """Where the rules of a pack of the list are, and by which name they go, if not by that of their folder.

    Raises ConfigError if they are not there.
    """
    assert isinstance(file.settings.packs, list)
    name = file.settings.packs[number]
    path = file.beside(name)
    if "/" in name or "\\" in name or name.startswith((".", "~")) or name.endswith((".yaml", ".yml")):
        if not path.exists():
            raise ConfigError(file.problem(f"'packs': there is no folder or file {shown(path)}", "packs", number))
        return Path(shown(path)), ""
    points = [point for point in entry_points(group=GROUP) if point.name == name]
    if not points:
        known = {point.name for point in entry_points(group=GROUP)}
        hint = f"; for the folder write ./{name}" if path.exists() else near(name, known)
        raise ConfigError(file.problem(f"'packs': there is no installed pack '{name}'{hint}", "packs", number))
    found = {folder for point in points if (folder := _folder(point))}
    if len(found) != 1:
        what = "are two installed packs" if found else "is no folder of rules in the installed pack"
        raise ConfigError(file.problem(f"'packs': there {what} '{name}'", "packs", number))
    return found.pop(), name


def _folder(point: EntryPoint) -> Path | None:
    parts = point.value.replace(":", ".").split(".")
    homes = [Path(str(point.dist.locate_file(parts[0])))] if point.dist is not None else []
    try:
        spec = find_spec(parts[0])  # where a distribution is installed as a link to its sources
    except (ImportError, ValueError):
        spec = None
    homes += map(Path, (spec.submodule_search_locations or ()) if spec else ())
    return next((folder for home in homes if (folder := home.joinpath(*parts[1:])).is_dir()), None)
