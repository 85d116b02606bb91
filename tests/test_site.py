"""The manual as a site, which `.ci/manual` makes and MALAPROP_SITE names: all of it is found, and nothing leaves it."""

import os
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from lint import pages, rulebook

ROOT = Path(__file__).parent.parent
PLACE = os.environ.get("MALAPROP_SITE", "")

pytestmark = pytest.mark.skipif(not PLACE, reason="MALAPROP_SITE names no site; .ci/manual makes one")


@pytest.fixture(scope="module")
def site():
    return Path(PLACE).resolve()


@pytest.fixture(scope="module")
def book():
    return rulebook.load(rulebook.builtin())


class Page(HTMLParser):
    """What a page refers to, what of that it loads, and the links of its tree."""

    def __init__(self, path):
        super().__init__()
        self.links, self.loads, self.names = [], [], set()
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        self.names.add(told.get("id"))
        if tag == "a" and told.get("href"):
            self.links.append(told["href"])
        elif tag in ("script", "img", "iframe", "source") and told.get("src"):
            self.loads.append(told["src"])
        elif tag == "link" and told.get("rel") not in ("canonical", "index", "search", "next", "prev"):
            self.loads.append(told.get("href", ""))


@pytest.fixture(scope="module")
def all_pages(site):
    return {path: Page(path) for path in sorted(site.rglob("*.html"))}


def test_every_page_of_the_manual_is_there(site, book):
    wanted = [name for name, _ in pages.pages(book)] + [path.name for path in (ROOT / "docs").glob("*.md")]
    assert [name for name in wanted if not (site / name).with_suffix(".html").is_file()] == []


def test_the_tree_leads_from_the_front_page_to_every_rule_by_its_family(site, book, all_pages):
    front = all_pages[site / "index.html"].links
    for family, rules in pages.families(book).items():
        assert f"families/{family}.html" in front
        for rule in rules:
            assert f"rules/{rule.id}.html" in front, rule.id


def test_every_link_leads_somewhere(site, all_pages):
    broken = []
    for path, page in all_pages.items():
        for link in page.links:
            target, _, part = link.partition("#")
            if "://" in target or target.startswith("mailto:"):
                continue
            found = (path.parent / unquote(target)).resolve() if target else path
            if not found.exists() or (part and found in all_pages and unquote(part) not in all_pages[found].names):
                broken.append(f"{path.relative_to(site)}: {link}")
    assert broken == []


def test_nothing_is_loaded_from_elsewhere(site, all_pages):
    loaded = {f"{path.name}: {url}" for path, page in all_pages.items() for url in page.loads if "//" in url}
    assert loaded == set()
    for sheet in site.rglob("*.css"):
        text = sheet.read_text("utf-8")
        assert "@import" not in text, sheet
        assert "url(http" not in text.replace('"', "").replace("'", ""), sheet


@pytest.fixture(scope="module")
def browser():
    pytest.importorskip("selenium")
    from browser import chromium

    with chromium.opened() as opened:
        yield opened


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("doubled-stop", "rules/doubled-stop.html"),
        ("orphaned-attribution", "rules/orphaned-attribution.html"),
        ("completions zsh", "getting-started.html"),
        ("Linter", "api.html"),
    ],
)
def test_the_search_finds_pages_from_a_disk(browser, site, words, first):
    from browser import chromium

    chromium.requests(browser)
    browser.get(f"{(site / 'search.html').as_uri()}?q={words.replace(' ', '+')}")
    listed = "return [...document.querySelectorAll('#search-results li a')].map(link => link.getAttribute('href'))"
    chromium.until(lambda: browser.execute_script(listed))
    assert browser.execute_script(listed)[0].partition("#")[0].partition("?")[0] == first
    assert [url for url in chromium.requests(browser) if not url.startswith(("file:", "data:", "chrome:"))] == []


def test_every_rule_is_found_by_its_name(browser, site, book):
    """By the index that the search has, which holds a title for each page."""
    browser.get((site / "search.html").as_uri())
    from browser import chromium

    chromium.until(lambda: browser.execute_script("return typeof Search == 'object' && Boolean(Search._index)"))
    titles = set(browser.execute_script("return Search._index.titles"))
    assert {rule.id for rule in book.rules} <= titles


def test_pages_fit_a_phone(site):
    pytest.importorskip("selenium")
    from browser import chromium

    with chromium.opened(touch=True) as phone:
        for name in ("index", "ci", "reports", "api", "rules/index", "rules/doubled-stop", "families/quotes"):
            phone.get((site / f"{name}.html").as_uri())
            over = phone.execute_script("return document.documentElement.scrollWidth - window.innerWidth")
            assert over <= 0, f"{name} is {over} px too wide"
