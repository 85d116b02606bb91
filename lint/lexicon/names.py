"""Runs of capitalised words that look like names, without a list of names.

Titles ("President"), days, words that open a sentence and words in capitals only part a run: what is left of
"But Turkish President Recep Tayyip Erdogan" is the name after the title. Initials and particles ("van", "de", "al")
belong to the name that they stand in.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from lint.document import Block
from lint.kept import expression

_TITLE_WORDS = """
mr mrs ms miss dr prof professor president premier prime minister chancellor secretary senator sen congressman
congresswoman representative rep governor gov mayor ambassador envoy general gen colonel col major maj captain capt
lieutenant lt sergeant sgt commander cmdr admiral adm officer detective inspector judge justice king queen prince
princess duke duchess count countess baron sir lord lady dame pope archbishop bishop cardinal rabbi imam father sister
brother reverend rev saint st director chairman chairwoman chair chief spokesman spokeswoman spokesperson coach
manager analyst editor attorney counsel comrade herr frau monsieur madame señor señora signor mullah sheikh ayatollah
"""
_OPENING_WORDS = """
a about above according across after again against ago all also although always am among an and another any anyway
are around as asked at away back because before behind being below besides between beyond both but by can clearly could
despite did do does during each earlier either even eventually every everyone except few finally first following for
former formerly from get give given go had has have having he hence her here hers him his how however i if in
including indeed initially inside instead into is it its just last later lately less let like likewise look many maybe
me meanwhile might more moreover most much must my near nearly neither never nevertheless next no nobody none nor not
nothing now of off often on once one only or originally other others otherwise our out outside over own per perhaps
possibly previously quite rather recently said say second see several shall she should similarly since so some someone
something sometimes soon still such surely than that the their them then there therefore these they third this those
though through throughout thus to today together tomorrow tonight too toward towards under unless unlike until up upon
us usually very via was we well were what whatever when whenever where whereas wherever whether which while who whom
whose why will with within without would yes yesterday yet you your new old dear
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november december
"""
_TITLES, _OPENERS = frozenset(_TITLE_WORDS.split()), frozenset(_OPENING_WORDS.split())
_PARTICLES = "van|von|der|den|de|del|della|di|da|dos|du|la|le|al|el|bin|ibn|ben|ter|ten|zu|af|av"
_WORD = r"\p{Lu}(?:[\p{L}\p{M}]|['’\-](?=\p{L}))*+\.?"
_RUN = expression(
    rf"(?<![\p{{L}}\p{{N}}_@#:/.\\\-]){_WORD}(?:[ \n\u00a0](?:(?:{_PARTICLES})[ \n\u00a0]){{0,2}}{_WORD})*"
)
_PIECE = expression(_WORD)
_OWNER = expression(r"['’]s?$")
_FOREIGN = expression(r"[@_/\\\p{N}]|\.[\p{L}\p{N}]|:[\p{L}/]")  # an address, a handle, an identifier goes on
_CAPITALISED, _LOWER = expression(r"\b\p{Lu}\p{L}+"), expression(r"\b\p{Ll}{4,}")


class Name(NamedTuple):
    """A name where it stands: its words with their starts in the block.

    `titled` says that a title stood before it; `owns` that it has a possessive ending, which is not in its last word.
    """

    block: Block
    words: tuple[str, ...]
    starts: tuple[int, ...]
    titled: bool = False
    owns: bool = False

    @property
    def start(self) -> int:
        """Where the name begins in its block."""
        return self.starts[0]

    @property
    def end(self) -> int:
        """Where the name ends in its block, without a possessive ending."""
        return self.starts[-1] + len(self.words[-1])


def is_running_text(block: Block) -> bool:
    """Whether capitals mean something in the block: not in a headline or table head that capitalises every word."""
    return block.text[-1] in ".!?" or len(_LOWER.findall(block.text)) * 2 >= len(_CAPITALISED.findall(block.text))


def names(block: Block) -> Iterator[Name]:
    """The names of a block in reading order, single capitalised words among them."""
    text = block.text
    for run in _RUN.finditer(text):
        if _FOREIGN.match(text, run.end()):
            continue
        words: list[str] = []
        starts: list[int] = []
        titled = False
        for piece in _PIECE.finditer(text, *run.span()):
            word, start = piece[0], piece.start()
            initial = len(word) == 2 and word[1] == "."
            bare = word if initial else word.rstrip(".")
            low = bare.lower()
            title = low in _TITLES
            if title or (low in _OPENERS and not words) or (len(bare) > 1 and not initial and bare.isupper()):
                if words:
                    yield Name(block, tuple(words), tuple(starts), titled)
                words, starts, titled = [], [], title or titled
                continue
            owner = _OWNER.search(bare)
            words.append(bare[: owner.start()] if owner else bare)
            starts.append(start)
            # The full stop behind a word ends the sentence, unless it is an initial's.
            if owner or (word.endswith(".") and not initial):
                yield Name(block, tuple(words), tuple(starts), titled, bool(owner))
                words, starts, titled = [], [], False
        if words:
            yield Name(block, tuple(words), tuple(starts), titled)


def bare(word: str) -> str:
    """A word in lower case without accents: "Erdoğan" is "erdogan"."""
    if word.isascii():
        return word.lower()
    plain = word.lower().replace("ß", "ss").replace("ø", "o").replace("ł", "l").replace("đ", "d").replace("ı", "i")
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


# Letters that transliteration and spelling confuse; applied in turn.
_ALIKE = (
    (expression(r"[^a-z]"), ""),
    (expression(r"kh|gh|ch(?=r)"), "h"),
    (expression(r"ph|v(?=$)|ff"), "f"),
    (expression(r"ck|qu|q|c(?=[aoukrlt]|$)"), "k"),
    (expression(r"tch|tsch|cz|ch"), "C"),
    (expression(r"sch|sh|sz"), "S"),
    (expression(r"zh|dj|j(?=[aou])"), "Z"),
    (expression(r"tz|ts|c(?=[ei])"), "z"),
    (expression(r"w"), "v"),
    (expression(r"x"), "ks"),
    (expression(r"(?<=[bdgklmnprt])h|(?<=[aeou])h(?![aeiouy])"), ""),
    (expression(r"[eaiy]*[iyj][eaiyj]*|ee|ea"), "i"),
    (expression(r"ou|oo|ow"), "u"),
    (expression(r"(.)\1+"), r"\1"),
)


@lru_cache(maxsize=4096)
def sound(word: str) -> str:
    """A key that spellings of one name share: "Sergei", "Sergey" and "Serguei" less their vowels' play."""
    key = bare(word)
    for pattern, by in _ALIKE:
        key = pattern.sub(by, key)
    return key
