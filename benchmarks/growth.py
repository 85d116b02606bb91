"""Whether time grows with the text and not faster: hostile texts at one size and at twice that.

    python benchmarks/growth.py [KILOBYTES]

Prints the ratio of the two CPU times of one run: about 2 is linear, about 4 quadratic.
"""

import sys
import time

from lint import engine, readers, rulebook

PIECES = {
    "text": [
        "“ ",
        '" ',
        "(",
        "a ",
        "Share ",
        "Read more\n",
        "{",
        "[[",
        "`",
        "a\n\n",
        ". . ",
        "Ann Lee said. ",
        "\u200b",
    ],
    "markdown": ["[", "*a_ ", "> ", "`", "<a ", "{{", "| a ", "- a\n", "<div>\n", "a\n"],
    "html": ["<a ", "<p>", "<b>", "<!--", "&amp", "<li><div>", "<table><td>", "<script>"],
    "rst": ["`a <", "*a ", "|a|", "- a\n", "+---+\n| a |\n"],
    "asciidoc": ["*a ", "link:a[", "{", "((", "|===\n|a |b\n"],
}


def cost(source: str, format_: str, book: rulebook.Rulebook) -> float:
    start = time.process_time()
    engine.run(readers.read(source, "x", format=format_), book)
    return time.process_time() - start


def main() -> None:
    size = (int(sys.argv[1]) if len(sys.argv) > 1 else 50) * 1000
    book = rulebook.load(rulebook.builtin()).select(preview=True)
    cost("Warm up.", "text", book)
    for format_, pieces in PIECES.items():
        for piece in pieces:
            once = cost(piece * (size // len(piece)), format_, book)
            twice = cost(piece * (2 * size // len(piece)), format_, book)
            print(f"{format_:<9} {piece!r:<24} {twice / once:5.1f}   ({twice:.2f} s)")


if __name__ == "__main__":
    main()
