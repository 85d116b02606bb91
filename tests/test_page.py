"""The page of `malaprop report`, without a browser: an article stays text in it, and marks are where they belong."""

import base64
import hashlib
import os
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint import readers, rulebook
from lint.cli import main
from lint.document import Document
from lint.finding import Finding, Severity
from lint.inspection import Inspection
from lint.reporters import _page as page
from lint.reporters._page import stretches
from lint.reporters._page.signs import runs, shown
from lint.text import Span
from lint.verdict import Verdict

HOSTILE = (
    "<script>alert(1)</script> </script></pre></details> <img src=x onerror=alert(2)> [a](javascript:alert(3))\n\n"
    "{{ 7 * 7 }} {% raw %} &amp; &#x202e; “turned \u202eround\u2066 and\u200b\x00back\x1b[31m” \u2028 \ud800 \ufffe\n\n"
    "It was told. . " + "long" * 5000 + "\r\n\r\nZ\u0301\u0301\u0301\u0301 and <!-- a comment --> \ufeff end. .\n"
)


class Page(HTMLParser):
    """What a browser makes of a page, as far as the tests ask: elements and the text of articles."""

    def __init__(self, source):
        super().__init__(convert_charrefs=True)
        self.elements, self.sources, self.texts, self.ids, self.within = [], [], [], [], []
        self.scripts = {"style": "", "script": ""}
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in ("meta", "link", "input", "br", "rect"):
            self.within.append(tag)
        if tag == "pre":
            self.sources.append("")

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.within.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)
        if "pre" in self.within:
            self.sources[-1] += data
        if self.within and self.within[-1] in self.scripts:
            self.scripts[self.within[-1]] += data


@pytest.fixture(scope="module")
def house():
    return rulebook.load(rulebook.builtin()).select(["readability"])


def finding(document, start, end, rule="doubled-stop", severity=Severity.error, message="told"):
    span = Span(start, end)
    places = document.lines.position(start), document.lines.position(end)
    text = document.source[start:end]
    return Finding(document.path, span, rule, "pattern", severity, "stable", message, *places, text, None, None, "f")


def inspection(text, spans=(), path="a.md", **more):
    document = text if isinstance(text, Document) else readers.read(text, path, language="en")
    findings = sorted((finding(document, *span) for span in spans), key=lambda f: (f.span, f.rule))
    words = sum(len(block.words) for block in document.blocks)
    return Inspection(path, document, findings, words=words, verdict=Verdict("clean", 0.0, ()), **more)


def written(inspections, rules=(), date=None):
    return "".join(page.report(inspections, page.About({}, page.Limits({"a.md": rules}), date)))


def told(text):
    return "".join(run for run, _ in runs(text))


@given(
    st.text() | st.text("a. #`<\r\n\u200b\u202e\ufeff"),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=8),
)
def test_the_stretches_are_the_source_and_each_finding_covers_its_words(text, places):
    document = readers.read(text, "a.txt", language="en")
    spans = [(at, min(at + n, len(text))) for at, n in places if at < len(text)]
    start = 1 if text.startswith("\ufeff") and all(at for at, _ in spans) else 0
    findings = [finding(document, *span) for span in spans]
    cut = [s for part in stretches.parts(document, findings) for s in part]
    # Whether a character is shown by a sign depends on the stretch it is in; compare what no stretch changes.
    kept = re.sub(
        "[\xad\u061c\u200c-\u200f]|U\\+(?:00AD|061C|200[C-F])", "", "".join(r for s in cut for r, _ in s.runs)
    )
    if "U+" not in text:
        assert kept == re.sub("[\xad\u061c\u200c-\u200f]", "", told(text[start:]))
    for number, f in enumerate(findings, 1):
        over = [s for s in cut if number in s.findings]
        assert [s for s in cut if number in s.begins] == over[:1]
        assert [s for s in cut if number in s.ends] == over[-1:]
        covered = "".join(r for s in over for r, _ in s.runs)
        if f.text.isprintable() and f.text.isascii():
            assert covered == f.text


