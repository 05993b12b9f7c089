"""Records that ship, made wrong in one place each: hardly one of them is proven.

The seed is fixed, so the same corruptions are tried each time. Those that were missed are printed.
"""

import os
import random
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from ntfp.database import shipped, shipped_folder
from ntfp.facts.signature import Signature
from ntfp.kb.texts import Library
from ntfp.proving import Desk, prove_record
from tests.proving.corrupting import KINDS, Corrupt

CORPUS = Path(os.environ.get("NTFP_KB_CORPUS", shipped_folder().parents[1] / "shared" / "kb" / "articles.tar.xz"))
needs_articles = pytest.mark.skipif(not CORPUS.exists(), reason="the articles are not at hand (NTFP_KB_CORPUS)")

EACH = 25  # of each of twelve kinds
THREE_HUNDRED = 300
TRIES = 5_000


@cache
def desk() -> Desk:
    return Desk(Library([CORPUS]))


def corrupted(corrupt: Corrupt) -> list[tuple[Signature, Signature]]:
    """Some records and what was made of them, always the same."""
    chance = random.Random(corrupt.__name__)
    found: list[tuple[Signature, Signature]] = []
    for signature in chance.choices(shipped().printed, k=TRIES):
        wrong = corrupt(signature, chance)
        if wrong is not None and wrong != signature:
            found.append((signature, wrong))
        if len(found) == EACH:
            break
    return found


def told(wrong: Signature) -> bool:
    return any(True for _ in prove_record(wrong, desk()))


@needs_articles
def test_three_hundred_corruptions_are_found_but_for_one_in_a_hundred() -> None:
    missed = []
    tried: Counter[str] = Counter()
    for corrupt in KINDS:
        for signature, wrong in corrupted(corrupt):
            tried[corrupt.__name__] += 1
            if not told(wrong):
                missed.append((corrupt.__name__, signature.kb, differences(signature, wrong)))
    sys.stdout.write("".join(f"missed: {name} {kb} {changes}\n" for name, kb, changes in missed))
    assert set(tried.values()) == {EACH}
    assert tried.total() == THREE_HUNDRED
    assert len(missed) <= tried.total() / 100, missed


@needs_articles
def test_a_swap_of_day_and_month_is_found_wherever_the_article_decides() -> None:
    missed = [
        (signature.kb, differences(signature, wrong))
        for kind in KINDS
        if kind.__name__ == "day_and_month"
        for signature, wrong in corrupted(kind)
        if "proof-date" not in {flaw.check for flaw in prove_record(wrong, desk())}
    ]
    assert missed == []


def differences(one: object, other: object, place: str = "") -> list[str]:
    """Where two records differ, and how."""
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        pairs = [(f"{place}[{number}]", *pair) for number, pair in enumerate(zip(one, other, strict=True))]
    elif hasattr(one, "__struct_fields__") and type(one) is type(other):
        names: tuple[str, ...] = one.__struct_fields__
        pairs = [(f"{place}.{name}", getattr(one, name), getattr(other, name)) for name in names]
    else:
        return [] if one == other else [f"{place.lstrip('.')}: {one} -> {other}"]
    return [line for name, left, right in pairs for line in differences(left, right, name)]
