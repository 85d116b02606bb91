"""Passages, labels and files in another language than they ought to be in."""

import pytest

from lint import engine, kinds, readers
from lint.lexicon import identify, languages
from lint.rulebook import builtin, load

BOOK = load(builtin() / "core" / "language")

# The same three sentences about a harbour in each language: two paragraphs of a text, and a passage in others.
TEXTS = {
    "en": (
        "The harbour lies in the south of the town and is closed in winter. Who comes by car leaves it at the church.",
        "The old lighthouse can be visited on Sundays, but only when the weather is good.",
    ),
    "de": (
        "Der Hafen liegt im Süden der Stadt und ist winters geschlossen. Wer mit dem Auto kommt, parkt an der Kirche.",
        "Den alten Leuchtturm kann man sonntags besichtigen, aber nur wenn das Wetter gut ist.",
    ),
    "fr": (
        "Le port se trouve au sud de la ville et il est fermé en hiver. Qui vient en voiture se gare à l’église.",
        "On peut visiter le vieux phare le dimanche, mais seulement quand il fait beau.",
    ),
    "es": (
        "El puerto está al sur de la ciudad y cierra en invierno. Los que llegan en coche lo dejan junto a la iglesia.",
        "El viejo faro se puede visitar los domingos, pero solo cuando hace buen tiempo.",
    ),
    "it": (
        "Il porto si trova a sud della città ed è chiuso d’inverno. Chi viene in auto la lascia vicino alla chiesa.",
        "Il vecchio faro si può visitare la domenica, ma solo quando il tempo è bello.",
    ),
    "pt": (
        "O porto fica ao sul da cidade e está fechado no inverno. Quem vem de carro deixa-o junto da igreja.",
        "O velho farol pode ser visitado aos domingos, mas só quando o tempo está bom.",
    ),
    "nl": (
        "De haven ligt in het zuiden van de stad en is ’s winters dicht. Wie met de auto komt, zet hem bij de kerk.",
        "De oude vuurtoren kan op zondag worden bezocht, maar alleen als het weer goed is.",
    ),
    "ro": (
        "Portul se află în sudul orașului și este închis iarna. Cei care vin cu mașina o lasă lângă biserică.",
        "Farul cel vechi poate fi vizitat duminica, dar numai când vremea este frumoasă.",
    ),
    "pl": (
        "Port leży na południu miasta i jest zamknięty zimą. Kto przyjeżdża samochodem, zostawia go przy kościele.",
        "Starą latarnię można zwiedzać w niedziele, ale tylko wtedy, gdy pogoda jest dobra.",
    ),
    "cs": (
        "Přístav leží na jihu města a v zimě je zavřený. Kdo přijede autem, nechá ho u kostela.",
        "Starý maják je možné navštívit v neděli, ale jen když je pěkné počasí.",
    ),
    "hu": (
        "A kikötő a város déli részén van, és télen zárva tart. Aki autóval jön, az a templomnál hagyja.",
        "A régi világítótorony vasárnap látogatható, de csak akkor, ha jó az idő.",
    ),
    "sv": (
        "Hamnen ligger söder om staden och är stängd på vintern. Den som kommer med bil ställer den vid kyrkan.",
        "Den gamla fyren kan besökas på söndagar, men bara när vädret är bra.",
    ),
    "fi": (
        "Satama on kaupungin eteläosassa ja se on talvella kiinni. Ne, jotka tulevat autolla, jättävät sen kirkon luo.",
        "Vanhassa majakassa voi käydä sunnuntaisin, mutta vain silloin kun sää on hyvä.",
    ),
    "tr": (
        "Liman şehrin güneyinde ve kışın kapalıdır. Araba ile gelenler onu kilisenin yanında bırakır.",
        "Eski deniz feneri pazar günleri gezilebilir, ama yalnız hava güzel olduğu zaman.",
    ),
    "id": (
        "Pelabuhan itu terletak di selatan kota dan tutup pada musim hujan. Yang datang dengan mobil parkir di gereja.",
        "Mercusuar tua itu dapat dikunjungi pada hari Minggu, tetapi hanya jika cuaca baik.",
    ),
    "ru": (
        "Порт находится на юге города, и зимой он закрыт. Кто приезжает на машине, оставляет её у церкви.",
        "Старый маяк можно посетить по воскресеньям, но только если погода хорошая.",
    ),
    "uk": (
        "Порт розташований на півдні міста, і взимку він зачинений. Хто приїжджає машиною, лишає її біля церкви.",
        "Старий маяк можна відвідати в неділю, але тільки якщо погода гарна.",
    ),
    "ja": (
        "港は町の南にあり、冬は閉まっています。車で来る人は教会のそばに停めます。",
        "古い灯台は日曜日に見学できますが、天気が良い日だけです。",
    ),
    "zh": (
        "港口在城市的南边，冬天关闭。开车来的人把车停在教堂旁边。",
        "星期天可以参观古老的灯塔，但只在天气好的时候。",
    ),
    "ko": (
        "항구는 도시의 남쪽에 있으며 겨울에는 문을 닫습니다. 차로 오는 사람은 교회 옆에 세웁니다.",
        "오래된 등대는 일요일에 볼 수 있지만 날씨가 좋을 때만 가능합니다.",
    ),
    "el": (
        "Το λιμάνι βρίσκεται στα νότια της πόλης και είναι κλειστό τον χειμώνα.",
        "Ο παλιός φάρος είναι ανοιχτός τις Κυριακές, αλλά μόνο όταν ο καιρός είναι καλός.",
    ),
    "ar": (
        "يقع الميناء في جنوب المدينة وهو مغلق في الشتاء.",
        "يمكن زيارة المنارة القديمة يوم الأحد ولكن فقط عندما يكون الطقس جيدا.",
    ),
}


