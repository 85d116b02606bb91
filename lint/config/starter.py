"""The files that `malaprop init` writes: few settings that hold, and the others to be filled in."""

TOML = """\
# What malaprop checks here, and how. It holds for the files in this folder and below, unless a nearer one has its own.
# `malaprop config show FILE` tells what holds for a file; docs/configuration.md explains every setting.

fail-on = "warning"            # note, warning, error, or verdict
severity = "note"              # report nothing below this

# Rules by name, family, kind, origin or pack; the more specific name wins. `malaprop rules list` shows them.
#select = ["all", "readability"]  # only these
#extend-select = ["grammar"]      # these as well
ignore = []                    # not these
preview = false                # rules that are not stable yet

# What the house writes on purpose.
words = []                     # right whatever their capitals: "deep-fried learning"
names = []                     # right exactly as they are written: "Jon Smyth"

# More rules: a file or folder, or the name of an installed pack.
#packs = ["./house-rules"]

# Another severity for a rule, family, kind, origin or pack.
[severities]
#mixed-quotes = "note"

# Other parameters of a rule (`malaprop explain RULE` shows them); extend-NAME adds to a list.
#[rules.endless-sentence]
#at_most = 50

# Settings of some files, by globs as in a .gitignore.
#[[overrides]]
#files = ["docs/de/**", "*.de.md"]
#language = "de"
#ignore = ["quotes"]

# The grammar checker, for rules of the kind grammar.
#[grammar]
#checker = "harper"
"""

YAML = """\
# What malaprop checks here, and how. It holds for the files in this folder and below, unless a nearer one has its own.
# `malaprop config show FILE` tells what holds for a file; docs/configuration.md explains every setting.

fail-on: warning             # note, warning, error, or verdict
severity: note               # report nothing below this

# Rules by name, family, kind, origin or pack; the more specific name wins. `malaprop rules list` shows them.
#select: [all, readability]     # only these
#extend-select: [grammar]       # these as well
ignore: []                   # not these
preview: false               # rules that are not stable yet

# What the house writes on purpose.
words: []                    # right whatever their capitals: deep-fried learning
names: []                    # right exactly as they are written: Jon Smyth

# More rules: a file or folder, or the name of an installed pack.
#packs: [./house-rules]

# Another severity for a rule, family, kind, origin or pack.
#severities:
#   mixed-quotes: note

# Other parameters of a rule (`malaprop explain RULE` shows them); extend-NAME adds to a list.
#rules:
#   endless-sentence:
#     at_most: 50

# Settings of some files, by globs as in a .gitignore.
#overrides:
#   - files: [docs/de/**, "*.de.md"]
#     language: de
#     ignore: [quotes]

# The grammar checker, for rules of the kind grammar.
#grammar:
#   checker: harper
"""
