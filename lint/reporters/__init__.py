"""Reporters turn inspections into text, one module a format: `report(inspections, ...) -> str` pieces."""
