"""docs/data.md gives the figures of the data that ships: run it with NTFP_WRITE_DOCS=1 when they have changed."""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ntfp.catalogue import counting
from ntfp.facts.build import Branch
from ntfp.facts.signature import AFTER_LAST, LATEST, By, FixedIn, Signature
from ntfp.reports.figures import SAID_BY
from ntfp.reports.lookups import NOT_SAID
from tests.judging.systems import shipped
from tests.judging.test_calibration import Count, figures as calibrated

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "data.md"


def table(head: str, rows: Iterator[tuple[object, ...]]) -> str:
    rule = "|---" * (head.count("|") - 1) + "|"
    return "\n".join([head, rule, *(f"| {' | '.join(map(str, row))} |" for row in rows)])


def figures() -> str:
    """As `ntfp kb stats` counts them."""
    count = counting.figures(shipped().values())

    def lines() -> Iterator[tuple[object, ...]]:
        yield "records", f"{count.records:,}"
        yield "with a file table", f"{count.with_tables:,}"
        yield "rows, of them kernels", f"{count.rows:,}, {count.kernels:,}"
        by_table = (f"`{branch or NOT_SAID}` {rows:,}" for branch, rows in count.rows_by_table.items())
        yield "rows by the branch of their table", ", ".join(by_table)
        yield "with a statement on a pack or release", f"{count.claimed:,}"
        for by, words in SAID_BY.items():
            yield f"statements by {words}", f"{count.claims[by]:,}"
        yield "windows of who is affected", f"{count.windows:,}"
        yield "records with a doubt, doubts", f"{count.doubted:,}, {count.doubts:,}"

    return table("| what | how many |", lines())


def packs(claims: list[FixedIn], *said: By) -> frozenset[str]:
    return frozenset(claim.pack for claim in claims if claim.by in said and claim.pack != LATEST)


def kind(listed: frozenset[str], own: frozenset[str]) -> str:
    if listed == own:
        return "the same"
    if listed & own:
        return "one in common, and another beside it"
    if own == {AFTER_LAST}:
        return "its own words say after the last pack"
    return "its own words say a later pack" if min(own) > max(listed) else "its own words say an earlier pack"


def compared() -> Iterator[tuple[str, Signature, Branch, frozenset[str], frozenset[str]]]:
    for signature in shipped().values():
        for branch in Branch:
            claims = [claim for claim in signature.fixed_in if claim.branch is branch]
            listed, own = packs(claims, By.LIST), packs(claims, By.PROSE, By.KEYWORD)
            if listed and own:
                yield kind(listed, own), signature, branch, listed, own


def agreement() -> str:
    found = list(compared())
    counts = Counter(one[0] for one in found)
    shares = table(
        f"| of {len(found):,} | how many | share |",
        ((words, f"{n:,}", f"{n / len(found):.1%}") for words, n in counts.most_common()),
    )
    others = (
        (signature.kb, f"`{branch}`", ", ".join(sorted(listed)), ", ".join(sorted(own)), words)
        for words, signature, branch, listed, own in found
        if words != "the same"
    )
    return f"{shares}\n\nAll that are not the same:\n\n{table('| article | branch | lists | itself | |', others)}"


def calibration() -> str:
    counts, wrong = calibrated()

    def rows() -> Iterator[tuple[object, ...]]:
        for branch in (Branch.NT4, Branch.NT4_TSE, Branch.WIN2000):
            later = [counts[Count("certainly-later", branch, of)] for of in ("same", "any")]
            earlier = counts[Count("certainly-earlier", branch, "same")]
            yield f"`{branch}`", *(f"{n:,}" for n in (*later, earlier)), sum(f"`{branch}`" in one for one in wrong)

    return table("| branch | certainly later, same file | any file | certainly earlier, same file | wrong |", rows())


@pytest.mark.parametrize("part", [figures, agreement, calibration], ids=lambda part: part.__name__)
def test_the_document_gives_the_figures_of_the_data(part: Callable[[], str]) -> None:
    text = DOCUMENT.read_text("utf-8")
    name = part.__name__
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    told = pattern.sub(lambda found: f"{found[1]}\n{part()}\n\n{found[2]}", text, count=1)
    if os.environ.get("NTFP_WRITE_DOCS") == "1":
        DOCUMENT.write_text(told, "utf-8")
    else:
        assert text == told, "run it again with NTFP_WRITE_DOCS=1, and read what has changed"


def test_lists_and_articles_agree_but_for_a_few() -> None:
    kinds = Counter(one[0] for one in compared())
    assert kinds["the same"] / kinds.total() > 0.98
