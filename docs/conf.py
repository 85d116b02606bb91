"""How the site is made of these pages by Sphinx (docs/requirements.txt); `.ci/manual` makes it and holds it to account.

The pages are plain Markdown, so that they read the same where Markdown is shown. Hence the tree at the left is not
written into them: the pages that list others (`index`, and those of rules, families and kinds) say by their own links
what stands below them. A page that none of them links to is an error.
"""

import re
import sys
from pathlib import Path

from sphinx.application import Sphinx

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import lint  # noqa: E402 - imports nothing else

project = "malaprop"
author = "The malaprop authors"
project_copyright = "the malaprop authors, Apache-2.0"
version = release = lint.__version__

extensions = ["myst_parser"]
exclude_patterns = ["requirements.txt"]
myst_heading_anchors = 3
# Articles are quoted here, and whatever MyST knows beyond Markdown might stand in one.
myst_disable_syntax = ["myst_line_comment", "myst_block_break", "myst_target", "myst_role"]
suppress_warnings = ["misc.highlighting_failure", "myst.header"]

smartquotes = False  # marks are what much of this is about

html_theme = "furo"
html_title = f"malaprop {release}"
html_show_sourcelink = False
html_copy_source = False
html_static_path = ["static"]
html_css_files = ["manual.css"]
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#8a3324", "color-brand-content": "#8a3324"},
    "dark_css_variables": {"color-brand-primary": "#e8927c", "color-brand-content": "#e8927c"},
}

LINK = re.compile(r"\[([^\]]+)\]\(((?!\w+:)[^)#\s]+)\.md\)")


def _tree(name: str, source: str) -> str:
    """The toctrees that a page stands for, if it lists others."""
    if name == "index":
        parts = re.split(r"^## (.+)$", source, flags=re.MULTILINE)
        return "".join(
            _toctree([target for _, target in LINK.findall(text)], head)
            for head, text in zip(parts[1::2], parts[2::2], strict=True)
        )
    if name == "rules/index":
        return _toctree([f"{word} <{target}>" for word, target in LINK.findall(source) if "families/" in target])
    if name == "kinds/index":
        return _toctree([f"{word} <{target}>" for word, target in LINK.findall(source)])
    if name.startswith("families/"):
        return _toctree([target for _, target in LINK.findall(source)])
    return ""


def _toctree(entries: list[str], caption: str = "") -> str:
    listed = "\n".join(dict.fromkeys(entries))
    told = f":caption: {caption}\n" if caption else ""
    return f"\n\n```{{toctree}}\n:hidden:\n:titlesonly:\n{told}\n{listed}\n```\n"


def setup(app: Sphinx) -> None:
    """Have every page that lists others carry its part of the tree."""

    def grown(_: Sphinx, name: str, content: list[str]) -> None:
        content[0] += _tree(name, content[0])

    app.connect("source-read", grown)
