"""Columns that stand in many tables, and mean the same in each."""

from ntfp.facts.relation import Column, Kind, Reference

TEXT, WHOLE, TRUTH, DATE, TIME = Kind.TEXT, Kind.WHOLE, Kind.TRUTH, Kind.DATE, Kind.TIME

KB = Column("kb", TEXT, "the article: Q and its number")
NUMBER = Column("number", WHOLE, "its place in the article's list, from 0")
ENTRY = Column("number", WHOLE, "its place in the list, from 0")
LINE = Column("line", WHOLE, "the line of the article's text that says it, from 1")
BRANCH = Column("branch", TEXT, "the branch")
PLATFORM = Column("platform", TEXT, "`i386 alpha mips ppc`")
FILE = Column("file", TEXT, "the name, lower case")
VERSION = Column("version", TEXT, "four numbers, `4.0.1381.7080`", optional=True)
VERSION_KEY = Column("version_key", TEXT, "the same in an order: `00004.00000.01381.07080`", optional=True)
SOURCE = Column("source", TEXT, "who says so")

OF_ARTICLE = Reference(("kb",), "articles")
OF_BRANCH = Reference(("branch",), "branches")


def maybe(column: Column, means: str | None = None) -> Column:
    return Column(column.name, column.kind, means or column.means, optional=True)
