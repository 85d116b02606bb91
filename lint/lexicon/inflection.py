"""The inflected forms of English words, generated from rules and a table of irregular ones.

Generating is for matching only: a form that English does not have ("sheeps") is harmless in a pattern, so the rules
lean to too many. A lemmatiser would have to be asked at every word of every article; forms are made once a rule.
"""

from __future__ import annotations

from functools import cache

_VOWELS = "aeiou"

# lemma: past, participle (the same if one is given), as in any grammar of English.
_IRREGULAR_VERBS = """
arise arose arisen|awake awoke awoken|be was were been am is are being|bear bore borne born|beat beat beaten
become became become|begin began begun|bend bent|bet bet|bind bound|bite bit bitten|bleed bled|blow blew blown
break broke broken|breed bred|bring brought|build built|burn burnt burned|burst burst|buy bought|cast cast
catch caught|choose chose chosen|cling clung|come came come|cost cost|creep crept|cut cut|deal dealt|dig dug
do did done does|draw drew drawn|dream dreamt dreamed|drink drank drunk|drive drove driven|eat ate eaten
fall fell fallen|feed fed|feel felt|fight fought|find found|flee fled|fling flung|fly flew flown
forbid forbade forbidden|forget forgot forgotten|forgive forgave forgiven|freeze froze frozen
get got gotten|give gave given|go went gone goes|grind ground|grow grew grown|hang hung hanged|have had has
hear heard|hide hid hidden|hit hit|hold held|hurt hurt|keep kept|kneel knelt|know knew known|lay laid|lead led
lean leant leaned|leap leapt leaped|learn learnt learned|leave left|lend lent|let let|lie lay lain lied lying
light lit lighted|lose lost|make made|mean meant|meet met|pay paid|put put|quit quit|read read|rid rid
ride rode ridden|ring rang rung|rise rose risen|run ran run|say said|see saw seen|seek sought|sell sold|send sent
set set|sew sewed sewn|shake shook shaken|shed shed|shine shone|shoot shot|show showed shown|shrink shrank shrunk
shut shut|sing sang sung|sink sank sunk|sit sat|sleep slept|slide slid|sling slung|speak spoke spoken|speed sped
spend spent|spill spilt spilled|spin spun|spit spat|split split|spread spread|spring sprang sprung|stand stood
steal stole stolen|stick stuck|sting stung|stink stank stunk|strike struck stricken|string strung|strive strove striven
swear swore sworn|sweep swept|swim swam swum|swing swung|take took taken|teach taught|tear tore torn|tell told
think thought|throw threw thrown|thrust thrust|tread trod trodden|understand understood|wake woke woken
wear wore worn|weave wove woven|weep wept|win won|wind wound|withdraw withdrew withdrawn|write wrote written
undergo underwent undergone undergoes|undertake undertook undertaken|overcome overcame overcome|die died dying
tie tied tying|panic panicked panicking|focus focused focusing focussed focussing|mimic mimicked mimicking
picnic picnicked picnicking|traffic trafficked trafficking|quiz quizzed quizzing|prove proved proven|saw sawed sawn
mistake mistook mistaken|forecast forecast|broadcast broadcast|partake partook partaken|shave shaved shaven
slay slew slain|slide slid|swell swelled swollen|dig dug|spoil spoilt spoiled|smell smelt smelled|spell spelt spelled
"""
_IRREGULAR_NOUNS = """
foot feet|tooth teeth|goose geese|mouse mice|man men|woman women|child children|person people persons|ox oxen
life lives|knife knives|wife wives|leaf leaves|half halves|calf calves|loaf loaves|thief thieves|wolf wolves
shelf shelves|self selves|analysis analyses|crisis crises|basis bases|thesis theses|phenomenon phenomena
criterion criteria|medium media|datum data|index indices indexes|matrix matrices|appendix appendices|vertex vertices
axis axes|hero heroes|cargo cargoes cargos|volcano volcanoes|mosquito mosquitoes|scarf scarves|elf elves|quiz quizzes
stomach stomachs|monarch monarchs|epoch epochs|stimulus stimuli|nucleus nuclei|fungus fungi|bacterium bacteria
curriculum curricula|louse lice|potato potatoes|tomato tomatoes|echo echoes|veto vetoes|sheep sheep|fish fish
deer deer|series series
"""
_VERBS = {row.split()[0]: tuple(row.split()[1:]) for row in _IRREGULAR_VERBS.replace("\n", "|").split("|") if row}
_NOUNS = {row.split()[0]: tuple(row.split()[1:]) for row in _IRREGULAR_NOUNS.replace("\n", "|").split("|") if row}

