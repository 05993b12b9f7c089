"""Headings: with a line below them or without."""

from itertools import pairwise

import pytest

from ntfp.kb.headings import find_headings, names_products_only
from tests.kb.articles import article


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Windows NT 4.0", id="one"),
        pytest.param("WINDOWS NT SERVER 4.0, TERMINAL SERVER EDITION", id="in capitals"),
        pytest.param("Windows NT 4.0 Server and Workstation:", id="a colon"),
        pytest.param("Windows NT 3.51 Post Service Pack 5:", id="what comes after a pack"),
        pytest.param("For Windows 98:", id="another Windows"),
        pytest.param("Windows 95, Windows 98, Windows 98 Second Edition", id="several others"),
        pytest.param("IIS 5.0:", id="a server that is a part of it"),
        pytest.param("For IIS 4.0 (Windows NT Server 4.0):", id="a server that runs on it"),
    ],
)
def test_a_line_of_products_alone(text: str) -> None:
    assert names_products_only(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A hotfix is not available for Windows NT 3.51.", id="a sentence"),
        pytest.param("If you are running Windows NT 4.0 Service Pack 5:", id="a condition"),
        pytest.param("Enterprise Edition", id="no product"),
        pytest.param("Exchange Server 5.5", id="no Windows"),
        pytest.param("How to install IIS 5.0", id="a title"),
    ],
)
def test_a_line_that_says_more_or_less(text: str) -> None:
    assert not names_products_only(text)


def test_a_heading_reaches_up_to_the_next_of_either_kind() -> None:
    found = find_headings(
        article(
            "RESOLUTION", "==========", "", "WINDOWS NT 4.0", "", "Text.", "", "Windows 2000", "------------", "", "T."
        )
    )
    assert [heading.title for heading in found] == ["RESOLUTION", "WINDOWS NT 4.0", "Windows 2000"]
    assert all(heading.last == later.line - 1 for heading, later in pairwise(found))


def test_an_indented_product_is_no_heading() -> None:
    assert find_headings(article("   Windows NT 4.0", "", "Text.")) == ()
