"""One person, organisation or term under two spellings in one article.

Nothing is looked up in a list of names. News introduces a person by the full name and goes on with the surname; a
surname that no full name of the article has, and that is a few letters from one that does, has drifted: translated
again in another sentence, it came out in another transliteration. What is flagged is the spelling that came later,
wherever it stands, or the earlier one if the article has the later more than twice as often; the message cites the
other.

`fault` says which of these a rule is about:

    surname      "Dmitri Trenin ... Trenning said": what stands beside the surname (a title, a verb of saying,
                 a possessive) shows that a person is meant
    stray        the same without such a cue: places, works and products too
    lone         a rare name of one word beside another that the article has three times as often, three times at least
    full         two names of several words, of people or organisations, that differ by a letter or two in one word,
                 not the first
    given        two spellings of the given name that sound alike: "Dmitri Trenin ... Dmitry Trenin"
    accent       two spellings that differ in accents only: "Erdoğan ... Erdogan"
    acronym      one acronym introduced by two different sets of words: "artificial intelligence (AI) ...
                 artificial insight (AI)"

Two spellings in one sentence are meant: a transliteration in brackets, a couple, two people. Plurals, inhabitants,
-isms and the feminine of a Slavic surname are no drift; nor is a word that is common, or stands in lower case, or is
part of another full name in the article.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Annotated, Literal, NamedTuple

import msgspec
import regex

from lint.document import Document
from lint.finding import Fault, Hit
from lint.kept import expression
from lint.kinds import Check
from lint.lexicon.acronyms import Expansion, expansions
from lint.lexicon.common_words import commonness
from lint.lexicon.names import Name, bare, is_running_text, names, sound
from lint.lexicon.spelling import Neighbours, close, derived, distance
from lint.rule import Rule


class Params(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a drift rule says."""

    fault: Annotated[
        Literal["surname", "stray", "lone", "full", "given", "accent", "acronym"],
        msgspec.Meta(description="Which names are compared, and how; see the kind's manual."),
    ]
    at_most: Annotated[int, msgspec.Meta(ge=1, description="How many places of one spelling are flagged.")] = 10


JUDGES_WORDS = True
VALUES = ("name", "acronym")

_SHORTEST = 5  # letters of a surname: shorter ones are a letter or two from too many others
_OFTEN = 3  # places that make a spelling the article's own, and by how much they outnumber another
_LONGEST, _LONGEST_PERSON = 6, 4  # words of a name
_CROWD = 12  # "Chapter ...", "Saint ...": so many names that differ in one place are a series

_SAYS = (
    r"said|says|told|tells|added|adds|asked|argued|wrote|writes|noted|explained|replied|claimed|announced|admitted|"
    r"insisted"
)
# What a person does next, in news.
_DOES = (
    r"is|was|has|had|will|would|could|can|may|might|must|should|and|who|did|does|won|lost|led|met|made|took|went|came|"
    r"left|became|began|got|gave|held|knew|saw|thought|spoke|won't|wants|hopes|believes|\p{Ll}{2,}ed"
)
_AFTER = expression(rf"['’]s?\s|,?\s+(?:also\s+|later\s+|then\s+)?(?:{_SAYS}|{_DOES})\b")
_SPEAKS = expression(rf",?\s+(?:also\s+|later\s+|then\s+)?(?:{_SAYS})\b")
_BEFORE = expression(rf"\b(?i:{_SAYS}|according to|accused|by)\s+$")
_MADE = expression(r"(?<!^Ma?c)\p{Ll}\p{Lu}|\p{Lu}{2}")  # "PyObject": made up of words, and of others beside it
_SIC = expression(r"\s*[(\[]sic\b", regex.I)


class Place(NamedTuple):
    """One word of a name where it stands."""

    name: Name
    nth: int

    @property
    def word(self) -> str:
        """The word as it is written there."""
        return self.name.words[self.nth]

    @property
    def start(self) -> int:
        """Where the word begins in its block."""
        return self.name.starts[self.nth]

    @property
    def end(self) -> int:
        """Where the word ends in its block."""
        return self.start + len(self.word)


class _Pair(NamedTuple):
    """Two spellings with all their places, the one that was met first before the other."""

    fault: str
    first: list[Place]
    second: list[Place]


