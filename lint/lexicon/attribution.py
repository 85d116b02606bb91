"""Who said it: the English words with which a report names a speaker.

`ATTRIBUTION`, `BARE_ATTRIBUTION` and `INTRODUCTION` are sources of regular expressions for text as it is written (case
matters), with line breaks turned into spaces.
"""

from __future__ import annotations

# Verbs that want something said: a sentence that ends behind one of them has lost it.
_SAYING_WORDS = """
said says stated states noted notes added adds stressed emphasized emphasised emphasizes emphasises remarked
remarks claimed claims declared declares announced announces asserted asserts commented mentioned underlined
underscored highlighted reiterated recalled
"""
_SAYING = _SAYING_WORDS.split()
# Verbs that can stand without; after a quotation they still only name its speaker.
_REPLYING = ["replied", "replies", "answered", "responded", "concluded", "explained", "explains", "quipped"]

# A text with none of these words has no attribution.
_INVERTED = ["insisted", "warned", "confirmed", "admitted", "revealed", "assured", "reported"]
SPEECH = frozenset({*_SAYING, *_REPLYING, *_INVERTED, "told", "pointed", "points", "according"})

_SAYS = (
    rf"(?:{'|'.join(_SAYING)}|points? out|pointed out|"
    r"told (?:\p{Lu}\p{L}+|reporters|journalists|the (?:press|media)))"
)

_WORD = r"[\p{L}'’\-]+"
_NAME = r"(?!Enough\b)\p{Lu}[\p{L}\p{M}'’\-]+"
_HONORIFIC = r"(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Lt|Col|Capt|Sgt|Rev|St)\."
_FULL = rf"{_NAME}(?: (?:{_NAME}|\p{{Lu}}\.|al|bin|de|van|von|der|la|el))*"

# Nouns for people and bodies that speak; anything else before the verb is the subject of some other sentence.
_ROLES_WORDS = """
activist actor actress adviser advisor agency aide ambassador analyst artist attorney author bishop boss brother
captain CEO chair chairman chairperson chairwoman chancellor chief coach colonel commander company correspondent
daughter deputy designer diplomat director doctor driver economist editor engineer envoy executive expert farmer
father firefighter fisherman founder general goalkeeper government governor head historian husband inspector
journalist judge king kremlin lawmaker lawyer leader manager marshal master mayor midfielder minister ministry mother
newspaper nurse
officer official organiser organizer owner player police politician pope premier president prince professor
prosecutor queen report reporter representative researcher resident scholar scientist secretary senator singer
sister son source spokesman spokesperson spokeswoman statement striker student superintendent survivor teacher
victim wife witness writer
"""
_ROLES = _ROLES_WORDS.split()
_ROLE = rf"(?:{'|'.join(_ROLES)})(?:e?s)?"
_DETERMINER = r"(?:His|Her|Its|Their|Our|The|A|An|One|Another|Several|Some|Many|Two|Three)"
_NAMELESS = (
    r"(?:He|She|They)"
    rf"|(?:{_DETERMINER} (?:(?!and\b){_WORD} ){{0,6}}?{_ROLE}"
    rf"(?: (?:of|for|in|at|to) (?:{_WORD} ){{0,5}}?{_WORD})?(?: {_FULL})?)"
    rf"|(?:(?:{_WORD} ){{1,5}}?{_ROLE} {_FULL})"
)
_SPEAKER = rf"(?:{_NAMELESS}|(?:(?:The |{_HONORIFIC} )?{_FULL}))"
# A lone name needs the quotation before it: "Simon says." may be a title.
_FULL_SPEAKER = rf"(?:{_NAMELESS}|(?:(?:The |{_HONORIFIC} ){_FULL})|(?:{_NAME} {_FULL}))"
_ADVERB = r"(?:(?:also|then|later|further|once|himself|herself) )?"
# Where and when it was said: the only thing that may follow.
_CIRCUMSTANCE = (
    r"(?:,? (?:on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|last (?:week|month|year|night)|yesterday|today|earlier|"
    r"in (?:a|an|his|her|their|the) (?:[\p{L}\-]+ ){0,3}?(?:statement|interview|speech|address|post|tweet|comments?|"
    r"remarks|letter|briefing|report|message|video|call|broadcast)|"
    r"at (?:a|the) (?:[\p{L}\-]+ ){0,2}?(?:conference|briefing|meeting|hearing|summit|forum|ceremony|event)|"
    r"to (?:reporters|journalists|the press|the media)|"
    r"(?:after|before|during|following) (?:a|the|his|her|their) (?:[\p{L}\-]+ ){0,3}?(?:meeting|match|game|talks|vote|"
    r"hearing|incident|attack|visit|trial|race|training|session))){0,2}"
)

_ROLE_NAMED = (
    rf"(?:the|a|an|one|his|her|its|their) (?:(?!and\b){_WORD} ){{0,5}}?{_ROLE}"
    rf"(?: (?:of|for|in|at) (?:the )?{_WORD}(?: {_WORD})?)?(?:,? {_FULL})?"
)
_TITLED = rf"(?:The |{_HONORIFIC} )?{_NAME} {_FULL}"
# The verb first: "Explained the mayor." Behind a statement only verbs that no list of changes begins with.
_AFTER_QUOTE = "|".join(v.capitalize() for v in (*_SAYING, *_REPLYING, *_INVERTED) if v.endswith("d"))
_AFTER_STATEMENT = "Said|Explained|Insisted|Stressed|Emphasi[sz]ed|Warned|Remarked|Commented|Pointed out"
_SOURCE = (
    rf"According to (?:{_ROLE_NAMED}|{_TITLED}|(?:local |security |official )?(?:sources|reports|officials|police))"
)

# A sentence that is only an attribution, without its full stop, behind a quotation ...
ATTRIBUTION = rf"(?:{_SPEAKER} {_ADVERB}(?:{_SAYS}|{'|'.join(_REPLYING)}){_CIRCUMSTANCE}"
ATTRIBUTION += rf"|(?:{_AFTER_QUOTE}) (?:{_ROLE_NAMED}|{_TITLED}){_CIRCUMSTANCE}|{_SOURCE})"
# ... and where no quotation comes before: only verbs that cannot stand alone.
BARE_ATTRIBUTION = rf"(?:{_FULL_SPEAKER} {_ADVERB}{_SAYS}{_CIRCUMSTANCE}"
BARE_ATTRIBUTION += rf"|(?:{_AFTER_STATEMENT}) (?:{_ROLE_NAMED}|{_TITLED}){_CIRCUMSTANCE}|{_SOURCE})"

# What stands before a quotation that its speaker opens: "He said in a call with reporters: ".
INTRODUCTION = (
    r"\b(?:say|says|said|saying|state[sd]?|stating|tells?|told|telling|adds?|added|adding|wr[io]te[s]?|written|writing|"
    r"answer(?:s|ed|ing)?|repl(?:y|ies|ied|ying)|explain(?:s|ed|ing)?|declare[sd]?|claim(?:s|ed|ing)?|"
    r"comment(?:s|ed|ing)?|not(?:es|ed|ing)|stress(?:es|ed|ing)?|emphasi[sz](?:es|ed|ing)|point(?:s|ed|ing) out|"
    r"remark(?:s|ed|ing)?|announce[sd]?|continue[sd]?|conclude[sd]?|insist(?:s|ed|ing)?|warn(?:s|ed|ing)?|"
    r"post(?:s|ed|ing)?|tweet(?:s|ed)?)\b[^.!?“”\":;]{0,120}[:,]\s*"
)