def findings(text, name="page.md", language=None, preview=True):
    document = readers.read(text, name, language=language)
    return engine.run(document, BOOK.select(preview=preview)).findings


def told(text, name="page.md", language=None, preview=True):
    return [(finding.rule, finding.text) for finding in findings(text, name, language, preview)]


@pytest.mark.parametrize("home", TEXTS)
def test_a_text_in_one_language_is_silent(home):
    assert told("\n\n".join(TEXTS[home]) + "\n", language=home) == []


@pytest.mark.parametrize(
    ("home", "other"), [(h, o) for h in TEXTS for o in ("en", "fr", "ro", "cs", "id", "ru", "uk", "ja") if h != o]
)
def test_a_paragraph_in_another_language_is_told(home, other):
    first, second = TEXTS[home]
    passage = TEXTS[other][1]
    assert told(f"{first}\n\n{passage}\n\n{second}\n", language=home) == [("untranslated-passage", passage)]


@pytest.mark.parametrize("home", ["en", "de", "fr", "es", "it", "nl", "ro", "pl", "hu", "sv", "fi", "tr"])
def test_a_sentence_in_the_middle_of_a_paragraph_is_told(home):
    first, second = TEXTS[home]
    passage = TEXTS["de" if home == "en" else "en"][1]
    assert told(f"{first} {passage} {second}\n", language=home) == [("untranslated-passage", passage)]


def test_a_run_of_blocks_is_one_finding_that_says_how_long_it_is():
    first, second = TEXTS["de"]
    english = "## The old lighthouse on the hill\n\n" + "\n\n".join(TEXTS["en"])
    (finding,) = findings(f"{first}\n\n{english}\n\n{second}\n", language="de")
    assert finding.text == "The old lighthouse on the hill"
    assert "so are the 2 blocks after it" in finding.message
    assert "is English in a text that is otherwise German" in finding.message


@pytest.mark.parametrize("block", ["## {}", "- {}", "> {}", "| {} | 1 |\n|---|---|\n| 2 | 3 |", "![{}](a.png)"])
def test_each_sort_of_block_is_looked_at(block):
    first, second = TEXTS["de"]
    passage = "how to get to the island by ferry"
    assert told(f"{first}\n\n{block.format(passage)}\n\n{second}\n", language="de") == [
        ("untranslated-passage", passage)
    ]


def test_a_label_is_told_in_preview_only():
    text = f"## Getting here by bus\n\n{TEXTS['de'][0]}\n"
    assert told(text, language="de") == [("untranslated-label", "Getting here by bus")]
    assert told(text, language="de", preview=False) == []


def test_a_label_of_words_that_the_text_uses_itself_is_its_jargon():
    text = "## Pull Request Template\n\nWir haben ein Template für jeden Pull Request, und das ist gut so.\n"
    assert told(text, language="de") == []


@pytest.mark.parametrize(
    "passage",
    [
        "„Those who come by car should leave it at the church“, sagt der Wirt.",
        "Der Film *The man who came by car and left it there* läuft im Kino.",
        "Der Film <i>The man who came by car and left it there</i> läuft im Kino.",
        "> Those who come by car should leave it at the church.\n>\n> — Mary Miller, harbour master",
        "Der Hafenmeister schreibt:\n\n> Those who come by car should leave it at the church.",
        "## Literatur\n\n- Miller, Mary: The history of the harbour and of the people who built it. London 1999.",
        "Die Gesellschaft der Häfen (the society of the harbours of the north) hat das beschlossen.",
        "English | Deutsch | Español | Français",
        "## Installation",
        "## Start",
        "- The Lord of the Boats and the Sea",
        "```\nthis is not what you have to write in the file\n```",
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor.",
        "[Read more about the harbour and the old lighthouse](more.md)",
    ],
)
def test_what_may_stand_in_another_language_is_left_alone(passage):
    first, second = TEXTS["de"]
    assert told(f"{first}\n\n{passage}\n\n{second}\n", language="de") == []


