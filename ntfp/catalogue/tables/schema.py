"""The schema of all data as tables: every table, every column, what it means and whose key it is.

It is a promise to programs that ask in SQL: columns and tables are added, and where one changes its
meaning `SCHEMA` is another number. docs/export.md is made of these very words.

Where the values come from is the business of `relations`, ready questions are that of `views`.
"""

from ntfp.catalogue.tables.article_headings import OF_ARTICLES
from ntfp.catalogue.tables.build_headings import OF_BRANCHES, OF_BUILDS
from ntfp.facts.relation import Column, Heading, Kind

SCHEMA = 1

META = Heading(
    name="meta",
    means="which data these are",
    key=1,
    columns=(
        Column(
            "name",
            Kind.TEXT,
            "`schema`, the number of this schema; `version`, that of ntfp; `data`, whose they are, and "
            "`content`, its hash; `own 0` and so on, records laid over it, and `own 0 content`; `rows of` each table",
        ),
        Column("value", Kind.TEXT, "as text"),
    ),
)

COLUMNS = Heading(
    name="columns",
    means="what every table and column means: these very words",
    key=2,
    columns=(
        Column("table_name", Kind.TEXT, "the table"),
        Column("number", Kind.WHOLE, "the place of the column in it, from 0"),
        Column("name", Kind.TEXT, "the column"),
        Column("kind", Kind.TEXT, f"`{'`, `'.join(Kind)}`"),
        Column("optional", Kind.TRUTH, "may it be left empty, where nothing is printed or recorded?"),
        Column("means", Kind.TEXT, "what it holds"),
    ),
)

HEADINGS = (META, COLUMNS, *OF_BRANCHES, *OF_ARTICLES, *OF_BUILDS)
NAMES = tuple(heading.name for heading in HEADINGS)