class _Article:
    """The names of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.singles: dict[str, list[Name]] = defaultdict(list)
        self.fulls: dict[tuple[str, ...], list[Name]] = defaultdict(list)
        self.within: set[str] = set()  # every word of every name of two words and more
        self._order = {id(block): number for number, block in enumerate(document.blocks)}
        for block in document.blocks:
            running = is_running_text(block)
            for name in names(block):
                if len(name.words) > 1:
                    self.within.update(name.words)
                if running and len(name.words) == 1:
                    self.singles[name.words[0]].append(name)
                elif running and len(name.words) <= _LONGEST:
                    self.fulls[name.words].append(name)

    def pairs(self) -> Iterator[_Pair]:
        """The spellings that may be one name's."""
        for fault, a, b in (*self._surnames(), *self._lone_spellings(), *self._full_names()):
            if not self._together(a, b):
                first, second = sorted((a, b), key=lambda places: self._at(places[0]))
                yield _Pair(fault, first, second)

    def _surnames(self) -> Iterator[tuple[str, list[Place], list[Place]]]:
        introduced: dict[str, list[Place]] = defaultdict(list)
        for words, found in self.fulls.items():
            if len(words) <= _LONGEST_PERSON and len(words[-1]) >= _SHORTEST:
                introduced[words[-1]] += [Place(name, len(words) - 1) for name in found]
        known = Neighbours(introduced)
        for word, found in self.singles.items():
            key = bare(word)
            if word in self.within or not _telling(word):
                continue
            for other in known.near(key):
                places = introduced[other]
                alone = [Place(name, 0) for name in self.singles.get(other, ())]
                fault = self._surname_fault(key, bare(other), found, places, alone)
                if fault and not self._in_lower_case(word):
                    yield fault, [Place(name, 0) for name in found], sorted(places + alone, key=self._at)

    def _surname_fault(
        self, key: str, other: str, found: list[Name], introduced: list[Place], alone: list[Place]
    ) -> str | None:
        if key == other:
            return "accent" if found[0].words[0].lower() != introduced[0].word.lower() else None
        if not close(key, other) or derived(key, other):
            return None
        # Met before anybody was introduced, or beside a name that is also a word ("Olduvai Gorge", later "Georgie"),
        # a surname is mostly somebody else's: then the two must sound alike.
        early = self._at(Place(found[0], 0)) < min(map(self._at, introduced))
        doubtful = early or (commonness(other) and not any(_speaks(place.name) for place in introduced + alone))
        if doubtful and sound(key) != sound(other):
            return None
        return "surname" if any(map(_cued, found)) else "stray"

    def _lone_spellings(self) -> Iterator[tuple[str, list[Place], list[Place]]]:
        places: dict[str, list[Place]] = defaultdict(list)
        for found in (*self.fulls.values(), *self.singles.values()):
            for name in found:
                for nth, word in enumerate(name.words):
                    places[word].append(Place(name, nth))
        often = [w for w, at in places.items() if len(at) >= _OFTEN and w.isalpha() and _telling(w)]
        known = Neighbours(often)
        for word in self.singles if often else ():
            if word in self.within or not word.isalpha() or not _telling(word):
                continue
            key = bare(word)
            for other in known.near(key):
                other_key = bare(other)
                if len(places[other]) < _OFTEN * len(places[word]):
                    continue
                if key.startswith(other_key) or other_key.startswith(key) or derived(key, other_key):
                    continue
                # Of long names two edits may make another: "Ferrolit", "Ferrolux".
                if distance(key, other_key, 1) > 1 and sound(key) != sound(other_key):
                    continue
                if not self._in_lower_case(word):
                    yield "lone", places[word], sorted(places[other], key=self._at)

    def _full_names(self) -> Iterator[tuple[str, list[Place], list[Place]]]:
        frames: dict[tuple[str, ...], dict[str, list[Place]]] = defaultdict(dict)
        for words, found in self.fulls.items():
            spoken = [i for i, word in enumerate(words) if not word.endswith(".")]
            if len(spoken) < 2:
                continue
            for i in spoken:
                frame = (str(spoken.index(i)), *(words[j] if j != i else "" for j in spoken))
                frames[frame].setdefault(words[i], []).extend(Place(name, i) for name in found)
        for frame, variants in frames.items():
            if not 1 < len(variants) <= _CROWD:
                continue
            for (a, at_a), (b, at_b) in combinations(variants.items(), 2):
                if a.lower() == b.lower() or _MADE.search(a) or _MADE.search(b):
                    continue
                fault = _full_name_fault(bare(a), bare(b), first=frame[0] == "0")
                if fault:
                    yield fault, at_a, at_b

    def _in_lower_case(self, word: str) -> bool:
        low = word.lower()
        pattern = expression(rf"\b{regex.escape(low)}(?!['’\-.]?\p{{L}})")
        return any(low in block.text and pattern.search(block.text) for block in self.document.blocks)

    def _together(self, a: Sequence[Place], b: Sequence[Place]) -> bool:
        """Whether one sentence has a name of each."""
        for block in {n.name.block for n in a} & {n.name.block for n in b}:
            starts = [sentence.start for sentence in self.document.sentences(block)]
            one, other = ({bisect_right(starts, n.start) for n in places if n.name.block is block} for places in (a, b))
            if not one.isdisjoint(other):
                return True
        return False

    def _at(self, place: Place) -> tuple[int, int]:
        return self._order[id(place.name.block)], place.start


