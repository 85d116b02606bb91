"""reStructuredText: what is prose, of what kind, and that docutils reads the same words."""

import io

import pytest
import regex

from lint import readers
from lint.document import OPAQUE
from lint.readers import rst

MANUAL = """\
.. _manual:

==============
Harbour manual
==============

:Author: A. Keeper
:lang: en-GB

Mooring
=======

A boat is *moored* by **two** lines; see ``line.h`` and the
`chapter on lines <http://a.example/lines>`_. Write to me@a.example [1]_.

.. note:: Mind the tide,
   which is strong.

- A first item
  with more

  and a second paragraph
- Another

  1. Nested
  2. Again

Rope
    A thing to tie with.
Fender : noun
    Keeps the hull clean.

-v, --verbose  Say more.

As the saying goes:

    The sea is patient.

    -- A sailor

The code is::

    moor(boat)

+--------+---------+
| Berth  | Fee     |
+========+=========+
| Inner  | Twenty  |
| basin  | pounds  |
+--------+---------+

====== =====
Season Guest
====== =====
Summer Many
       more
Winter Few
====== =====

.. figure:: quay.png
   :alt: Boats at rest

   The quay at dusk

.. [1] The keeper answers.

.. code-block:: python

   no_prose = 1

.. a comment

>>> doctest()
1

| A line of verse
| and another
"""


def blocks(source: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in readers.read(source, "a.rst").blocks]


def test_a_manual():
    assert blocks(MANUAL) == [
        ("title", "Harbour manual"),
        ("heading", "Mooring"),
        (
            "paragraph",
            f"A boat is moored by two lines; see {OPAQUE} and the\nchapter on lines. Write to {OPAQUE} {OPAQUE}.",
        ),
        ("paragraph", "Mind the tide,\nwhich is strong."),
        ("item", "A first item\nwith more"),
        ("item", "and a second paragraph"),
        ("item", "Another"),
        ("item", "Nested"),
        ("item", "Again"),
        ("item", "Rope"),
        ("item", "A thing to tie with."),
        ("item", "Fender"),
        ("item", "Keeps the hull clean."),
        ("item", "Say more."),
        ("paragraph", "As the saying goes:"),
        ("quote", "The sea is patient."),
        ("quote", "-- A sailor"),
        ("paragraph", "The code is:"),
        ("cell", "Berth"),
        ("cell", "Fee"),
        ("cell", "Inner\nbasin"),
        ("cell", "Twenty\npounds"),
        ("cell", "Season"),
        ("cell", "Guest"),
        ("cell", "Summer"),
        ("cell", "Many\nmore"),
        ("cell", "Winter"),
        ("cell", "Few"),
        ("caption", "Boats at rest"),
        ("caption", "The quay at dusk"),
        ("paragraph", "The keeper answers."),
        ("paragraph", "A line of verse\nand another"),
    ]