def test_nested_and_overlapping_findings_are_all_told_the_shortest_first():
    document = readers.read("abcdefghij", "a.txt", language="en")
    findings = [
        finding(document, 0, 8, severity=Severity.note),
        finding(document, 2, 4, severity=Severity.error),
        finding(document, 3, 10, severity=Severity.warning),
    ]
    (part,) = stretches.parts(document, findings)
    assert [("".join(r for r, _ in s.runs), s.findings, s.level) for s in part] == [
        ("ab", (1,), "note"),
        ("c", (2, 1), "error"),
        ("d", (2, 3, 1), "error"),
        ("efgh", (3, 1), "warning"),
        ("ij", (3,), "warning"),
    ]
    assert [s.begins for s in part] == [(1,), (2,), (3,), (), ()]
    assert [s.ends for s in part] == [(), (), (2,), (1,), (3,)]


def test_what_was_not_checked_is_grey_and_headings_stand_out():
    document = readers.read("# Title here\n\nSome `code` and [words](http://x.example).\n", "a.md", language="en")
    looks = {s.style: "" for part in stretches.parts(document, ()) for s in part}
    for part in stretches.parts(document, ()):
        for s in part:
            looks[s.style] += "".join(r for r, _ in s.runs) + "|"
    assert looks["head"] == "Title here|"
    assert "code" in looks["dim"]
    assert "http://x.example" in looks["dim"]
    assert "words" in looks[""]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\u202eb", "aU+202Eb"),
        ("\x00\x1b\x7f", "U+0000U+001BU+007F"),
        ("\ud800\U0010ffff\ufdd0\u2028", "U+D800U+10FFFFU+FDD0U+2028"),
        ("می\u200cخواهم 👩‍👧 \U0001f3f4\U000e0067\U000e007f", "می\u200cخواهم 👩‍👧 \U0001f3f4\U000e0067\U000e007f"),
    ],
)
def test_characters_that_a_browser_would_obey_become_signs(text, seen):
    assert shown(text) == told(text) == seen


def test_line_ends_are_one_sort_and_a_stretch_of_hidden_characters_is_shown():
    assert told("a\r\nb\rc\td") == "a\nb\nc\td"
    assert told("\u200d\xad") == "U+200DU+00AD"
    assert told("a\u200d\xad") == "a\u200d\xad"


@given(st.text(st.characters()))
def test_no_text_can_turn_the_page_round(text):
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\ud800-\udfff]", shown(text))
    told(text).encode()


def test_a_hostile_article_stays_text():
    source = HOSTILE.replace("\ud800", "")
    document = readers.read(source, "a.md", language="en")
    document.source = HOSTILE  # no file has a lone surrogate, but a page must not break even so
    document._lines = None
    at = HOSTILE.index("<img")
    message = "“</script><b onclick=alert(4)>\u202e” &lt; is told"
    bad = inspection(document, [(0, 30, "r1", Severity.error, message), (at, at + 20, "r2", Severity.note, message)])
    bad = bad._replace(
        path='"><script>alert(5)</script>\udcff\u202e.md', verdict=Verdict("comment spam", 1.0, (message,))
    )
    broken = Inspection("<b>\udcfe.md", None, error="line 1: <i>\x00</i>")
    read = Page(written([bad, broken]))
    assert read.sources == [told(HOSTILE)]
    assert [tag for tag, _ in read.elements].count("script") == 1
    assert not {"img", "iframe", "b onclick", "object", "embed", "base"} & {tag for tag, _ in read.elements}
    assert not any(name.startswith("on") or name == "style" for _, attrs in read.elements for name in attrs)
    assert any("<b>U+DCFE.md" in text for text in read.texts)


def test_the_page_asks_nothing_of_anybody():
    source = written([inspection("It was told. . See http://x.example or <a href='http://y.example'>.\n", [(11, 14)])])
    read = Page(source)
    for tag, attrs in read.elements:
        for name in ("href", "src", "action", "srcset", "poster", "data", "content"):
            assert "//" not in (attrs.get(name) or ""), (tag, attrs)
    assert not re.search(r"@import|url\(", read.scripts["style"])
    assert not re.search(
        r"\bfetch\b|XMLHttp|WebSocket|innerHTML|insertAdjacent|\beval\b|import\(", read.scripts["script"]
    )


