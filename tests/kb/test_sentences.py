"""Sentences: how much each of them says. What becomes of it is tested with the statements."""

import pytest

from ntfp.kb.said import Weight
from ntfp.kb.sentences import said


@pytest.mark.parametrize(
    ("sentence", "weight"),
    [
        pytest.param("This problem was first corrected in Windows NT 4.0 SP5.", Weight.CLAIM, id="the formula"),
        pytest.param("This issue is fixed in Windows NT 4.0 SP5.", Weight.CLAIM, id="a whole sentence"),
        pytest.param("This issue is fixed in Windows NT 4.0 SP5. This fix hurts.", Weight.LOOSE, id="which did harm"),
        pytest.param("- This issue is fixed in Windows NT 4.0 SP5.", Weight.LOOSE, id="one of a list of issues"),
        pytest.param("This was fixed in Windows NT 4.0 SP5.", Weight.LOOSE, id="other words"),
        pytest.param("This issue is fixed in Windows NT 4.0 SP5, but not all of it.", Weight.LOOSE, id="and more"),
        pytest.param("The fix is included in Windows NT 4.0 SP5.", Weight.LOOSE, id="a fix, of this or of another"),
        pytest.param("To correct this problem, install Windows NT 4.0 SP5.", Weight.ADVICE, id="advice"),
        pytest.param("A leak was fixed in Windows NT 4.0 SP5.", Weight.UNREAD, id="some problem"),
        pytest.param("The original hotfix is included in Windows NT 4.0 SP5.", Weight.UNREAD, id="an older fix"),
        pytest.param("This problem was corrected in the Windows NT 4.0 tools.", Weight.UNREAD, id="something like it"),
    ],
)
def test_the_weight_of_a_sentence(sentence: str, weight: Weight) -> None:
    assert [one.weight for one in said(sentence)] == [weight]


def test_what_is_cut_off_takes_only_the_last_place_with_it() -> None:
    found = said("This problem was corrected in Windows NT 4.0 SP5 and Windows 2000 Professional for all.")
    assert [(one.place.pack, one.weight) for one in found] == [("5", Weight.CLAIM), ("0", Weight.UNREAD)]


def test_a_sentence_begins_after_the_last_full_stop_and_not_after_us() -> None:
    text = "It hurts. This problem was corrected in the latest U.S. Service Pack for Windows NT version 3.5."
    assert [text[one.sentence :][:4] for one in said(text)] == ["This"]
