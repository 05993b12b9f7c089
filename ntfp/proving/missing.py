"""What looks like a fix and is in no record: articles, rows, claims.

The signs are few and plain, and none of them is how articles are compiled. An article may be set aside and a line
passed over; then the account of the compiler says why.
"""

import re
from collections.abc import Iterable, Iterator, Set as AbstractSet

from ntfp.facts.signature import LATEST, By, FixedIn, Signature
from ntfp.kb.account import Entry
from ntfp.proving import proofs, words
from ntfp.proving.bullets import read_bullet
from ntfp.proving.paper import Paper
from ntfp.proving.proofs import Finding

_EXTENSIONS = "exe|dll|sys|drv|ocx|cpl|com|hlp|inf|nls|tsp|acm|vxd|386|dbg|ax|asp|ime"
_FILE = re.compile(rf"(?<![\w./@-])[a-z0-9_$!~-]{{1,12}}\.(?:{_EXTENSIONS})\b")
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = re.compile(
    r"(?<![\d/-])\d{1,2}([/-])\d{1,2}\1\d{2,4}(?![\d/-])"
    rf"|\b\d{{1,2}}[- ]{_MONTH}[- ]\d{{2,4}}\b|\b{_MONTH}[- ]\d{{1,2}},?[- ]\d{{4}}\b"
)
_SIZE = re.compile(
    r"(?<![\d,.:/-])\d{1,3}(?:,\d{3})+(?![\d,/:-])"  # 1,405,248
    r"|(?<![\w,.:/-])\d{4,7}(?![\w,.:/-])|\d ?kb\b"
)
_WORD = re.compile(r"[a-z]{2,}")
_OF_ROWS = {
    *("am", "pm", "kb", "bytes", "bit", "br", "none", "shp", "enu", "uniprocessor", "multiprocessor", "or"),
    *("intel", "alpha", "axp", "mips", "ppc", "powerpc"),
}
_CORRECTED = re.compile(
    r"\b(?:problem|issue|bug|this|it)s? (?:was|were|is|are|has been|have been) (?:first |also |since )?"
    r"(?:corrected|fixed|resolved) in (?:(?:the|latest|u\.s\.|us|microsoft|windows|nt|server|workstation|advanced"
    r"|enterprise|terminal|edition|versions?|and|or|for|2000|xp|\d\.\d+),? )*service packs?\b"
    r"(?! for (?:microsoft )?(?!windows|nt\b|microsoft))"  # or it is one of another product
)
_KEYWORD = re.compile(r"\bkb(?:winnt|win2000|winxp|tse)[a-z0-9]*fix\b")
_OF_WORDS = ("claim-", "keyword-", "window-", "listed-", "list-", "rollup-", "package-", "bullet-", "requires-")
_LONGEST = 5  # lines of a sentence on a correction


def rows_by_look(paper: Paper) -> Iterator[int]:
    """Lines with a file name, a date and a size, and no words beside."""
    for number in range(_first(paper), paper.foot):
        text = paper.line(number)
        if "." in text and _FILE.search(text) and (date := _DATE.search(text)):
            rest = _FILE.sub(" ", text.replace(date[0], " "))
            if _SIZE.search(rest) and not set(_WORD.findall(words.without_systems(rest))) - _OF_ROWS:
                yield number


def corrections_by_look(paper: Paper) -> Iterator[tuple[int, str]]:
    """Sentences that say that something was corrected in a pack, each with the line it begins in."""
    return (one for one in paper.sentences(_first(paper), paper.foot - 1) if _CORRECTED.search(one[1]))


def keywords_by_look(paper: Paper) -> Iterator[str]:
    """Keywords on a fix of Windows, in the foot."""
    return (found[0] for found in _KEYWORD.finditer(paper.labelled("keywords")))


def _first(paper: Paper) -> int:
    """The line behind the head."""
    return max(paper.bullets, default=0) + 1


def prove_none_missing(entry: Entry, paper: Paper) -> Iterator[tuple[int, Finding]]:
    """An article without a record: does it look like a fix, and is not said where it does why it is none?"""
    if not any(read_bullet(text) for text in paper.bullets.values()):
        return
    told = _Told((remark.trouble.value, remark.line) for remark in entry.remarks)
    signs = [(line, "a file with its date and size") for line in told.rows_left(paper)]
    signs += [(line, "a correction in a service pack") for line, _ in told.corrections_left(paper)]
    signs += [(paper.foot, f"the keyword {keyword}") for keyword in told.keywords_left(paper)]
    for line, sign in signs[:1]:
        yield line, (proofs.MISSING, None, f"expected a record or a reason why there is none, found {sign}")


def prove_nothing_missing(signature: Signature, entry: Entry, paper: Paper) -> Iterator[tuple[int, Finding]]:
    """An article with a record: is each of its lines that looks like a row or a claim in it, or in doubt?"""
    said = [(doubt.about, doubt.line) for doubt in signature.doubts]
    told = _Told([*said, *((remark.trouble.value, remark.line) for remark in entry.remarks)])
    rows = {row.line for table in signature.tables for row in table.rows}
    for line in told.rows_left(paper, rows):
        yield line, (proofs.MISSING, "tables", f"expected a row of {' '.join(paper.line(line).split())!r}")
    own = [claim for claim in signature.fixed_in if claim.article is None]
    for line, text in told.corrections_left(paper, {claim.line for claim in own if claim.by is By.PROSE}):
        if not _said_again(text, own):
            yield line, (proofs.MISSING, "fixed_in", f"expected a claim of {' '.join(paper.line(line).split())!r}")
    says = {claim.says.lower() for claim in own}
    for keyword in told.keywords_left(paper):
        if keyword not in says:
            yield paper.foot, (proofs.MISSING, "fixed_in", f"expected a claim of the keyword {keyword}")


class _Told:
    """The lines of which something is said, by doubts and remarks: what was passed over there, was so with a reason."""

    def __init__(self, said: Iterable[tuple[str, int]]) -> None:
        said = tuple(said)
        self.lines = {line for _, line in said}
        self.of_tables = {line for about, line in said if not about.startswith(_OF_WORDS)}

    def rows_left(self, paper: Paper, rows: AbstractSet[int] = frozenset()) -> Iterator[int]:
        """Lines that look like rows, and are neither among these nor told."""
        return (n for n in rows_by_look(paper) if n not in rows and not _of_table_told(n, self.of_tables, rows, paper))

    def corrections_left(self, paper: Paper, claims: AbstractSet[int] = frozenset()) -> Iterator[tuple[int, str]]:
        """Sentences that look like claims, and have no line among these nor one that is told."""
        known = claims | self.lines
        return (one for one in corrections_by_look(paper) if not known & set(range(one[0], one[0] + _LONGEST)))

    def keywords_left(self, paper: Paper) -> Iterator[str]:
        """Keywords on a fix, where nothing is said of any keyword."""
        return iter(()) if any(line >= paper.foot for line in self.lines) else keywords_by_look(paper)


def _of_table_told(number: int, told: AbstractSet[int], rows: AbstractSet[int], paper: Paper) -> bool:
    """Is it in a table of which something is said: on the line, or above it without a row between?"""
    above = max((line for line in told if line <= number), default=0)
    return above >= paper.start_of_part(number) and not any(above < row < number for row in rows)


def _said_again(text: str, claims: list[FixedIn]) -> bool:
    """Does a sentence say of each of its systems what a claim on another line says?"""
    packs = words.packs(text) or {LATEST}
    named = words.systems(text)
    return bool(named) and named <= {claim.branch for claim in claims if claim.pack in packs}
