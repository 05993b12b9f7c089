import msgspec
import pytest

from ntfp.reports.converting import Form


class Moved(msgspec.Struct, frozen=True):
    path: str
    size: int | None = None
    added: str = "somebody's new field"


class Document(msgspec.Struct, frozen=True):
    place: str
    size: str | None = None
    twice: int = 0


class Whole(Document, frozen=True):
    added: str = ""


NAMES, FORMS = {"path": "place"}, {"size": (str, int)}


def test_what_is_called_or_written_differently_comes_back() -> None:
    form = Form(Moved, Whole, NAMES, FORMS)
    assert form.there(Moved("a", 7), twice=14) == Whole("a", "7", 14, "somebody's new field")
    assert form.back(Whole("a", "7", 14, "x")) == Moved("a", 7, "x")
    assert form.there(Moved("a")).size is None
    assert form.back(Whole("a")).size is None


def test_a_field_that_the_document_lacks_is_an_error_when_a_report_is_written() -> None:
    """The trap of adding to the facts alone: it would be lost, and nobody told."""
    with pytest.raises(TypeError, match="Unexpected keyword argument 'added'"):
        Form(Moved, Document, NAMES, FORMS).there(Moved("a"))
