"""English words that tell where a sentence begins, and words that look so and do not."""

from __future__ import annotations

# Words that are capitalised only where a sentence begins. Not "A" (a letter, a grade), nor question words (somebody
# asks Why), nor "I".
_OPENERS_WORDS = """
The This That These Those It He She They We You There Then But However Furthermore Moreover And If When While
Because Although Therefore Thus Also In On At As All For With After Before So An Its His Her Their Our My Such
Some Many Most Each Every Both Another Since Until Besides Meanwhile Nevertheless Otherwise Instead Additionally
Finally Hence Not From Of To By Is Are Was Were Be Or Has Have Had Can
"""
OPENERS = tuple(_OPENERS_WORDS.split())

# Words that begin a sentence even where no space stands before them, after any word. Not "After", "As", "All", "Not"
# and the like: time.After, errors.As and Is.Not are names in programs.
_STARTERS_WORDS = """
The This That These Those It He She They We You There But However Furthermore Moreover If When Although
Therefore Thus Its His Her Their Our My Such Besides Meanwhile Nevertheless Otherwise Instead Additionally
Finally
"""
STARTERS = tuple(_STARTERS_WORDS.split())
# The same after a word in small letters: Direction.In is a name, "time.In" is not.
_MORE_STARTERS_WORDS = """
I A An In On At And For So Some Many Most While Because Then Also Another No Yes Please Here
"""
STARTERS_AFTER_SMALL = (*STARTERS, *_MORE_STARTERS_WORDS.split())

# Words behind a dot that are more often a name in a program than the start of a sentence.
_MEMBERS_WORDS = """
Add After All Array As Base Before Clean Close Copy Count Create Date Delete End Error Event Exec File Find Get Index Is
Item Join Key Line List Load Map Name New Node Not Now Number Object Open Path Point Print Read Remove Run Save Set
Since Sleep Sort Split Start Stop String Table Text Time Type Until Update Value Wait With Write
"""
MEMBERS = frozenset(_MEMBERS_WORDS.split())

# No sentence ends in these: a capital behind them begins the title of a work, a term, a name.
_LEADING_ON_WORDS = """
a an and are as at be by called entitled for from in into is like named of or read than the titled to was were
with
"""
LEADING_ON = frozenset(_LEADING_ON_WORDS.split())

# Where one of these is, "He", "His" and "You" may be written with a capital anywhere.
SACRED = frozenset({"god", "lord", "jesus", "christ", "allah", "creator", "almighty", "divine", "heaven"})

# Words of one and two letters that begin a clause; the table of common words begins at three.
_SHORT_WORDS = """
a as at by do he if in is it me my no of on or so to up us we
"""
SHORT = frozenset(_SHORT_WORDS.split())

# Tools that write their names in small letters and may begin a sentence so.
_SMALL_NAMES_WORDS = """
apache apt aptitude bash cargo curl debian django docker dpkg emacs git grep java linux make mysql nginx node
perl pip python ruby rust ssh sudo systemd ubuntu vim
"""
SMALL_NAMES = frozenset(_SMALL_NAMES_WORDS.split())

# What a domain name ends in, where a space was set behind its dots.
DOMAINS = frozenset({"com", "org", "net", "edu", "gov", "io", "co", "uk", "int", "de", "fr", "ru", "info"})

# With a verb or a comma behind it, a word opens a sentence even after a name or few words: "in Poland It will employ".
CLAUSE = (
    r" (It|He|She|They|We|This|However|Moreover|Furthermore|Nevertheless)"
    r"(?: (?=(?:is|was|are|were|will|would|has|had|have|can|could|said|says|also|did|does|must|may)\b)|, (?=[a-z]))"
)
