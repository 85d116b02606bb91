"""Comments in an article that make rules silent, where they should say something else, or nothing.

`bare` names no rule; `unknown` names a rule, family or kind that there is not, or asks for what malaprop cannot do;
`unused` is one, or a name in one, that silences nothing. Unused is said only of rules that ran: not of those that were
left out, could not run, or belong to other languages.

How such comments are written stands in [Suppressions](../suppressions.md). These rules speak of what the others found;
where only they are selected, nothing is unused.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec


class Params(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a suppression rule says."""

    fault: Annotated[Literal["bare", "unknown", "unused"], msgspec.Meta(description="What is wrong with the comment.")]


VALUES = ("names", "what", "hint")
