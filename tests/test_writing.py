"""A file holds its old octets or its new ones at every moment, and nothing is lost or left behind."""

# ruff: noqa: PTH208 - names are what is compared

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lint import discover
from lint.writing import PREFIX, NotWrittenError, tidied, write

POSIX = pytest.mark.skipif(os.name == "nt", reason="permissions and links of POSIX")


def test_octets_are_put_in_the_place_of_others(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"old\r\n\0")
    write(str(file), b"\xef\xbb\xbfnew\r", b"old\r\n\0")
    assert file.read_bytes() == b"\xef\xbb\xbfnew\r"
    assert os.listdir(tmp_path) == ["a.txt"]


@POSIX
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755])
def test_the_permissions_stay(tmp_path, mode):
    file = tmp_path / "a.txt"
    file.write_bytes(b"old")
    file.chmod(mode)
    write(str(file), b"new", b"old")
    assert file.stat().st_mode & 0o7777 == mode


@POSIX
def test_a_link_stays_a_link_and_its_file_is_written(tmp_path):
    (tmp_path / "real").mkdir()
    file = tmp_path / "real" / "a.txt"
    file.write_bytes(b"old")
    link = tmp_path / "b.txt"
    link.symlink_to("real/a.txt")
    write(str(link), b"new", b"old")
    assert link.is_symlink()
    assert link.readlink() == Path("real/a.txt")
    assert file.read_bytes() == b"new"


@POSIX
def test_another_name_of_the_file_keeps_what_it_had(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"old")
    os.link(file, tmp_path / "b.txt")
    write(str(file), b"new", b"old")
    assert (tmp_path / "b.txt").read_bytes() == b"old"


def untouched(file, data, expected, why):
    before = {path: path.read_bytes() for path in file.parent.iterdir() if path.is_file()}
    with pytest.raises(NotWrittenError, match=why):
        write(str(file), data, expected)
    assert {path: path.read_bytes() for path in file.parent.iterdir() if path.is_file()} == before


def test_a_file_that_was_changed_meanwhile_is_not_written(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"newer")
    untouched(file, b"new", b"old", "changed by another program")


def test_a_file_that_is_gone_is_not_written(tmp_path):
    untouched(tmp_path / "a.txt", b"new", b"old", "it is gone")


@POSIX
def test_a_read_only_file_is_not_written_even_by_who_may_do_anything(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"old")
    file.chmod(0o444)
    untouched(file, b"new", b"old", "read-only")
    assert file.stat().st_mode & 0o7777 == 0o444


def test_a_full_disk_leaves_the_file_and_nothing_else(tmp_path, monkeypatch):
    file = tmp_path / "a.txt"
    file.write_bytes(b"old")

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    untouched(file, b"new", b"old", "no space left on device")


def test_a_folder_that_takes_no_new_file_leaves_the_file(tmp_path, monkeypatch):
    file = tmp_path / "a.txt"
    file.write_bytes(b"old")

    def closed(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", closed)
    untouched(file, b"new", b"old", "permission denied")


def dead():
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


def test_what_a_killed_run_left_is_deleted_and_what_others_use_is_not(tmp_path):
    left = tmp_path / f"{PREFIX}{dead()}-0011223344556677.tmp"
    used = tmp_path / f"{PREFIX}{os.getpid()}-0011223344556677.tmp"
    old = tmp_path / f"{PREFIX}{os.getpid()}-aaaaaaaaaaaaaaaa.tmp"
    strange = tmp_path / f"{PREFIX}notes.txt"
    for path in (left, used, old, strange, tmp_path / "a.txt"):
        path.write_bytes(b"x")
    os.utime(old, (0, 0))
    assert tidied([tmp_path, tmp_path / "nowhere"]) == 2
    assert sorted(os.listdir(tmp_path)) == sorted([used.name, strange.name, "a.txt"])


def test_a_file_that_bears_the_name_of_no_process_stops_no_run(tmp_path):
    odd = [tmp_path / f"{PREFIX}{number}-x.tmp" for number in ("x", "", "9" * 30)]
    for file in odd:
        file.write_bytes(b"x")
    assert tidied([tmp_path]) == 1
    assert [file.exists() for file in odd] == [True, True, False]


def test_what_is_left_behind_is_never_checked(tmp_path):
    (tmp_path / f"{PREFIX}1-0011223344556677.tmp").write_bytes(b"x")
    (tmp_path / "a.txt").write_bytes(b"x")
    assert [Path(path).name for path in discover.files([str(tmp_path)], any_format=True)] == ["a.txt"]


RUN = """\
import sys
from lint import kept
from lint.cli import main
print("ready", flush=True)
sys.exit(main(["check", "--fix", "--select", "doubled-stop", "--no-cache", "--format", "json", sys.argv[1]]))
"""
FILES = 40
OLD = b"It was shown. . Nobody watched.\r\n" * 200
NEW = OLD.replace(b". .", b".")


@pytest.mark.slow
@POSIX
def test_a_run_that_is_killed_at_any_moment_loses_nothing(tmp_path):
    chance = random.Random(7)
    kills = halfway = 0
    started = time.monotonic()
    _fill(tmp_path)
    subprocess.run([sys.executable, "-c", RUN, str(tmp_path)], stdout=subprocess.DEVNULL, check=False)
    whole = time.monotonic() - started
    for _ in range(30):
        _fill(tmp_path)
        process = subprocess.Popen([sys.executable, "-c", RUN, str(tmp_path)], stdout=subprocess.DEVNULL)
        # Half of the kills come as soon as a file beside another is there, the moment that matters most.
        if chance.random() < 0.5:
            limit = time.monotonic() + 2 * whole
            wanted = chance.randrange(FILES)
            while process.poll() is None and time.monotonic() < limit:
                names = os.listdir(tmp_path)
                if any(name.startswith(PREFIX) for name in names) and _fixed(tmp_path) >= wanted:
                    break
        else:
            time.sleep(chance.uniform(0.3, 1.0) * whole)
        process.send_signal(signal.SIGKILL)
        kills += process.wait() == -signal.SIGKILL
        found = {name: (tmp_path / name).read_bytes() for name in os.listdir(tmp_path) if not name.startswith(PREFIX)}
        assert len(found) == FILES
        assert set(found.values()) <= {OLD, NEW}
        halfway += len(set(found.values())) == 2
    assert kills
    assert halfway, "some runs were killed between the first file and the last"
    subprocess.run([sys.executable, "-c", RUN, str(tmp_path)], stdout=subprocess.DEVNULL, check=False)
    assert sorted(os.listdir(tmp_path)) == sorted(f"{n}.txt" for n in range(FILES))
    assert _fixed(tmp_path) == FILES


def _fill(folder):
    for number in range(FILES):
        (folder / f"{number}.txt").write_bytes(OLD)


def _fixed(folder):
    return sum((folder / f"{number}.txt").stat().st_size == len(NEW) for number in range(FILES))
