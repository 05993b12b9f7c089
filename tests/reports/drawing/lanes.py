"""What the tests of the drawing share: builds of kernels, lanes of them, and reading a drawing back."""

import datetime as dt
from typing import Any
from xml.etree import ElementTree as ET

from ntfp.catalogue.timeline import lanes_of
from ntfp.facts.build import Branch
from ntfp.facts.lookup import Appearance, Clock
from ntfp.facts.platform import Platform
from ntfp.facts.timeline import Lane
from ntfp.scanning.data import shipped_data

UP, MP = "ntoskrnl.exe", "ntkrnlmp.exe"
SVG = "{http://www.w3.org/2000/svg}"


def build(day: str | None, file: str = UP, **said: Any) -> Appearance:
    """A build of a hotfix of NT 4.0, unless something else is said."""
    known: dict[str, Any] = {"branch": Branch.NT4, "platform": Platform.I386, "clock": Clock.LOCAL, "size": 932_032}
    if "packs" not in said:
        known |= {"articles": ("Q244509",), "title": "A leak"}
    return Appearance(file=file, date=dt.date.fromisoformat(day) if day else None, **known | said)


def lane(*builds: Appearance, **said: Any) -> Lane:
    return Lane(**{"branch": Branch.NT4, "title": "Windows NT 4.0", "platform": Platform.I386, **said}, builds=builds)


def shipped_lanes() -> tuple[Lane, ...]:
    data = shipped_data()
    return lanes_of(data.signatures, data.base.known, data.titles)


def read(drawing: str) -> ET.Element:
    """The drawing as a reader of XML takes it."""
    return ET.fromstring(drawing)  # noqa: S314 # of our own making


def of_kind(drawing: ET.Element, kind: str) -> list[ET.Element]:
    """The elements of a class."""
    return [element for element in drawing.iter() if kind in (element.get("class") or "").split()]


def said_in(drawing: ET.Element) -> list[str]:
    """The texts that are seen at once, without those that are seen when they are asked for."""
    hidden = {id(text) for tip in of_kind(drawing, "tip") for text in tip.iter(f"{SVG}text")}
    return [text.text or "" for text in drawing.iter(f"{SVG}text") if id(text) not in hidden]
