"""What is kept from one run to the next makes runs faster and changes nothing that they say."""

import copyreg
import os
import subprocess
import sys
from pathlib import Path

import pytest
import regex
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lint import compiled, engine, kept, kinds, readers, rulebook
from lint.cli import main
from lint.rule import example, unmark

ROOT = Path(__file__).parent.parent
POSIX = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows keeps the folder to its user by itself")

RULES = {
    "spun": "kind: phrase\nphrases:\n  ~weigh <poss> nose in: poked one's nose in\n  grand {total|sum}: ''\n",
    "dots": "kind: pattern\npattern: (?P<hit>\\. +\\.)(?=\\s+\\p{Lu})\nneeds: ['. ', '..']\n",
    "stray": "kind: boilerplate\nline: [read more, ~share this]\n",
    "twist": "kind: idiom\nframes: |\n  bury the hatchet at <words>\n  {poke|stick} <poss> nose {in|into} the door\n",
}
ARTICLE = """A title

The man weighed his nose in the debate. . Then he poked his ear into the door, and the grand sum was told.

“They did not inter the hatchet at the last minute,” said Ada.

Read more
"""


def write(folder, rules=RULES):
    folder.mkdir(exist_ok=True)
    for name, body in rules.items():
        told = f"id: {name}\n{body}languages: [en]\nstatus: stable\nseverity: note\nsummary: s\nwhy: w\n"
        told += "message: '{match}'\nexamples:\n  bad: ['⟦x⟧']\n  good: [y]\n"
        (folder / f"{name}.yaml").write_text(told, "utf-8")
    return folder


def report(rules, place, article=ARTICLE):
    """What a run says that keeps its results in `place`."""
    with compiled.opened(place):
        book = rulebook.load(rules)
        return engine.run(readers.read(article.encode(), "a.txt"), book)


def files(place):
    return sorted(path.name for path in place.iterdir())


@pytest.fixture
def rules(tmp_path):
    return write(tmp_path / "rules")


class Counter:
    """A value that tells how often it was made."""

    def __init__(self, value="value"):
        self.value = value
        self.made = 0

    def __call__(self):
        self.made += 1
        return self.value