def test_only_the_style_and_script_of_the_page_may_run():
    read = Page(written([inspection("It was told.\n")]))
    policy = next(a["content"] for _, a in read.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for kind in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(read.scripts[kind].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}';" in policy


def test_every_id_is_there_once_and_every_link_leads_somewhere():
    text = "It was told. . Yes. . And it was told told.\n"
    spans = [(11, 14), (11, 18), (13, 30), (0, 40)]
    read = Page(written([inspection(text, spans), inspection(text, spans, "b.md")]))
    assert len(set(read.ids)) == len(read.ids)
    for _, attrs in read.elements:
        for name in ("href", "aria-describedby", "aria-labelledby"):
            for aim in (attrs.get(name) or "").split():
                assert aim.removeprefix("#") in read.ids or aim == "data:,", (name, aim)


def test_articles_with_the_most_to_do_come_first_and_figures_are_right():
    text = "One two three four five six seven eight nine ten.\n" * 10
    articles = [
        inspection(text, path="clean.md"),
        inspection(text, [(0, 3, "r", Severity.note)], "note.md"),
        inspection(text, [(0, 3, "r"), (4, 7, "s", Severity.warning)], "error.md"),
        inspection(text, path="spun.md")._replace(verdict=Verdict("word spinner", 3.0, ("told",))),
    ]
    source = written(articles)
    assert re.findall('data-path="([^"]+)"', source) == ["spun.md", "error.md", "note.md", "clean.md"]
    assert "<h1>3 findings in 2 of 4 articles</h1>" in source
    assert re.findall('data-density="([^"]+)"', source) == ["0", "20", "10", "0"]
    assert "3 articles read clean; 1 article reads like the work of a word spinner." in source


def test_readability_stands_beside_the_limits_of_the_house(house, monkeypatch):
    pytest.importorskip("textstat")
    short = "The bus goes to the port. Dogs may come along. It stops at the market. " * 10
    hard = "The implementation of aforementioned administrative regulations necessitates harmonisation. " * 20
    source = written([inspection(f"# A\n\n{short}\n\n# B\n\n{hard}\n")], house.rules)
    row = re.search(r"<th scope=\"row\">reading ease</th>(.*?)</tr>", source)[1]
    assert "at least 30" in row
    assert "line 5, “B”: reading ease" in source
    assert "Readability was not measured" not in source
    monkeypatch.setattr(page.readability.readability, "lacking", lambda: "textstat is not installed; do so")
    source = written([inspection(short)], house.rules)
    assert "Readability was not measured: textstat is not installed; do so." in source
    assert "reading ease" not in source


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    (tmp_path / "a.txt").write_text("It was shown on television. . Nobody watched.\n", "utf-8")
    (tmp_path / "b.txt").write_text("All is well here, and it ends well.\n", "utf-8")
    return tmp_path


def names(place):
    return sorted(path.name for path in place.iterdir())


def run(arguments, capsys):
    try:
        code = main(arguments)
    except SystemExit as stop:
        code = stop.code or 0
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return code, out, err


def test_the_same_articles_give_the_same_bytes(place, capsys, monkeypatch):
    assert run(["report", ".", "-o", "one.html", "--date", "2026-03-01"], capsys)[0] == 0
    first = (place / "one.html").read_bytes()
    (place / "one.html").unlink()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772323200")
    assert run(["report", "a.txt", "b.txt", "-o", "two.html"], capsys)[0] == 0
    assert (place / "two.html").read_bytes() == first
    assert b"1 March 2026" in first
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert run(["report", "a.txt", "b.txt", "-o", "three.html"], capsys)[0] == 0
    assert b"<time" not in (place / "three.html").read_bytes()


def test_a_report_of_nothing_but_failures(place, capsys):
    code, _, err = run(["report", "nowhere.md", "-o", "r.html"], capsys)
    assert code == 3
    assert "nowhere.md: not checked: cannot be read" in err
    assert "No article could be checked" in (place / "r.html").read_text("utf-8")


def test_what_it_exits_with(place, capsys):
    code, out, _ = run(["report", ".", "-o", "r.html"], capsys)
    assert (code, out) == (0, "r.html: 1 finding (1 error) in 1 of 2 files; 1 fixable.\n")
    assert run(["report", ".", "-o", "r.html", "--fail-on", "error"], capsys)[0] == 1
    assert run(["report", "b.txt", "-o", "r.html", "--fail-on", "note"], capsys)[0] == 0
    assert run(["report", "a.txt", "-o", "r.html", "--fail-on", "verdict"], capsys)[0] == 0
    (place / "c.txt").write_bytes(b"caf\xe9")
    code, out, err = run(["report", ".", "-o", "r.html"], capsys)
    assert code == 3
    assert "1 file not checked" in out
    assert "c.txt: not checked: line 1: byte 0xE9 is not UTF-8" in err
    text = (place / "r.html").read_text("utf-8")
    assert "1 file could not be checked" in text
    assert "byte 0xE9 is not UTF-8" in text


def test_a_report_leaves_itself_out_and_is_written_again(place, capsys):
    for _ in range(2):
        code, out, _ = run(["report", ".", "-o", "r.html"], capsys)
        assert (code, "in 1 of 2 files" in out) == (0, True)
    assert names(place) == ["a.txt", "b.txt", "r.html"]
    if os.name == "posix":
        assert (place / "r.html").stat().st_mode & 0o777 == 0o666 & ~_umask()


def _umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["-o", "a.txt"], "a.txt exists and is no report of malaprop; remove it, or name another file"),
        (["-o", "r.html", "--date", "2026-02-30"], "'2026-02-30' is no date; write it as 2026-03-31"),
        (["-o", "r.html", "--date", "soon"], "'soon' is no date"),
        (["-o", "r.html", "--select", "nonsense"], "there is no rule"),
        ([], "-o/--output"),
    ],
)
def test_bad_usage_loses_nothing(place, capsys, arguments, told):
    code, _, err = run(["report", "a.txt", *arguments], capsys)
    assert code == 2
    assert told in err
    assert names(place) == ["a.txt", "b.txt"]
    assert (place / "a.txt").read_text("utf-8").startswith("It was shown")