def test_the_declared_language():
    assert rst.language(MANUAL) == "en-GB"
    assert rst.language("A page.") is None


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("an ``a *b*`` c", f"an {OPAQUE} c"),
        (":ref:`label` and :ref:`that part <label>`", f"{OPAQUE} and that part"),
        ("the :term:`mooring` of :py:class:`Boat`", f"the mooring of {OPAQUE}"),
        (":math:`x^2` is |name|", f"{OPAQUE} is {OPAQUE}"),
        ("H\\ :sub:`2`\\ O", "H2O"),
        ("see mooring_ and `two words`_ now", "see mooring and two words now"),
        ("2 * 3 * 4 and a*b and \\*so\\*", "2 * 3 * 4 and a*b and *so*"),
        ("not *closed and ``open", "not *closed and ``open"),
        ("snake_case_name and __init__", "snake_case_name and __init__"),
        ("it is `code_x` here", f"it is {OPAQUE} here"),
        ("*two\nlines*", "two\nlines"),
    ],
)
def test_inline_markup(source, text):
    assert blocks(source) == [("paragraph", text)]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (".. warning::\n   :class: x\n\n   Mind it.", [("paragraph", "Mind it.")]),
        (".. admonition:: Look out\n\n   Mind it.", [("heading", "Look out"), ("paragraph", "Mind it.")]),
        (".. versionadded:: 3.1 The rope.", [("paragraph", "The rope.")]),
        (".. py:function:: moor(x)\n\n   Moors it.", [("paragraph", "Moors it.")]),
        (
            ".. list-table:: Fees\n   :widths: 1 2\n\n   * - One\n     - Two",
            [("caption", "Fees"), ("cell", "One"), ("cell", "Two")],
        ),
        ('.. csv-table:: Fees\n\n   One, "Two, too"', [("caption", "Fees"), ("cell", "One"), ("cell", "Two, too")]),
        (".. meta::\n   :description: All of it.\n   :keywords: a, b", [("field", "All of it.")]),
        (".. toctree::\n   :caption: Parts\n\n   one\n   two", [("caption", "Parts")]),
        (".. mermaid::\n\n   graph of things", []),
        (".. raw:: html\n\n   <p>No</p>", []),
        (".. |x| replace:: words", []),
        (".. _a: http://b.example", []),
        ("..\n\n   A quotation.\n\nText.", [("quote", "A quotation."), ("paragraph", "Text.")]),
        (".. title: A page of Nikola", [("field", "A page of Nikola")]),
    ],
)
def test_directives(source, found):
    assert blocks(source) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("A. Keeper was a man\nof few words.", [("paragraph", "A. Keeper was a man\nof few words.")]),
        ("Text::\n\n> quoted literal\n> more\n\nEnd.", [("paragraph", "Text:"), ("paragraph", "End.")]),
        ("::\n\n  literal\n\nEnd.", [("paragraph", "End.")]),
        ("Text.\n\n----\n\nEnd.", [("paragraph", "Text."), ("paragraph", "End.")]),
        (":param x: The rope.\n:type x: Rope", [("field", "The rope.")]),
        (
            "+-----+-----+\n| a   | b   |\n|     +-----+\n|     | c   |\n+-----+-----+\n| both      |\n+-----------+",
            [("cell", "b"), ("cell", "a"), ("cell", "c"), ("cell", "both")],
        ),
    ],
)
def test_what_looks_like_something_else(source, found):
    assert blocks(source) == found


def test_places_hold_with_tabs_and_carriage_returns():
    source = (
        "\ufeffTitle\r\n=====\r\n\r\n-\tone 👍 item\r\n\tgoes on\r\n\r\n.. note::\r\n\r\n\tCafe\u0301 and *more*\r\n"
    )
    seen = []
    for block in readers.read(source, "a.rst").blocks:
        seen.append(block.text)
        for word in block.words:
            assert block.span(*word).of(source) == block.text[word.start : word.end]
    assert seen == ["Title", "one 👍 item\ngoes on", "Cafe\u0301 and more"]


def test_docutils_reads_the_same_words():
    core = pytest.importorskip("docutils.core")
    nodes = pytest.importorskip("docutils.nodes")
    tree = core.publish_doctree(
        MANUAL.replace(".. code-block:: python", ".. code::"),
        settings_overrides={
            "report_level": 5,
            "warning_stream": io.StringIO(),
            "docinfo_xform": False,
            "smart_quotes": False,
        },
    )
    silent = (nodes.literal, nodes.literal_block, nodes.doctest_block, nodes.comment, nodes.label, nodes.field_list)
    silent += (nodes.option_group, nodes.classifier, nodes.footnote_reference, nodes.system_message)

    def spoken(node):
        if isinstance(node, silent):
            return " "
        if isinstance(node, nodes.Text):
            return str(node)
        if isinstance(node, nodes.image):
            return node["alt"]
        return ("" if isinstance(node, nodes.TextElement) else " ").join(spoken(child) for child in node.children) + " "

    word = regex.compile(r"[\w'@.]*\w")
    theirs = [w for w in word.findall(spoken(tree)) if "@" not in w]
    ours = [w for _, text in blocks(MANUAL) for w in word.findall(text)]
    assert ours == theirs


@pytest.mark.parametrize(
    "unit", ["`a <", "*a ", ":a", "a_", "|a|", "- a\n", "a\n  b\n", "= a\n", ".. note:: a\n", "+---+\n| a |\n", "- "]
)
def test_a_megabyte_of_anything_is_read_to_its_end(unit):
    source = unit * (500_000 // len(unit))
    readers.read(source, "a.rst")