def test_a_warm_run_makes_nothing_and_says_the_same(rules, tmp_path, monkeypatch):
    place = tmp_path / "cache"
    bare = report(rules, None)
    assert {f.rule for f in bare.findings} == set(RULES)
    assert report(rules, place) == bare
    (name,) = files(place)
    before = (place / name).stat().st_mtime_ns
    assert report(rules, place) == bare
    with monkeypatch.context() as patch:
        patch.setattr(regex, "compile", None)
        patch.setattr("lint.sheet.Sheet.yaml", None)
        assert report(rules, place) == bare
    assert files(place) == [name]
    assert (place / name).stat().st_mtime_ns == before


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Rules, a cache that a run over them filled, its bytes, and what the run said."""
    rules, place = write(tmp_path_factory.mktemp("damage") / "rules"), tmp_path_factory.mktemp("damage") / "cache"
    said = report(rules, place)
    (name,) = files(place)
    return rules, place / name, (place / name).read_bytes(), said


@given(at=st.integers(0), change=st.integers(1, 255))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_byte_that_changed_changes_nothing(store, at, change):
    rules, path, content, said = store
    damaged = bytearray(content)
    damaged[at % len(content)] ^= change
    path.write_bytes(damaged)
    assert report(rules, path.parent) == said
    assert path.read_bytes()[: len(b"malaprop compiled")] == b"malaprop compiled"
    assert report(rules, path.parent) == said


@given(end=st.integers(0), more=st.binary(max_size=30))
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_file_cut_short_or_drawn_out_changes_nothing(store, end, more):
    rules, path, content, said = store
    path.write_bytes(content[: end % (len(content) + 1)] + more)
    assert report(rules, path.parent) == said


def test_a_rule_that_changed_is_read_again_though_its_size_and_time_are_the_same(rules, tmp_path):
    place, path = tmp_path / "cache", rules / "dots.yaml"
    status = path.stat()
    assert "dots" in {f.rule for f in report(rules, place).findings}
    path.write_text(path.read_text("utf-8").replace("\\. +\\.", "\\! +\\!"), "utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size
    assert "dots" not in {f.rule for f in report(rules, place).findings}


def test_a_rule_that_cannot_be_used_stays_an_error(rules, tmp_path):
    (rules / "spun.yaml").write_text((rules / "spun.yaml").read_text("utf-8").replace("<poss>", "<pos>"), "utf-8")
    told = set()
    for _ in range(2):
        with pytest.raises(rulebook.RulebookError) as caught:
            report(rules, tmp_path / "cache")
        told.add(str(caught.value))
    assert len(told) == 1
    assert "spun.yaml:3: " in told.pop()


@POSIX
def test_folder_and_file_are_for_their_owner_alone(rules, tmp_path):
    place = tmp_path / "deep" / "cache"
    report(rules, place)
    (name,) = files(place)
    assert place.stat().st_mode & 0o777 == 0o700
    assert (place / name).stat().st_mode & 0o777 == 0o600


def forged(place):
    """A file in which another value stands."""
    place.mkdir(mode=0o700, exist_ok=True)
    with compiled.opened(place):
        kept.kept("test", ["x"], Counter("forged"))
    (name,) = files(place)
    return place / name


@POSIX
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777, 0o720, 0o702])
def test_a_folder_that_others_may_write_to_is_not_used(tmp_path, mode):
    path = forged(tmp_path / "cache")
    content = path.read_bytes()
    path.parent.chmod(mode)
    honest = Counter("honest")
    with compiled.opened(path.parent):
        assert kept.kept("test", ["x"], honest) == "honest"
    assert path.read_bytes() == content


@POSIX
def test_a_file_that_others_may_write_to_is_not_read(tmp_path):
    path = forged(tmp_path / "cache")
    path.chmod(0o606)
    with compiled.opened(path.parent):
        assert kept.kept("test", ["x"], Counter("honest")) == "honest"
    assert path.stat().st_mode & 0o777 == 0o600  # it was replaced


@POSIX
def test_a_link_is_not_followed(tmp_path):
    path = forged(tmp_path / "cache")
    elsewhere = path.rename(tmp_path / "elsewhere")
    path.symlink_to(elsewhere)
    content = elsewhere.read_bytes()
    with compiled.opened(path.parent):
        assert kept.kept("test", ["x"], Counter("honest")) == "honest"
    assert elsewhere.read_bytes() == content


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_is_not_waited_for(tmp_path):
    path = forged(tmp_path / "cache")
    path.unlink()
    os.mkfifo(path, 0o600)
    with compiled.opened(path.parent):
        assert kept.kept("test", ["x"], Counter("honest")) == "honest"


@POSIX
def test_what_belongs_to_another_user_is_not_used(tmp_path, monkeypatch):
    path = forged(tmp_path / "cache")
    monkeypatch.setattr(os, "geteuid", lambda: 4_000_000)
    with compiled.opened(path.parent):
        assert kept.kept("test", ["x"], Counter("honest")) == "honest"


def test_a_folder_that_cannot_be_made_is_no_error(rules, tmp_path):
    (tmp_path / "file").write_text("not a folder", "utf-8")
    said = report(rules, None)
    assert report(rules, tmp_path / "file") == said
    assert report(rules, tmp_path / "file" / "cache") == said


def test_a_full_disk_is_no_error_and_leaves_nothing(rules, tmp_path, monkeypatch):
    def full(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    place = tmp_path / "cache"
    assert report(rules, place) == report(rules, None)
    assert files(place) == []


def test_few_old_files_are_kept(tmp_path, monkeypatch):
    place = tmp_path / "cache"
    for number in range(8):
        monkeypatch.setattr(regex, "__version__", f"test {number}")
        path = forged_as(place, number)
        os.utime(path, (number, number))
    assert len(files(place)) == 4
    assert path.name in files(place)
    old, young = (f"{letter * 24}.1-1.tmp" for letter in "ab")
    for name in (old, young, "my.tmp", "my.compiled"):  # the folder may hold what is none of ours
        (place / name).touch()
        if name != young:
            os.utime(place / name, (1, 1))
    forged_as(place, 9)
    assert {name for name in files(place) if name.endswith("tmp")} == {young, "my.tmp"}
    assert "my.compiled" in files(place)


def forged_as(place, value):
    with compiled.opened(place):
        kept.kept("test", [str(value)], Counter(value))
    return max((p for p in place.iterdir() if p.suffix == ".compiled"), key=lambda p: p.stat().st_mtime_ns)


def test_a_file_that_grew_too_large_keeps_what_is_used(tmp_path, monkeypatch):
    place = tmp_path / "cache"
    for name in ("used", "unused"):
        with compiled.opened(place):
            kept.kept(name, [], Counter(name * 1000))
    monkeypatch.setattr(compiled, "_LARGEST", 10_000)
    with compiled.opened(place):
        kept.kept("used", [], Counter())
        kept.kept("new", [], Counter("new" * 1000))
    counters = {name: Counter() for name in ("used", "new", "unused")}
    with compiled.opened(place):
        for name, counter in counters.items():
            kept.kept(name, [], counter)
    assert [name for name, counter in counters.items() if counter.made] == ["unused"]


def test_what_is_not_plain_is_made_each_time(tmp_path):
    for value in (object(), None, [object()]):
        counter = Counter(value)
        for _ in range(2):
            with compiled.opened(tmp_path / "cache"):
                assert kept.kept("test", [], counter) is value
        assert counter.made == 2


def test_inputs_that_run_together_are_told_apart(tmp_path):
    with compiled.opened(tmp_path / "cache"):
        values = [
            kept.kept("n", inputs, Counter(str(inputs))) for inputs in (["ab"], ["a", "b"], ["", "ab"], [b"ab", ""])
        ]
    assert len(set(values)) == 4


@pytest.mark.parametrize(
    ("environment", "platform", "place"),
    [
        ({"MALAPROP_CACHE_DIR": "here", "XDG_CACHE_HOME": "/x"}, "linux", "here"),
        ({"XDG_CACHE_HOME": "/x"}, "linux", "/x/malaprop"),
        ({"XDG_CACHE_HOME": "not/absolute"}, "linux", "~/.cache/malaprop"),
        ({"XDG_CACHE_HOME": ""}, "linux", "~/.cache/malaprop"),
        ({"XDG_CACHE_HOME": "/x"}, "darwin", "~/Library/Caches/malaprop"),
        ({"LOCALAPPDATA": "/l"}, "win32", "/l/malaprop"),
        ({}, "win32", "~/AppData/Local/malaprop"),
        ({"MALAPROP_NO_CACHE": "1", "MALAPROP_CACHE_DIR": "here"}, "linux", None),
        ({"MALAPROP_NO_CACHE": "0", "MALAPROP_CACHE_DIR": "here"}, "linux", "here"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="the paths are those of other systems")
def test_the_folder_is_where_the_system_keeps_caches(environment, platform, place, monkeypatch):
    monkeypatch.setattr(sys, "platform", platform)
    assert compiled.folder(environment) == (Path(place).expanduser() if place else None)


def test_a_package_that_is_no_folder_has_no_cache(tmp_path, monkeypatch):
    monkeypatch.setattr(compiled, "__file__", str(tmp_path / "malaprop.zip" / "lint" / "compiled.py"))
    with compiled.opened(tmp_path / "cache"):
        assert kept.kept("test", ["x"], Counter("made")) == "made"
    assert not (tmp_path / "cache").exists()


def test_a_user_without_a_home_has_no_cache(monkeypatch):
    def homeless():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    monkeypatch.setattr(sys, "platform", "linux")
    assert compiled.folder({}) is None


def test_an_expression_that_was_kept_is_the_same_expression(tmp_path):
    book = rulebook.load(rulebook.builtin())
    chosen = [rule for rule in book.rules if rule.kind == "pattern"]
    assert len(chosen) > 20
    bare = [regex.compile(rule.params.pattern, flags(rule)) for rule in chosen]
    for _ in range(2):
        with compiled.opened(tmp_path / "cache"):
            found = [kept.expression(rule.params.pattern, flags(rule)) for rule in chosen]
    for rule, first, second in zip(chosen, bare, found, strict=True):
        assert first is not second
        for name in ("pattern", "flags", "groups", "groupindex", "named_lists"):
            assert getattr(first, name) == getattr(second, name)
        for entry in (*rule.examples.bad, *rule.examples.good):
            text = unmark(example(entry).text)[0]
            assert [m.capturesdict() for m in first.finditer(text)] == [m.capturesdict() for m in second.finditer(text)]
            assert [m.regs for m in first.finditer(text)] == [m.regs for m in second.finditer(text)]


def flags(rule):
    return regex.V1 | (regex.IGNORECASE if rule.params.case == "ignore" else 0)


def test_expressions_that_cannot_be_taken_apart_are_compiled_each_time(tmp_path, monkeypatch):
    monkeypatch.delitem(copyreg.dispatch_table, regex.Pattern)
    for _ in range(2):
        with compiled.opened(tmp_path / "cache"):
            assert kept.expression("a+b").fullmatch("aab")


def command(*arguments, cache, **more):
    environment = {**os.environ, "MALAPROP_CACHE_DIR": str(cache)}
    return subprocess.Popen(
        [sys.executable, "-m", "lint.cli", *arguments], stdout=subprocess.PIPE, env=environment, cwd=ROOT, **more
    )


def test_reports_on_the_specimens_are_the_same_bytes_with_and_without(tmp_path):
    place = tmp_path / "cache"
    told = []
    for more in (["--no-cache"], [], []):
        process = command("check", "seeds", "--preview", "--format", "json", *more, cache=place)
        told.append(process.communicate()[0])
        assert process.returncode == 1
        assert place.exists() == (not more)
    assert len(told[0]) > 10_000
    assert told[0] == told[1] == told[2]


def test_two_runs_at_once_do_not_disturb_each_other(tmp_path):
    article = tmp_path / "a.txt"
    article.write_text(ARTICLE, "utf-8")
    place = tmp_path / "cache"
    runs = [command("check", str(article), "--select", "doubled-stop", cache=place) for _ in range(3)]
    assert len({process.communicate()[0] for process in runs}) == 1
    assert [process.returncode for process in runs] == [1, 1, 1]
    assert [Path(name).suffix for name in files(place)] == [".compiled"]


def test_it_can_be_switched_off(tmp_path, monkeypatch, capsys):
    place = tmp_path / "cache"
    trial = ["try", "It is done. . Yes.", "--select", "doubled-stop"]
    monkeypatch.setenv("MALAPROP_CACHE_DIR", str(place))
    assert main([*trial, "--no-cache"]) == 1
    said = capsys.readouterr().out
    with monkeypatch.context() as patch:
        patch.setenv("MALAPROP_NO_CACHE", "1")
        assert main(trial) == 1
    assert capsys.readouterr().out == said
    assert not place.exists()
    assert main(trial) == 1
    assert capsys.readouterr().out == said
    assert place.exists()


def test_what_a_kind_is_told_is_all_that_its_rules_say(rules):
    book = rulebook.load(rules)
    told = {rule.id: kinds.said([rule]) for rule in book.rules}
    assert len({str(parts) for parts in told.values()}) == len(told)
    assert all("hatchet" in str(parts) for name, parts in told.items() if name == "twist")


@pytest.mark.parametrize("size", [10, compiled._HASHED + 1])
def test_a_table_goes_by_its_content_and_not_by_its_time(tmp_path, monkeypatch, size):
    table = tmp_path / "table.bin"
    monkeypatch.setattr(compiled, "_package_files", lambda _: list(os.scandir(tmp_path)))
    table.write_bytes(b"a" * size)
    name = compiled._name()
    os.utime(table, (1, 1))
    assert compiled._name() == name
    table.write_bytes(b"a" * (size - 1) + b"b")
    os.utime(table, (1, 1))
    assert compiled._name() != name