# Stressed on the last syllable, so the consonant doubles ("referred"); "offer" and "open" do not.
_DOUBLING = frozenset(
    (  # noqa: SIM905 (a list of sixty strings would be sixty lines)
        "admit commit compel confer control defer deter equip excel expel incur infer occur omit patrol permit prefer "
        "propel rebel recur refer regret repel submit transfer transmit begin forget upset outbid rerun unplug travel "
        "cancel label model signal level channel tunnel quarrel counsel fuel marshal equal total program kidnap "
        "worship handicap acquit overlap unwrap debug"
    ).split()
)


def _doubles(word: str) -> bool:
    if word in _DOUBLING:
        return True
    word = word.replace("qu", "q")  # the u of "quit" is no vowel
    if len(word) < 3 or word[-1] in _VOWELS + "wxy" or word[-2] not in _VOWELS or word[-3] in _VOWELS:
        return False
    return sum(c in _VOWELS for c in word) == 1


# "overthrow" goes like "throw", "spokesman" like "man".
_PREFIXES = ("re", "un", "out", "over", "under", "mis", "fore", "with", "up")
_HEADS = ("man", "woman", "child", "wife", "knife", "shelf", "life", "tooth", "foot", "mouse")


def _irregular_verb(word: str) -> tuple[str, ...]:
    if word in _VERBS:
        return _VERBS[word]
    for prefix in _PREFIXES:
        if word.startswith(prefix) and word[len(prefix) :] in _VERBS:
            return tuple(prefix + form for form in _VERBS[word[len(prefix) :]])
    return ()


def _plurals(word: str) -> tuple[str, ...]:
    if word in _NOUNS:
        return _NOUNS[word]
    for head in _HEADS:
        if word.endswith(head):  # "human" gets "humen" beside "humans", which does no harm
            return (third_person(word), *(word[: -len(head)] + form for form in _NOUNS[head]))
    if word.endswith("sis"):
        return (word[:-2] + "es",)
    return (third_person(word),)


def third_person(word: str) -> str:
    """The form in -s, which is also the regular plural."""
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def _participles(word: str) -> tuple[str, str]:
    if word.endswith(("ee", "oe", "ye")):
        return word + "d", word + "ing"
    if word.endswith("ie"):
        return word + "d", word[:-2] + "ying"
    if word.endswith("e"):
        return word + "d", word[:-1] + "ing"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ied", word + "ing"
    if _doubles(word):
        return word + word[-1] + "ed", word + word[-1] + "ing"
    return word + "ed", word + "ing"


@cache
def forms(lemma: str) -> tuple[str, ...]:
    """The lemma and its forms as a verb and as a noun, in lower case, the lemma first."""
    lemma = lemma.lower()
    found = [lemma, *_plurals(lemma)]
    past, gerund = _participles(lemma)
    irregular = _irregular_verb(lemma)
    if irregular:
        found.extend((third_person(lemma), *irregular))
        if not any(form.endswith("ing") for form in irregular if len(form) > len(lemma) + 1):
            found.append(gerund)
    else:
        if lemma in _NOUNS:
            found.append(third_person(lemma))
        found.extend((past, gerund))
        if lemma in _DOUBLING and lemma.endswith("l"):  # travelled, traveled
            found.extend((lemma + "ed", lemma + "ing"))
    return tuple(dict.fromkeys(found))


@cache
def _irregular_bases() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for table in (_VERBS, _NOUNS):
        for lemma, irregular in table.items():
            for form in irregular:
                if form != lemma and lemma not in found.setdefault(form, []):
                    found[form].append(lemma)
    return {form: tuple(lemmas) for form, lemmas in found.items()}


@cache
def bases(form: str) -> tuple[str, ...]:
    """The words in lower case that `form` may be a form of, itself first; some of them English does not have.

    The reverse of `forms`. Whoever asks looks them up in a table, and "nee", of which "need" would be the past, is in
    none.
    """
    found = [form, *_irregular_bases().get(form, ())]
    for ending in ("ies", "ied"):
        if form.endswith(ending) and len(form) > 4:
            found.append(form[:-3] + "y")
    if form.endswith("s") and not form.endswith("ss") and len(form) > 3:
        found.append(form[:-1])
        if form.endswith("es"):
            found.append(form[:-2])
        if form.endswith("ses"):  # analyses
            found.append(form[:-2] + "is")
    for ending in ("ed", "ing"):
        if form.endswith(ending) and len(form) > len(ending) + 2:
            stem = form[: -len(ending)]
            found.extend((stem, stem + "e"))
            if len(stem) > 3 and stem[-1] == stem[-2]:
                found.append(stem[:-1])
    return tuple(dict.fromkeys(found))
