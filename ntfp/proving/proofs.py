"""Proofs: what can be wrong with a record by its article, each with its name and what to do about it.

How each is looked for is in the other modules; what is wrong with records by themselves is `ntfp.linting`'s.
"""

import msgspec


class Proof(msgspec.Struct, frozen=True):
    """One kind of fact that is held against the article. Their names begin alike, to be told from checks."""

    name: str
    right: str  # what is so where nothing is wrong
    advice: str  # what to do otherwise, one sentence


Finding = tuple[Proof, str | None, str]  # which, key within what was looked at, problem

SOURCE = Proof(
    "proof-source",
    "The article of a record, and each its claims name, is among those given, with the bytes the record was made from.",
    "Give the articles the records were made from; where a text was changed, compile its record anew.",
)
TITLE = Proof(
    "proof-title",
    "The title is the article's, letter by letter.",
    "Copy the title from the article's head, with both its lines where it goes on.",
)
REVISED = Proof(
    "proof-revised",
    "The day of the last revision is that in the article's head.",
    "Take the day from the head of the article, and no other date of it.",
)
EDITION = Proof(
    "proof-edition",
    "A bullet's edition is the one it names.",
    "Read the bullet again: Server, Workstation and Enterprise Edition are editions, Terminal Server is a branch.",
)
LINE = Proof(
    "proof-line",
    "What is said to stand on a line stands there.",
    "Count again: lines count from 1, and a table begins where the words on its files do.",
)
BRANCH = Proof(
    "proof-branch",
    "A branch is named where the record says so: on the line, over it, in the words on it, or by the bullets.",
    "Read the headings over the line and the bullets: the words are of another branch, or do not say of which.",
)
PACK = Proof(
    "proof-pack",
    "A pack is named where the record says so, and what is said to be required is in the record.",
    "Read the words with their headings: another pack is meant, or none is.",
)
LANGUAGE = Proof(
    "proof-language",
    "A language is named where the record says so.",
    "Read the words above the table, and those on who is affected: another language is meant, or none is.",
)
RELATION = Proof(
    "proof-relation",
    "A table says 'or later' of its files if the words above it do.",
    "Read the words above the rows: without 'or later' these very files are the fix.",
)
UTC = Proof(
    "proof-utc",
    "The times of a table are UTC if the words above it say so.",
    "Read the words above the rows: times are local where nothing is said.",
)
FILE = Proof(
    "proof-file",
    "A file is named on its line, or in the article for one that no table lists.",
    "Spell the name as it is printed there.",
)
VERSION = Proof(
    "proof-version",
    "The version of a row is printed on its line.",
    "Compare the version number by number.",
)
DATE = Proof(
    "proof-date",
    "A day is printed where the record says so, month and day in the order of the article's other dates.",
    "Compare the day; where month and day changed places, the other dates of the article say which comes first.",
)
TIME = Proof(
    "proof-time",
    "The time of a row is printed on its line.",
    "Compare the time; p.m. adds twelve hours.",
)
SIZE = Proof(
    "proof-size",
    "The size of a row is printed on its line.",
    "Compare the size digit by digit, and whether it is in bytes or KB.",
)
PLATFORM = Proof(
    "proof-platform",
    "A platform is named on its line or above it, and the hardware is that of the article's foot.",
    "Read the line, what stands above the rows, and the Hardware line: another platform is named, or none is.",
)
VARIANT = Proof(
    "proof-variant",
    "The variant of a row is printed on its line.",
    "Read the line again: it names another variant, or none.",
)
ROW = Proof(
    "proof-row",
    "Every word of a row's line is in the record, or in doubt.",
    "Add what the line says beside, or put the line in doubt.",
)
CLAIM = Proof(
    "proof-claim",
    "A claim is there once, and its words say that something is corrected.",
    "Read the sentence, keyword or list again: it is of no correction, or it is in the record already.",
)
INCLUDES = Proof(
    "proof-includes",
    "The articles a roll-up includes are named in its text.",
    "Take out the numbers that the text does not name.",
)
MISSING = Proof(
    "proof-missing",
    "Whatever looks like a bullet, a row or a claim is in the record, or set aside with a reason where it stands.",
    "Read the line: add what is missing, or have the compiler remark why it is passed over.",
)

PROOFS = (
    SOURCE,
    TITLE,
    REVISED,
    EDITION,
    LINE,
    BRANCH,
    PACK,
    LANGUAGE,
    RELATION,
    UTC,
    FILE,
    VERSION,
    DATE,
    TIME,
    SIZE,
    PLATFORM,
    VARIANT,
    ROW,
    CLAIM,
    INCLUDES,
    MISSING,
)
