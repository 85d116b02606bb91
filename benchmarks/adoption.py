"""What a team meets that starts with many old articles: `python benchmarks/adoption.py FOLDER [ARTICLES]`.

FOLDER holds texts of a real site (Markdown, plain text). They are copied into a new git repository in a scratch folder
and get a baseline. Then some of them are damaged, each in several places, by faults of the sorts that the specimens in
`seeds/` have, and it is measured what runs with the baseline, with --changed-since and with both tell of it: the share
of damage that is found (recall), and the share of findings that are on damage (precision). Unrelated findings are
listed. At last --fix is run with the baseline, and what is left is counted. The same texts give the same damage again.
"""

import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

BASELINE = "malaprop-baseline.json"
STOP = re.compile(r"(?<=[a-z]{3})\. (?=[A-Z])")
WORD = re.compile(r"(?<= )(the|of|and|to|with|for)(?= [a-z])")
LONG = re.compile(r"(?<= )[a-z]{7,}(?= )")
PROSE = re.compile(r"[A-Z][^`<>{}|\[\]*_]{80,}$")
ITEM = re.compile(r"\s*([-*+>|#:`~]|\d+[.)]|$|\s{4}|/{3}|!)")

# One line each: paragraphs as machines leave them.
GARBLED = (
    "The board weighed its nose in the affair, and nobody was glad of it.",
    "We left no pebble unturned before the new version went out.",
    "In the end the plan kicked the pail, and the budget with it.",
    "They let the kitten out of the bag a week before the release.",
)
REPLIES = (
    "As an AI language model, I cannot give advice on this topic.",
    "Certainly! Here is the rewritten version of your article:",
)
PLACEHOLDERS = ("[Insert CTA here]", "Lorem ipsum dolor sit amet, consectetur adipiscing elit.")
TAILS = (
    "You may also like",
    "Share this article on Facebook",
    "If you enjoyed this article, don't forget to subscribe!",
)