@pytest.mark.parametrize("target", [".", "nowhere/r.html", "a.txt/r.html"])
def test_what_cannot_be_written_is_told(place, capsys, target):
    code, _, err = run(["report", "a.txt", "-o", target], capsys)
    assert code == 3
    assert err.startswith(f"malaprop: cannot be written: {target}: ")
    assert names(place) == ["a.txt", "b.txt"]


def test_a_bad_epoch_is_told(place, capsys, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    code, _, err = run(["report", "a.txt", "-o", "r.html"], capsys)
    assert code == 2
    assert "SOURCE_DATE_EPOCH: 'yesterday' is no number" in err


def test_a_run_that_breaks_off_leaves_the_old_report(place, capsys, monkeypatch):
    assert run(["report", "a.txt", "-o", "r.html"], capsys)[0] == 0
    before = (place / "r.html").read_bytes()

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(page, "by_rule", stop)
    assert run(["report", "b.txt", "-o", "r.html"], capsys)[0] == 130
    assert (place / "r.html").read_bytes() == before
    assert names(place) == ["a.txt", "b.txt", "r.html"]


def test_limits_are_those_of_the_configuration(place, capsys):
    pytest.importorskip("textstat")
    (place / "a.txt").write_text(
        "The bus goes to the port. Dogs may come along. It stops at the market. " * 10, "utf-8"
    )
    (place / "malaprop.toml").write_text(
        'ignore = ["flat-rhythm"]\nfail-on = "note"\n[rules.hard-to-read]\nat_least = 99.5\n', "utf-8"
    )
    assert run(["report", "a.txt", "-o", "r.html"], capsys)[0] == 0  # findings fail a report only where it is asked
    text = (place / "r.html").read_text("utf-8")
    rows = dict(re.findall(r'<th scope="row">([a-z -]+)</th><td class="figure">[0-9.]+</td><td>(.*?)</td><td>', text))
    assert rows["reading ease"] == "at least 99.5"
    assert "sentence variation" not in rows
    assert "sentence variation" in text
    assert run(["report", "a.txt", "-o", "r.html", "--isolated"], capsys)[0] == 0
    assert "at least 30" in (place / "r.html").read_text("utf-8")


def test_to_standard_output(place, capfdbinary):
    assert main(["report", "a.txt", "-o", "-"]) == 0
    out, err = capfdbinary.readouterr()
    assert out.startswith(b"<!DOCTYPE html>")
    assert b"1 finding (1 error)" in err
