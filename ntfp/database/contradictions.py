"""`contradictions.toml`: what looks wrong in records and is not ours to mend, for the articles print it so.

Each entry names the check that finds it, and says why it stays. It silences nothing
else, and when nothing is found there any more it is stale.

What the checks are is `ntfp.linting`'s business.
"""

from collections.abc import Iterator

from ntfp.database.values import Article, LineNumber, Words
from ntfp.database.written import Mistake, Written


class Contradiction(Written, frozen=True, kw_only=True):
    """One thing that a check finds, and that stays."""

    check: Words
    kb: Article | None = None
    line: LineNumber | None = None  # of the article
    key: Words | None = None  # where a line would not tell it from others, or the file is no record
    because: Words

    def mistakes(self) -> Iterator[Mistake]:
        if self.line is None and self.key is None:
            yield "line", "is missing, and so is key: expected one of them"
        if self.kb is None and self.key is None:
            yield "kb", "is missing: only what is beside the records is told by its key alone"


class Contradictions(Written, frozen=True):
    """The file as a whole."""

    contradictions: tuple[Contradiction, ...]
