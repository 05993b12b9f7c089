"""Flaws: what is wrong with the data, or looks it, at one place of one file.

A check of the data yields them: that of a record against itself and its neighbours,
and that of a record against its article.

What is to be done about a flaw belongs to the check, and not to each flaw.
"""

import msgspec


class Flaw(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a check found."""

    check: str  # the name of the check
    place: str  # the file, in its folder: "corrections.toml", or a record by folder and name
    key: str | None = None  # where in it: "tables[0].rows[2].size"
    kb: str | None = None
    line: int | None = None  # of the article
    problem: str  # what was expected and what was found
    known: str | None = None  # why it stays: the article contradicts itself there
