"""What a single value in our files may be: the leaves that several schemas share.

Each says in words what it asks for, since these words end up in front of whoever
wrote something else.
"""

from typing import Annotated, Literal

import msgspec

_WORD = r"([0-9]{1,4}|[1-5][0-9]{4}|6([0-4][0-9]{3}|5([0-4][0-9]{2}|5([0-2][0-9]|3[0-5]))))"
_LARGEST = (1 << 63) - 1  # beyond it neither a database nor a packed file has numbers
_PACK = "[0-6]|6a"


def _text(pattern: str, description: str) -> msgspec.Meta:
    return msgspec.Meta(pattern=rf"^({pattern})\Z", description=description)


Article = Annotated[str, _text("Q[1-9][0-9]{4,5}", "an article: Q and five or six digits")]
ClaimedPack = Annotated[str, _text(f"{_PACK}|latest|after-6a", 'a pack: "0" to "6", "6a", "latest" or "after-6a"')]
Dotted = Annotated[str, _text(rf"{_WORD}(\.{_WORD}){{3}}", "four dotted 16-bit numbers")]
Hash = Annotated[str, _text("[0-9a-f]{64}", "64 hexadecimal digits in lower case")]
LineNumber = Annotated[int, msgspec.Meta(gt=0, le=_LARGEST, description="a line number, from 1")]
Name = Annotated[str, _text(r"[^A-Z\s/\\]+", "a file name in lower case, without blanks")]
Pack = Annotated[str, _text(_PACK, 'a pack: "0" to "6" or "6a"')]
Pair = Annotated[str, _text(rf"{_WORD}\.{_WORD}", "two dotted 16-bit numbers")]
Positive = Annotated[int, msgspec.Meta(gt=0, le=_LARGEST, description="a whole number above 0 and below 2**63")]
PositiveNumber = Annotated[float, msgspec.Meta(gt=0, le=_LARGEST, description="a number above 0 and below 2**63")]
Words = Annotated[str, _text(r"\S|\S.*\S", "words in one line, without blanks around them")]

NtBranch = Literal["nt31", "nt35", "nt351", "nt4", "nt4-tse", "win2000", "winxp"]
NtPlatform = Literal["i386", "alpha", "mips", "ppc"]
Edition = Literal["server", "enterprise", "workstation", "advanced-server", "professional", "datacenter", "home"]
