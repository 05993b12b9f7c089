"""The rows of the tables of articles: from signatures to one line for each thing they say.

Whose file a row lists is what the judge would say of it. What the columns mean is told in
`ntfp.catalogue.tables.article_headings`, in the same order.
"""

from collections.abc import Iterable, Iterator

from ntfp.database.mending import Correction, Review
from ntfp.facts.signature import Signature, number_of
from ntfp.facts.version import FileVersion
from ntfp.judging.history import branch_of, platform_of

Row = tuple[object, ...]


def article_rows(signatures: Iterable[Signature]) -> Iterator[tuple[str, Row]]:
    """Every row with the name of its table."""
    for signature in signatures:
        kb, source = signature.kb, signature.source
        origin = source.archive, source.path, source.sha256, signature.own
        yield "articles", (kb, number_of(kb), signature.title, signature.revised, *origin)
        for name, values in (
            ("hardware", signature.hardware),
            ("components", signature.component),
            ("languages", signature.languages),
            ("includes", signature.includes),
            ("carriers", signature.carriers),
        ):
            yield from ((name, (kb, value)) for value in dict.fromkeys(values))
        yield from _statements(signature)
        yield from _tables(signature)


def _statements(signature: Signature) -> Iterator[tuple[str, Row]]:
    kb = signature.kb
    for number, bullet in enumerate(signature.applies_to):
        yield "bullets", (kb, number, bullet.branch, bullet.edition, bullet.line)
        for pack in dict.fromkeys(bullet.packs):
            yield "bullet_packs", (kb, number, pack, bullet.branch)
    for number, claim in enumerate(signature.fixed_in):
        said = claim.by, claim.says, claim.line, claim.article
        yield "claims", (kb, number, claim.branch, claim.pack, *said)
    for number, window in enumerate(signature.affects):
        ends = window.first, window.last, window.kernel_from
        yield "windows", (kb, number, window.branch, *ends, window.reviewed)
    for number, doubt in enumerate(signature.doubts):
        yield "doubts", (kb, number, doubt.about, doubt.line)


def _tables(signature: Signature) -> Iterator[tuple[str, Row]]:
    kb = signature.kb
    for place, table in enumerate(signature.tables):
        requires = (table.requires.branch, table.requires.pack) if table.requires else (None, None)
        covers = table.branch, table.language, table.variant
        yield "tables", (kb, place, table.line, *covers, table.relation, *requires, table.utc)
        for number, row in enumerate(table.rows):
            yield (
                "rows",
                (
                    *(kb, place, number, row.line, row.file),
                    *(platform_of(signature, row), branch_of(signature, table, row)),
                    *(table.language, row.variant or table.variant),
                    *(row.size, row.size_kb, row.date, row.date_doubt, row.time, table.utc),
                    *(row.version, version_key(row.version), row.platform, row.branch),
                    signature.doubts_row(table, row) or signature.doubts_language(table),
                    " ".join(row.mended) or None,
                ),
            )


def beside_rows(corrections: Iterable[Correction], reviews: Iterable[Review]) -> Iterator[tuple[str, Row]]:
    """The rows of what people wrote beside the records."""
    for number, one in enumerate(corrections):
        values = (None if value is None else str(value) for value in (one.printed, one.meant))
        yield "corrections", (number, one.kb, one.line, one.key, *values, one.because)
    for number, review in enumerate(reviews):
        yield "reviews", (number, review.kb, review.sha256, " ".join(review.confirms), review.because)


def version_key(version: FileVersion | None) -> str | None:
    """The version as text that stands in the order of versions."""
    if version is None:
        return None
    return f"{version.major:05}.{version.minor:05}.{version.build:05}.{version.revision:05}"
