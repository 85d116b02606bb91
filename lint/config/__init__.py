"""Configuration: which file says what of an article, and the rules that come of it.

`search` finds the file and costs a few looks at folders where there is none; all else is imported where there is one.
"""
