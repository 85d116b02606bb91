"""Words that bear grammar rather than meaning, by class.

A word of any of these classes is no content word: a synonym spinner leaves it, and an idiom is not known by it.
"""

from __future__ import annotations


def _split(words: str) -> frozenset[str]:
    return frozenset(words.split())


DETERMINERS = _split("a an the this that these those any some every each no all another both either neither")
POSSESSIVES = _split("my your his her its our their one's whose thy")
PREPOSITIONS = _split(
    "to in on at by for from with without into onto over under above below up down out off about around after "
    "before during between among amongst through against within upon toward towards across along behind beside "
    "besides beyond despite except near of since until till via per as than like round past amid unto"
)
_PRONOUNS = (
    "i me mine myself we us ours ourselves you yours yourself yourselves he him himself she hers herself it itself "
    "they them theirs themselves who whom which what whoever whatever whichever someone somebody something anyone "
    "anybody anything everyone everybody everything nobody nothing none one oneself"
)
_CONJUNCTIONS = (
    "and or but nor if then else when while where why how because though although unless whether so yet whereas "
    "once however therefore thus hence otherwise instead rather"
)
_AUXILIARIES = (
    "be is are was were been being am have has had having do does did doing done can could may might must shall should "
    "will would ought not cannot let lets"
)
_CONTRACTIONS = (
    "isn't aren't wasn't weren't haven't hasn't hadn't don't doesn't didn't can't couldn't mightn't mustn't shan't "
    "shouldn't won't wouldn't ain't needn't it's that's there's here's what's who's where's how's he's she's let's i'm "
    "you're we're they're i've you've we've they've i'd you'd he'd she'd we'd they'd i'll you'll he'll she'll it'll "
    "we'll they'll that'll"
)
_ADVERBS = (
    "there here now very too also just even ever never still again only own same such more most much many few less "
    "least several other quite almost always often sometimes perhaps maybe already today yesterday tomorrow away back"
)
_NUMBERS = "two three four five six seven eight nine ten hundred thousand million billion first second third"

NUMBERS = _split(_NUMBERS + " one")
# The words of grammar alone, without numbers and the small adverbs and adjectives ("same", "back", "more").
GRAMMAR_WORDS = (
    DETERMINERS | POSSESSIVES | PREPOSITIONS | _split(f"{_PRONOUNS} {_CONJUNCTIONS} {_AUXILIARIES} {_CONTRACTIONS}")
)
FUNCTION_WORDS = GRAMMAR_WORDS | NUMBERS | _split(_ADVERBS)
