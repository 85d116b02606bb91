"""Globs as a .gitignore has them, and the paths that they are held against."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from pathspec import GitIgnoreSpec


def fault(pattern: str) -> str | None:
    """What is wrong with a glob that an override names, if anything is."""
    try:
        (found,) = GitIgnoreSpec.from_lines([pattern]).patterns
    except (ValueError, re.error):  # none at all is a ValueError too
        return f"'{pattern}' is no glob"
    if pattern.startswith(("./", "../")):
        return f"the glob '{pattern}' matches nothing: globs go down from the folder of this file, without ./ or ../"
    return None if found.include is not None else f"the glob '{pattern}' matches nothing"


@lru_cache(maxsize=256)
def _spec(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    return GitIgnoreSpec.from_lines(patterns)


def matched(patterns: Iterable[str], folder: Path, article: Path) -> bool:
    """Whether the globs of a file in `folder` match an article, both paths absolute.

    An article that does not lie below the folder is held against them with its whole path.
    """
    try:
        path = article.relative_to(folder)
    except ValueError:
        path = article.relative_to(article.anchor)
    return _spec(tuple(patterns)).match_file(path.as_posix())
