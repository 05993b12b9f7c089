"""Prose: paragraphs without line breaks, in which every place knows its line."""

from ntfp.kb.prose import passages
from tests.kb.articles import article


def test_a_paragraph_is_one_text_whose_places_know_their_lines() -> None:
    found = article("This was corrected in Windows", "  NT 4.0   Service", "Pack 4.", "", "Another.")
    one, other, *_ = passages(found)
    assert one.text == "This was corrected in Windows NT 4.0 Service Pack 4."
    assert [found.lines[one.line_at(one.text.index(word)) - 1].strip() for word in ("This", "NT", "Pack")] == [
        "This was corrected in Windows",
        "NT 4.0   Service",
        "Pack 4.",
    ]
    assert (one.last, other.text, other.line) == (one.line + 2, "Another.", one.line + 4)


def test_an_item_of_a_list_is_a_passage_of_its_own() -> None:
    found = article("They are:", " - one, which", "   goes on", " - two", " * three")
    assert [one.text for one in passages(found)][:4] == ["They are:", "- one, which goes on", "- two", "* three"]


def test_passages_between_two_lines_are_those_alone() -> None:
    found = article("One", "two", "", "three", "four")
    first = found.first
    assert [one.text for one in passages(found, first + 1, first + 3)] == ["two", "three"]
