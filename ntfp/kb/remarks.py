"""Remarks: what the compiler saw in an article and could not read surely.

A remark is never an error and never silent: it is in the account of the run, and
in the record as a doubt, so that whoever judges by the record knows of it.
"""

from enum import StrEnum

import msgspec


class Trouble(StrEnum):
    """What can be hard to read about an article."""

    # Products.
    BULLET_UNCLEAR = "bullet-unclear"  # a bullet of the NT family without a version
    # Tables.
    OTHER_SYSTEM = "other-system"  # a table or a row of a system that is no Windows NT: not taken
    OTHER_PRODUCT = "other-product"  # a table of a product that runs on Windows NT: not taken
    TABLE_UNINTRODUCED = "table-unintroduced"  # files in columns, and no words above that speak of a fix: not taken
    TABLE_UNDIVIDED = "table-undivided"  # a table of several branches, or nothing says of which
    TABLE_LIMITED = "table-limited"  # words above a table limit it in a way that is not understood
    TABLE_LANGUAGE = (
        "table-language"  # the problem is of one language version, and of which these files are is not said
    )
    BRANCH_CONTRADICTED = "branch-contradicted"  # heading, sentence, note and bullets name different branches
    BRANCH_AGAINST_VERSION = "branch-against-version"  # a version that no file of the table's branch has
    REQUIRES_UNREAD = "requires-unread"  # a note on the pack a fix requires that names no single one
    ROW_UNREAD = "row-unread"  # a line among rows that is none, or part of one
    ROW_CHOICE = "row-choice"  # "or" between rows: either of them will do
    # Rows of tables.
    DATE_UNREAD = "date-unread"  # a date that no calendar has, or that is cut short
    DATE_ORDER = "date-order"  # month first or day first, and nothing settles it
    TIME_UNREAD = "time-unread"  # a time that no clock shows
    SIZE_UNREAD = "size-unread"  # a size without a unit it can be in, or mutilated
    VERSION_UNREAD = "version-unread"  # a version that is not four numbers
    PLATFORM_UNREAD = "platform-unread"  # several platforms at once
    ROW_WORDS = "row-words"  # words of a row whose meaning is not known
    # Statements.
    CLAIM_UNREAD = "claim-unread"  # a sentence on a correction whose subject or whose end is not understood
    CLAIM_BRANCH = "claim-branch"  # a pack or release, and the branch it is of is not said
    CLAIM_PACK = "claim-pack"  # a pack the branch never had, or no number of it
    CLAIM_LANGUAGE = "claim-language"  # a claim of the pack for one language
    OTHER_FIX = "other-fix"  # of a product that runs on Windows NT, a correction in passing or a package: not taken
    KEYWORD_UNREAD = "keyword-unread"  # a keyword on a fix of Windows that is not known
    KEYWORD_BRANCH = "keyword-branch"  # a keyword on a branch that the article does not speak of
    KEYWORD_OVERTAKEN = "keyword-overtaken"  # a keyword on a planned pack, and the fix came in a later one
    # Lists and roll-ups.
    LISTED_UNREAD = "listed-unread"  # in a list, a number that does not begin its line
    LISTED_TWICE = "listed-twice"  # one article under two packs
    LIST_WITHOUT_PACK = "list-without-pack"  # fixes of which is not said in which pack they came
    LIST_UNDIVIDED = "list-undivided"  # the fixes of several packs, all under the last
    LIST_OVERRULED = "list-overruled"  # a list another article puts right: not taken
    ROLLUP_ELSEWHERE = "rollup-elsewhere"  # a roll-up contains what another article lists
    ROLLUP_WITHOUT_PACK = "rollup-without-pack"  # a roll-up that is not said to be later than the last pack
    PACKAGE_UNREAD = "package-unread"  # several fixes in one package that is no security roll-up
    # Windows, carriers.
    WINDOW_UNCLEAR = "window-unclear"  # the problem is limited to some packs or fixes, and nobody can say to which


# What is no doubt of a record: it is of other systems, the row tells it itself, or another claim settles it.
TOLD = frozenset({Trouble.OTHER_SYSTEM, Trouble.DATE_ORDER, Trouble.KEYWORD_OVERTAKEN})

# What keeps a fix, or where it came, out of the records.
OF_FIXES = frozenset(
    {
        *(Trouble.CLAIM_UNREAD, Trouble.CLAIM_BRANCH, Trouble.CLAIM_PACK),
        *(Trouble.KEYWORD_UNREAD, Trouble.KEYWORD_BRANCH),
        *(Trouble.LIST_WITHOUT_PACK, Trouble.LIST_OVERRULED, Trouble.PACKAGE_UNREAD, Trouble.ROW_UNREAD),
    }
)


class Remark(msgspec.Struct, frozen=True, gc=False):
    """One thing that could not be read surely: where, and in our words what."""

    trouble: Trouble
    line: int
    detail: str
