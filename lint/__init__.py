"""malaprop: a linter for what machine translation and article spinning leave behind in published text."""

__version__ = "0.1.0"
