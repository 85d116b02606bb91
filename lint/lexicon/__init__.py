"""Compact language data that kinds share."""
