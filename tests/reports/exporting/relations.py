"""A small relation with a column of every kind, for the tests of all forms."""

import datetime as dt

from ntfp.facts.relation import Column, Heading, Kind, Reference, Relation, Value, View

LETTERS = Relation(
    Heading(name="letters", means="letters", key=1, columns=(Column("name", Kind.TEXT, "one"),)), (("a",), ("b",))
)
# Names that are words of SQL, too.
HEADING = Heading(
    name="order",
    means="things of every kind",
    key=2,
    columns=(
        Column("group", Kind.TEXT, "a letter"),
        Column("number", Kind.WHOLE, "a number"),
        Column("text", Kind.TEXT, "any text", optional=True),
        Column("share", Kind.NUMBER, "a part", optional=True),
        Column("truth", Kind.TRUTH, "is it?", optional=True),
        Column("day", Kind.DATE, "a day", optional=True),
        Column("clock", Kind.TIME, "a time", optional=True),
        Column("here", Kind.LOCAL, "here and then", optional=True),
        Column("there", Kind.UTC, "there and then", optional=True),
    ),
    references=(Reference(("group",), "letters"),),
    indexes=(("day", "clock"),),
)
MOMENT = dt.datetime(1999, 9, 21, 22, 2, 31, tzinfo=dt.UTC)
FULL: tuple[Value, ...] = (
    *("a", 2**63 - 1, "Größe, “quoted”", 138.5, True),
    *(dt.date(1999, 10, 28), dt.time(19, 10), MOMENT.replace(tzinfo=None), MOMENT),
)
BARE: tuple[Value, ...] = ("b", 0, None, None, False, None, None, None, None)
RELATION = Relation(HEADING, (FULL, BARE))
VIEW = View("days", "all days", '\nSELECT day FROM "order" WHERE day IS NOT NULL')


def of_text(*texts: str | None) -> Relation:
    """One column of texts."""
    heading = Heading(name="texts", means="texts", key=1, columns=(Column("text", Kind.TEXT, "text", optional=True),))
    return Relation(heading, tuple((text,) for text in texts))