def _telling(word: str) -> bool:
    """Whether a word is long and rare enough for its spelling to tell something."""
    return len(word) >= _SHORTEST and not commonness(bare(word)) and not _MADE.search(word)


def _full_name_fault(a: str, b: str, *, first: bool) -> str | None:
    if a == b:
        return "accent"
    if first:
        return "given" if min(len(a), len(b)) > 3 and sound(a) == sound(b) else None
    if a[0] != b[0] or a.startswith(b) or b.startswith(a):
        return None
    if min(len(a), len(b)) < 4 or min(commonness(a), commonness(b)) or derived(a, b):
        return None
    edits = distance(a, b, 2)
    return "full" if edits <= 2 and 1 - edits / max(len(a), len(b)) >= 0.7 else None


def _speaks(name: Name) -> bool:
    """Whether the name is surely a person's: with a title, or with a verb of saying after it."""
    return name.titled or bool(_SPEAKS.match(name.block.text, name.end))


def _cued(name: Name) -> bool:
    text = name.block.text
    return bool(
        name.titled
        or name.owns
        or _AFTER.match(text, name.end)
        or _BEFORE.search(text, max(0, name.start - 20), name.start)
    )


def _acronyms(document: Document) -> Iterator[tuple[Expansion, Expansion]]:
    """(later, first) expansions of one acronym that differ in more than an ending."""
    first: dict[str, Expansion] = {}
    for block in document.blocks:
        for found in expansions(block):
            known = first.setdefault(found.acronym, found)
            if len(known.words) != len(found.words):
                continue
            same = list(map(_one_word, known.words, found.words))
            # With no word in common they are two things: "MIPS SIMD architecture" and "message-security assist".
            if any(same) and not all(same):
                yield found, known


def _one_word(a: str, b: str) -> bool:
    # "organisation" beside "organization", "certificate" beside "certification": a matter of style, and common.
    return a[:5] == b[:5] or derived(a, b) or (len(a) > 4 and distance(a, b, 2) <= 2)


def build(rules: Sequence[Rule]) -> Check:
    """One check for all drift rules; the names of a document are gathered once."""
    by_fault: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        by_fault[rule.params.fault].append(rule)
    named = by_fault.keys() - {"acronym"}

    def check(document: Document) -> Iterator[Hit | Fault]:
        for pair in _Article(document).pairs() if named else ():
            swap = 2 * len(pair.first) < len(pair.second)
            wrong, right = (pair.first, pair.second) if swap else (pair.second, pair.first)
            for rule in by_fault.get(pair.fault, ()):
                for place in wrong[: rule.params.at_most]:
                    if not _SIC.match(place.name.block.text, place.end):
                        yield _hit(rule, place, right[0])
        if acronym_rules := by_fault.get("acronym"):
            for found, known in _acronyms(document):
                name = known.block.text[known.start : known.end]
                values = {"name": " ".join(name.split()), "acronym": known.acronym}
                for rule in acronym_rules:
                    yield Hit(
                        rule.id,
                        found.block,
                        found.start,
                        found.end,
                        meant=values["name"],
                        values=values,
                        related=(known.block, known.start, known.end),
                    )

    return check


def _hit(rule: Rule, wrong: Place, right: Place) -> Hit:
    return Hit(
        rule.id,
        wrong.name.block,
        wrong.start,
        wrong.end,
        meant=right.word,
        values={"name": " ".join(right.name.words), "acronym": ""},
        related=(right.name.block, right.start, right.end),
    )
