"""docs/data.md gives the figures of the data that ships: run it with NTFP_WRITE_DOCS=1 when they have changed."""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ntfp.facts.build import Branch
from ntfp.facts.signature import AFTER_LAST, LATEST, By, FixedIn, Signature
from tests.judging.systems import shipped
from tests.judging.test_calibration import Count, figures as calibrated

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "data.md"
SAID_BY = {By.PROSE: "a sentence", By.KEYWORD: "a keyword", By.LIST: "a fix list", By.ROLLUP: "a roll-up"}


def table(head: str, rows: Iterator[tuple[object, ...]]) -> str:
    rule = "|---" * (head.count("|") - 1) + "|"
    return "\n".join([head, rule, *(f"| {' | '.join(map(str, row))} |" for row in rows)])


def figures() -> str:
    signatures = list(shipped().values())
    rows = [(table.branch, row) for one in signatures for table in one.tables for row in table.rows]
    claims = [claim for one in signatures for claim in one.fixed_in]
    kernels = sum(row.file in ("ntoskrnl.exe", "ntkrnlmp.exe", "ntkrnlpa.exe", "ntkrpamp.exe") for _, row in rows)
    with_tables = [one for one in signatures if one.tables]
    claimed = [one for one in signatures if one.fixed_in]
    branches = Counter(str(branch or "not said") for branch, _ in rows)
    doubts = [doubt for one in signatures for doubt in one.doubts]

    def lines() -> Iterator[tuple[object, ...]]:
        yield "records", f"{len(signatures):,}"
        yield "with a file table", f"{len(with_tables):,}"
        yield "rows, of them kernels", f"{len(rows):,}, {kernels:,}"
        yield "rows by the branch of their table", ", ".join(f"`{one}` {n:,}" for one, n in branches.most_common())
        yield "with a statement on a pack or release", f"{len(claimed):,}"
        for by, words in SAID_BY.items():
            yield f"statements by {words}", f"{sum(claim.by is by for claim in claims):,}"
        yield "windows of who is affected", f"{sum(len(one.affects) for one in signatures):,}"
        yield "records with a doubt, doubts", f"{sum(bool(one.doubts) for one in signatures):,}, {len(doubts):,}"

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