@pytest.mark.parametrize(
    "line",
    [
        "She sang la la la, la la la, and de-dum-de-dum-de-dum all the way home.",
        "The firm of Van der Berg en Zonen was bought by the Compagnie des Eaux de la Ville.",
        "See 12 U.S.C. § 1701 et seq.",
        "The poet wrote about Juan Carlos de la Cruz, El Greco and La Paz.",
        "C'est la vie, as they say.",
        "Universidad Nacional del Mar y de los Puertos",
    ],
)
def test_names_and_phrases_in_an_english_text_are_left_alone(line):
    first, second = TEXTS["en"]
    assert told(f"{first}\n\n{line}\n\n{second}\n", language="en") == []


def test_an_element_that_says_its_language_is_left_alone():
    french = "".join(f"<p>{text}</p>" for text in TEXTS["fr"])
    page = '<html lang="en"><body><p>{}</p>{}<p>{}</p></body></html>'
    english = TEXTS["en"]
    said = page.format(english[0], f'<div lang="fr">{french}</div>', english[1])
    unsaid = page.format(english[0], f"<div>{french}</div>", english[1])
    assert told(said, "page.html") == []
    assert [rule for rule, _ in told(unsaid, "page.html")] == ["untranslated-passage"]


@pytest.mark.parametrize("path", ["docs/de/page.md", "page.de.md", "content/de-AT/a/b.md", "de/page.md"])
def test_a_file_in_another_language_than_its_path_is_told_once(path):
    text = "# The harbour\n\n" + "\n\n".join(TEXTS["en"]) + "\n"
    assert [finding.rule for finding in findings(text, path)] == ["wrong-language-file"]


def test_a_file_in_another_language_than_its_front_matter_is_told():
    text = "---\nlang: fr\n---\n\n" + "\n\n".join(TEXTS["en"]) + "\n"
    assert [finding.rule for finding in findings(text)] == ["wrong-language-file"]


@pytest.mark.parametrize(
    "path",
    [
        "it/page.md",
        "is/page.md",
        "no/page.md",
        "docs/hr/page.md",
        "docs/ca/page.md",
        "src/es/page.md",
        "a.id.md",
        "uk-en/page.md",
    ],
)
def test_a_folder_that_only_looks_like_a_language_is_none(path):
    document = readers.read("\n\n".join(TEXTS["en"]), path)
    assert (document.language, document.claimed) == ("en", None)
    assert told("\n\n".join(TEXTS["en"]), path) == []


def test_nothing_is_told_where_no_language_is_said_and_none_is_the_language_of_the_text():
    texts = [text for code in ("de", "en", "fr") for text in TEXTS[code]]
    assert told("\n\n".join(texts) + "\n") == []


def test_a_text_in_a_language_that_is_not_known_is_not_judged():
    assert told("Mae’r harbwr yn ne’r dref.\n\n" + TEXTS["en"][0] + "\n", language="cy") == []


@pytest.mark.parametrize("code", TEXTS)
def test_the_language_of_a_text_is_found(code):
    document = readers.read("\n\n".join([*TEXTS[code], *TEXTS[code]]), "page.txt")
    assert document.language == code
    assert document.metrics["language"] == {"tag": code, "from": "text"}


@pytest.mark.parametrize("text", ["", "1 2 3", "Wetter", "foo bar baz " * 40])
def test_a_text_of_which_nothing_can_be_told_counts_as_english(text):
    document = readers.read(text, "page.txt")
    assert document.language == "en"
    assert document.metrics["language"] == {"tag": "en", "from": "default"}


@pytest.mark.parametrize(
    ("path", "source", "option", "tag", "by"),
    [
        ("docs/de/a.md", "\n\n".join(TEXTS["de"]), None, "de", "path"),
        ("a.pt-br.md", "\n\n".join(TEXTS["pt"]), None, "pt-br", "path"),
        ("it/a.md", "\n\n".join(TEXTS["it"]), None, "it", "path"),
        ("docs/de/a.md", "\n\n".join(TEXTS["en"]), None, "en", "text"),
        ("docs/de/a.md", "---\nlang: fr\n---\n\n" + TEXTS["en"][0], None, "fr", "file"),
        ("docs/de/a.md", "---\nlang: fr\n---\n\n" + TEXTS["en"][0], "nl", "nl", "option"),
        ("docs/de/a.md", "ACME", None, "de", "path"),
    ],
)
def test_who_says_the_language(path, source, option, tag, by):
    document = readers.read(source, path, language=option)
    assert (document.language, document.metrics["language"]) == (tag, {"tag": tag, "from": by})


def test_tables_know_the_same_languages():
    assert set(identify.grammar_words()) == set(identify.COMPARED)
    assert set(identify.COMPARED) | set(languages.SCRIPTS) == set(languages.NAMES)


def test_the_kind_is_always_there():
    assert kinds.lacking("language") is None
    assert not kinds.opt_in("language")
