"""Plain text: what is a title, a paragraph, an item, a quotation or a cell, and where it stands."""

import pytest

from lint import readers
from lint.document import OPAQUE

LONG = (
    "The council met on Tuesday to discuss the plan for the old harbour, and for once nobody went home early "
    "or shouted at the mayor."
)
WRAPPED = """\
The council met on Tuesday to discuss the plan for the old harbour, and
for once nobody went home early. The mayor, who had come by bicycle,
said so herself.
"""


def blocks(source: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in readers.read(source, "a.txt").blocks]


def kinds(source: str) -> list[str]:
    return [kind for kind, _ in blocks(source)]


def test_a_short_first_line_is_the_title():
    assert blocks("Harbour plan agreed\n\nThe council met.\n") == [
        ("title", "Harbour plan agreed"),
        ("paragraph", "The council met."),
    ]


@pytest.mark.parametrize(
    "source",
    [
        "A single paragraph has no title",
        "It ends with a stop.\n\nThe council met.",
        "Did it end?\n\nIt did.",
        "May 16, 2021\n\nThe council met.",
        "## Two marks first\n\nThe council met.",
        LONG + LONG[:-1] + "\n\nThe council met.",
    ],
)
def test_no_other_first_line_is(source):
    assert kinds(source)[0] == "paragraph"


def test_a_headline_said_twice_is_title_and_paragraph():
    assert kinds("Talks were to save ties: Kremlin\n\nTalks were to save ties: Kremlin\n\nMoscow: It said so.") == [
        "title",
        "paragraph",
        "paragraph",
    ]


def test_wrapped_lines_are_one_paragraph():
    assert blocks(WRAPPED + "\n" + WRAPPED) == [("paragraph", WRAPPED.strip())] * 2


def test_long_lines_are_paragraphs():
    assert blocks(f"{LONG}\nA short one.\n{LONG}") == [
        ("paragraph", LONG),
        ("paragraph", "A short one."),
        ("paragraph", LONG),
    ]


def test_short_lines_that_were_ended_on_purpose_are_paragraphs():
    assert blocks("The ferry was late.\nNobody minded.\nThe sun shone on the quay.") == [
        ("paragraph", "The ferry was late."),
        ("paragraph", "Nobody minded."),
        ("paragraph", "The sun shone on the quay."),
    ]


def test_an_indented_line_begins_a_paragraph():
    source = WRAPPED + "   " + WRAPPED
    assert kinds(source) == ["paragraph", "paragraph"]


@pytest.mark.parametrize(
    "heading", ["WHAT CAME NEXT", "2.1 What came next", "Chapter 3", "What came next\n--------------"]
)
def test_certain_headings(heading):
    assert blocks(f"{LONG}\n\n{heading}\n\n{LONG}")[1] == ("heading", heading.partition("\n")[0])


@pytest.mark.parametrize("line", ["NATO", "What came next", "It was LOUD.", "HE SAID: “NO”"])
def test_lines_that_may_be_anything_are_paragraphs(line):
    assert kinds(f"{LONG}\n\n{line}\n\n{LONG}")[1] == ("heading" if line == "NATO" else "paragraph")


def test_items():
    source = "Bring these:\n- a rope\n- a lamp that\n  burns long\n\n1. Light it.\n2) Wait.\n(b) Go.\n• Rest."
    assert blocks(source) == [
        ("paragraph", "Bring these:"),
        ("item", "a rope"),
        ("item", "a lamp that\nburns long"),
        ("item", "Light it."),
        ("item", "Wait."),
        ("item", "Go."),
        ("item", "Rest."),
    ]


def test_a_dash_at_the_start_of_a_wrapped_line_is_no_item():
    source = (
        "The mayor of the old harbour town, who had come to the meeting by bicycle\n"
        "- it was May - said so herself, and she was believed by all.\n"
    )
    assert kinds(source) == ["paragraph"]


def test_quotations_of_mail():
    assert blocks("> Are you coming\n> to the harbour?\n>\n>> No.\n\nYes, I am.") == [
        ("quote", "Are you coming\nto the harbour?"),
        ("quote", "No."),
        ("paragraph", "Yes, I am."),
    ]


@pytest.mark.parametrize(
    "table",
    ["| Berth | Fee |\n|-------|-----|\n| Inner | 20  |", "Berth\tFee\nInner\t20", "Berth     Fee\nInner     20"],
)
def test_tables_are_cells(table):
    assert [text for kind, text in blocks(table) if kind == "cell"] == ["Berth", "Fee", "Inner", "20"]


@pytest.mark.parametrize("ruler", ["-----", "* * *", "=========", "~~~", "_ _ _"])
def test_rulers_part_and_are_nothing(ruler):
    assert kinds(f"{LONG}\n{ruler}\n{LONG}") == ["paragraph", "paragraph"]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("See https://a.example/b_(c)?d=e.", f"See {OPAQUE}."),
        ("(see www.a.example/b), now", f"(see {OPAQUE}), now"),
        ("Write to a.b@c.example, please", f"Write to {OPAQUE}, please"),
        ("Follow @harbour at noon", "Follow @harbour at noon"),
    ],
)
def test_addresses_are_no_prose(text, seen):
    assert blocks(text) == [("paragraph", seen)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("head", ["", "\ufeff"])
def test_places_hold_in_every_kind_of_file(end, head):
    source = head + end.join(["Some title 👍 here", "", "- Cafe\u0301 one", "- nul\0 two", "", "> last one"])
    for block in readers.read(source, "a.txt").blocks:
        for word in block.words:
            assert block.span(*word).of(source) == block.text[word.start : word.end]


@pytest.mark.parametrize("source", ["", "\ufeff", "\n\r\n", " \t ", "-----", "\0"])
def test_files_without_prose(source):
    assert [block.text.strip("\0") for block in readers.read(source, "a.txt").blocks if block.words] == []


@pytest.mark.parametrize(
    "unit", ["A line of words and one@more.example ", "a", "(", "a.@", "> ", "| ", "word\n", "- a\n"]
)
def test_a_megabyte_of_anything_is_read_to_its_end(unit):
    source = unit * (1_000_000 // len(unit))
    readers.read(source, "a.txt")