def run(folder, *arguments):
    """One run of `malaprop check` in the folder: its report, its exit code, and how long it took in seconds."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "lint.cli", "check", *arguments, "--format", "json"],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
    )
    seconds = time.perf_counter() - start
    if done.returncode > 1:
        sys.exit(f"malaprop check {' '.join(arguments)}: exit code {done.returncode}\n{done.stderr.decode()}")
    return json.loads(done.stdout), done.returncode, seconds


def git(folder, *arguments):
    identity = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**os.environ, **identity, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True)


def replaced(pattern, by):
    """A damage that changes one place of a line."""

    def damage(line, choice):
        places = list(pattern.finditer(line))
        if not places:
            return None
        found = choice.choice(places)
        return [line[: found.start()] + by(found[0]) + line[found.end() :]]

    return damage


def behind(texts):
    """A damage that puts a paragraph behind a line."""
    return lambda line, choice: [line, "", choice.choice(texts)]


DAMAGES = {
    "doubled stop": replaced(STOP, lambda _: ". . "),
    "missing space": replaced(STOP, lambda _: "."),
    "doubled word": replaced(WORD, lambda word: f"{word} {word}"),
    "mojibake": replaced(LONG, lambda word: f"{word}â€™s"),
    "zero width": replaced(LONG, lambda word: f"{word[:3]}\u200b{word[3:]}"),
    "paragraph twice": lambda line, _: [line, "", line],
    "garbled idiom": behind(GARBLED),
    "model's reply": behind(REPLIES),
    "placeholder": behind(PLACEHOLDERS),
}


def headline_of(lines):
    """Behind which line the article begins, and its headline, if it has one: in the front matter or above the text."""
    if lines[0] == "---":
        end = next((n for n, line in enumerate(lines[1:], 1) if line == "---"), None)
        told = [line for line in lines[1:end] if line.startswith("title: ")]
        if end is not None and told:
            return end, told[0].removeprefix("title: ").strip("\"'")
    if found := re.match(r"# ([A-Z][^`<{]{15,}?)(?: \{.*)?$", lines[0]):
        return 0, found[1]
    return None


def damaged(text, choice, wanted):
    """The text with some damages, and the lines (from 1) that each of them touches, by its name."""
    lines = text.split("\n")
    prose, fenced = [], text.startswith("---\n")
    for number, line in enumerate(lines):
        if line.startswith(("```", "~~~")) or (line == "---" and number):
            fenced = not fenced
        elif not fenced and PROSE.match(line) and not (number and ITEM.match(lines[number - 1]) is None):
            if number + 1 == len(lines) or not lines[number + 1].strip():
                prose.append(number)
    title = headline_of(lines)
    places = choice.sample(prose, min(len(prose), wanted))
    new = {}
    for number in places:
        name = choice.choice(sorted(DAMAGES))
        made = DAMAGES[name](lines[number], choice)
        if made is not None:
            new[number] = name, made
    if title is not None and choice.random() < 0.5:
        number, headline = title
        new[number] = "headline twice", [lines[number], "", headline]
    out, touched = [], []
    for number, line in enumerate(lines):
        name, made = new.get(number, ("", [line]))
        for part in made:
            out.append(part)
            if name and (part != line or name == "paragraph twice") and part:
                touched.append((name, len(out)))
    if name := choice.choice(["", "tail"]):
        while out and not out[-1].strip():
            out.pop()
        out += ["", choice.choice(TAILS), ""]
        touched.append((name, len(out) - 1))
    # Either paragraph of two counts as found: one entry a damage.
    merged = {}
    for name, line in touched:
        key = (name, line - 2) if name == "paragraph twice" and (name, line - 2) in merged else (name, line)
        merged.setdefault(key, set()).add(line)
    return "\n".join(out), [(name, lines) for (name, _), lines in merged.items()]


def main():
    source = Path(sys.argv[1])
    wanted = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    choice = random.Random(7)
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch) / "site"
        shutil.copytree(source, place, ignore=shutil.ignore_patterns(".git"), copy_function=shutil.copyfile)
        git(place, "init", "--quiet")
        git(place, "add", "--all")
        git(place, "commit", "--quiet", "--message", "As it was")
        rows = []
        _, _, seconds = run(place, ".", "--baseline", BASELINE, "--update-baseline")
        git(place, "add", "--all")
        git(place, "commit", "--quiet", "--message", "A baseline")
        told, code, seconds_again = run(place, ".", "--baseline", BASELINE)
        held = sum(file["baselined"] for file in told["files"])
        print(f"{len(told['files'])} articles; the baseline holds {held} findings ({seconds:.1f} s)")
        print(f"a run right after it tells {len(told['findings'])}, exit code {code} ({seconds_again:.1f} s)\n")
        truth = damage_some(place, choice, wanted)
        total = sum(map(len, truth.values()))
        print(f"{total} damages in {len(truth)} articles")
        ways = {
            "baseline": (".", "--baseline", BASELINE),
            "changed since": ("--changed-since", "HEAD"),
            "both": ("--changed-since", "HEAD", "--baseline", BASELINE),
        }
        print("\nwith           findings on damage precision damage found recall     s")
        for way, arguments in ways.items():
            told, _, seconds = run(place, *arguments)
            found, right, others = compared(told, truth)
            n = len(told["findings"])
            precision = f"{right / n:9.1%}" if n else f"{'-':>9}"
            print(
                f"{way:<14} {n:>8} {right:>9} {precision} {total:>6} {sum(found.values()):>5} "
                f"{sum(found.values()) / total:>6.1%} {seconds:>5.1f}"
            )
            rows.append((way, found, others))
        counts = Counter(name for damages in truth.values() for name, _ in damages)
        print(f"\n{'damage':<16} {'made':>5} " + " ".join(f"{way:>14}" for way in ways))
        for name, n in sorted(counts.items()):
            print(f"{name:<16} {n:>5} " + " ".join(f"{found[name]:>14}" for _, found, _ in rows))
        for way, _, others in rows:
            for finding in others:
                where = f"{finding['path']}:{finding['line']}"
                print(f"unrelated ({way}): {where}: {finding['rule']}: {finding['text'][:60]!r}")
        mended(place, truth)


def damage_some(place, choice, wanted):
    """Damage articles in their files; what was done, by path."""
    truth = {}
    paths = sorted(p for p in place.rglob("*") if p.suffix in (".md", ".txt") and ".git" not in p.parts)
    choice.shuffle(paths)
    for path in paths:
        if len(truth) == wanted:
            break
        text = path.read_bytes().decode()
        if "\r" in text:
            continue
        new, damages = damaged(text, choice, 4)
        if len(damages) > 1:
            path.write_bytes(new.encode())
            truth[path.relative_to(place).as_posix()] = damages
    return truth


def compared(told, truth):
    """How many damages of each name were found, how many findings are on damage, and the others."""
    found, hit, right, others = Counter(), set(), 0, []
    for finding in told["findings"]:
        lines = set(range(finding["line"], finding["end_line"] + 1))
        on = [(finding["path"], n) for n, d in enumerate(truth.get(finding["path"], ())) if not lines.isdisjoint(d[1])]
        right += bool(on)
        hit |= set(on)
        if not on:
            others.append(finding)
    for path, number in hit:
        found[truth[path][number][0]] += 1
    return found, right, others


def mended(place, truth):
    """Run --fix and tell what is left, and whether anything was changed that nobody had damaged."""
    before, _, _ = run(place, ".", "--baseline", BASELINE)
    run(place, ".", "--baseline", BASELINE, "--fix")
    changed = subprocess.run(["git", "diff", "--name-only"], cwd=place, capture_output=True, check=True).stdout
    names = set(changed.decode().split("\n")) - {""}
    after, _, _ = run(place, ".", "--baseline", BASELINE)
    fixable = sum(finding.get("fix", {}).get("safety") == "safe" for finding in before["findings"])
    print(
        f"\n--fix with the baseline: {len(before['findings'])} findings before, {fixable} of them with a safe fix; "
        f"{len(after['findings'])} after; {len(names - truth.keys())} articles changed that were not damaged"
    )


if __name__ == "__main__":
    main()
