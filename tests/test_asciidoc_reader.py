"""AsciiDoc: what is prose, of what kind, and where it stands."""

# ruff: noqa: ISC004 - a source stands beside what is read in it

import pytest

from lint import readers
from lint.document import OPAQUE
from lint.readers import asciidoc

HANDBOOK = """\
= The *Harbour* Handbook
Ada Keeper <ada@a.example>
v1.2, 2024-02-01
:description: How boats are moored \\
and what it costs.
:lang: en-GB
:toc:

[abstract]
This handbook says how to moor.

// a comment
== Mooring a boat

A boat is *moored* by `two_lines`, see <<costs>> and <<costs,the part on costs>>.footnote:[One is _not_ enough.]
// hidden
It costs {price} at https://a.example/pay[the office]. +
Write to ada@a.example.

.A quiet harbour
image::harbour.png["Boats, at rest",300,title="Evening light"]

* First item
with more
** Nested item
+
Attached paragraph.

. [x] One
Rope:: A thing to tie with
Fender::
  Keeps the hull clean

NOTE: Mind the tide.

[WARNING]
.Look out
====
The quay is slippery.

----
code here
----
====

[quote, A. Sailor, Log]
____
The sea is patient.
____

[source,ruby]
puts "x"

[cols="1,2m"]
|===
|Berth |Code

|Inner basin |A1
2+|Both columns
a|
* list in a cell
|`x`
|===

....
literal
....

 indented literal

ifdef::x[]
Conditional text stays.
endif::[]
include::other.adoc[]

Last Part
---------

The end.
"""


def blocks(source: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in readers.read(source, "a.adoc").blocks]


def test_a_handbook():
    assert blocks(HANDBOOK) == [
        ("title", "The Harbour Handbook"),
        ("field", "How boats are moored\nand what it costs."),
        ("paragraph", "This handbook says how to moor."),
        ("heading", "Mooring a boat"),
        (
            "paragraph",
            f"A boat is moored by {OPAQUE}, see {OPAQUE} and the part on costs.\n"
            f"It costs {OPAQUE} at the office.\nWrite to {OPAQUE}.",
        ),
        ("paragraph", "One is not enough."),
        ("caption", "A quiet harbour"),
        ("caption", "Boats, at rest"),
        ("caption", "Evening light"),
        ("item", "First item\nwith more"),
        ("item", "Nested item"),
        ("item", "Attached paragraph."),
        ("item", "One"),
        ("item", "Rope"),
        ("item", "A thing to tie with"),
        ("item", "Fender"),
        ("item", "Keeps the hull clean"),
        ("paragraph", "Mind the tide."),
        ("caption", "Look out"),
        ("paragraph", "The quay is slippery."),
        ("quote", "The sea is patient."),
        ("cell", "Berth"),
        ("cell", "Inner basin"),
        ("cell", "Both columns"),
        ("cell", "list in a cell"),
        ("paragraph", "Conditional text stays."),
        ("heading", "Last Part"),
        ("paragraph", "The end."),
    ]


def test_the_declared_language():
    assert asciidoc.language(HANDBOOK) == "en-GB"
    assert asciidoc.language("A page.") is None
    assert asciidoc.language("---\nlang: de\n---\nEine Seite.") == "de"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("H~2~O, E=mc^2^ and **un**broken", "H2O, E=mc2 and unbroken"),
        ("a _slanted_ [.red]#word# here", "a slanted word here"),
        ("\"`safe`\" and '`so`'", "\"safe\" and 'so'"),
        ("+raw+, $$x$$, pass:[y], stem:[x^2], ++z++", ", ".join([OPAQUE] * 5)),
        ("kbd:[Ctrl+C] and icon:x[]", f"{OPAQUE} and {OPAQUE}"),
        ("link:a.html[the page^] and xref:b.adoc[]", f"the page and {OPAQUE}"),
        ('https://a.example["one, two",role=x] now', "one, two now"),
        ("https://a.example[one,window=_blank] now", "one now"),
        ("{rsquo}tis &#8217;tis {cpp} {name} {{two}}", f"’tis ’tis C++ {OPAQUE} {{{OPAQUE}}}"),
        ("\\*so* and a*b*c and 2 * 3 * 4", "*so* and a*b*c and 2 * 3 * 4"),
        ("((visible)) (((hidden, x))).", "visible."),
        ("A [[id]]note footnote:[].", "A note."),
        ("*bold with `code` and _more_*", f"bold with {OPAQUE} and more"),
        ("not *closed and `open", "not *closed and `open"),
        ("*two\nlines*", "two\nlines"),
    ],
)
def test_inline_markup(source, text):
    assert blocks("x\n\n" + source)[1:] == [("paragraph", text)]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("////\nno\n////\nYes.", [("paragraph", "Yes.")]),
        ("++++\n<p>no</p>\n++++", []),
        ("```py\nno\n```", []),
        ("[stem]\n++++\nx\n++++", []),
        ("[listing]\nno\n\nYes.", [("paragraph", "Yes.")]),
        ("[plantuml]\n--\nno\n--", []),
        ("--\nYes.\n--", [("paragraph", "Yes.")]),
        ("****\n.Aside\nYes.\n****", [("caption", "Aside"), ("paragraph", "Yes.")]),
        ("[verse]\n____\nOne\n\ntwo\n____", [("quote", "One\ntwo")]),
        ("[quote]\nSo it is.\n-- A sailor", [("quote", "So it is.")]),
        ("> So it is.\n> Is it?", [("quote", "So it is.\nIs it?")]),
        (",===\na,b\n,===", []),
        ('[format="csv"]\n|===\na,b\n|===', []),
        ("|===\n|a \\| b |c\n\nmore\n|===", [("cell", "a \\| b"), ("cell", "c"), ("cell", "more")]),
        ("= T\n\n== A ==\n\n=== B", [("title", "T"), ("heading", "A"), ("heading", "B")]),
        (".5 of them are\nnot here", [("paragraph", ".5 of them are\nnot here")]),
        ("Text\n----\nno\n----", [("heading", "Text")]),
        ("Some text\n----\nno\n----\nYes.", [("paragraph", "Some text"), ("paragraph", "Yes.")]),
    ],
)
def test_blocks(source, found):
    if source.startswith("Text\n----"):
        found = [*found, ("paragraph", "no")]  # an old-fashioned title, as Asciidoctor takes it
    assert blocks(source) == found


def test_places_hold_with_carriage_returns():
    source = "\ufeff= Title\r\n\r\n* one 👍 *item*\r\ngoes on\r\n\r\n|===\r\n|Cafe\u0301 a|b {rsquo}s\r\n|===\r\n"
    seen = []
    for block in readers.read(source, "a.adoc").blocks:
        seen.append(block.text)
        for word in block.words:
            if "’" not in block.text[word.start : word.end]:
                assert block.span(*word).of(source) == block.text[word.start : word.end]
    assert seen == ["Title", "one 👍 item\ngoes on", "Cafe\u0301", "b ’s"]


@pytest.mark.parametrize(
    "unit", ["*a ", "`a ", "<<", "link:a[", "{", "++a+", "((", "----\na\n", "|===\n|a |b\n", "* a\n", "[a]\n", "a:: "]
)
def test_a_megabyte_of_anything_is_read_to_its_end(unit):
    source = unit * (500_000 // len(unit))
    readers.read(source, "a.adoc")
