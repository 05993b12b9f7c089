"""Where a kernel says one thing in one place and another elsewhere: nothing about it is certain then."""

import re

from ntfp.facts.file import FileFacts
from ntfp.facts.remark import Oddity
from ntfp.facts.version_info import FLAG_DEBUG
from ntfp.identifying.saying import Saying

# From NT 4.0 on the build of the version is what NtBuildNumber says; NT 3.51's version says 1025, its build is 1057.
_NUMBERED_FROM = 4
FREE, CHECKED = 0xF, 0xC  # the top four bits of what NtBuildNumber points at


def contradicts_itself(facts: FileFacts) -> bool:
    """Does the number in its data deny the number in its version?"""
    number = facts.deep.build_number if facts.deep else None
    version = facts.version
    if number is None or version is None or version.major < _NUMBERED_FROM:
        return False
    return number & 0xFFFF != version.build


def is_checked(facts: FileFacts) -> bool:
    """Does it say in any place that it is a checked build? What is recorded are the free ones."""
    number = facts.deep.build_number if facts.deep else None
    return bool((facts.flags or 0) & FLAG_DEBUG) or (number is not None and number >> 28 == CHECKED)


def remark_on_versions(facts: FileFacts, saying: Saying) -> None:
    """The fixed version is believed; what else claims to be the version and is not goes on record."""
    version = facts.version
    if version is None:
        return
    if contradicts_itself(facts) and facts.deep and facts.deep.build_number is not None:
        detail = f"NtBuildNumber says {facts.deep.build_number & 0xFFFF}, the version says {version.build}"
        saying.remark(Oddity.BUILD_NUMBER_DISAGREES, detail)
    product = facts.product_version
    if product and (product.major, product.minor) != (version.major, version.minor):
        saying.remark(Oddity.VERSION_CONTRADICTS, f"its version is {version}, its product version {product}")
    text = facts.string("FileVersion") or ""
    numbers = re.match(r"\s*(\d{1,5})\.(\d{1,5})", text, re.ASCII)
    if numbers and (int(numbers[1]), int(numbers[2])) != (version.major, version.minor):
        saying.remark(Oddity.VERSION_CONTRADICTS, f"its version is {version}, its string FileVersion {text[:40]!r}")
