"""Rows of which their articles, or what is recorded beside them, say something else than of their kind.

No exception can undo what a case says that no row may ever say.
"""

from typing import NamedTuple


class Odd(NamedTuple):
    """What is right instead, why, and of which rows: article or article:line, branch, platform, file and kind."""

    says: str
    because: str
    places: tuple[str, ...]


_NOT_CONCERNED = Odd(
    "-", "it has no bullets, its table is undivided, and only a keyword names a Windows", ("Q253343 * mute",)
)
_NO_SIZE = Odd("?", "its size in KB is 39,416 by a misprint and was taken away, and it has no version", ("Q271216 *",))
_OTHER_NUMBER = Odd("?F", "a file of the directory client: of NT 4.0, numbered as Windows 2000's", ("Q311055 *",))
_OTHER_NUMBER_OLDER = Odd("?U", _OTHER_NUMBER.because, _OTHER_NUMBER.places)

# Their bullets name a pack that was not finished when the file was linked: it may be that pack's own, and lack the fix.
_NT4_SP6 = ("Q257585 nt4 *", "Q322051:65 *")
_NUMBERED_BEHIND_SP6 = ("Q299364 nt4 *", "Q312284 nt4 *")  # .7001 and on: in truth no number of SP6's
_TSE_PACKS = (
    "Q196548 nt4-tse i386 logout.exe *", "Q228920 nt4-tse *", "Q243261 nt4-tse *", "Q244717 nt4-tse *",
    "Q246142 nt4-tse *", "Q252644 nt4-tse *", "Q255523 nt4-tse *", "Q256335 nt4-tse *", "Q264991 nt4-tse *",
    "Q291798 nt4-tse alpha *",
)  # fmt: skip
_UNFINISHED = Odd("?", "a pack was not finished yet that its bullets call affected", (*_NT4_SP6, *_TSE_PACKS))
_UNFINISHED_NUMBERED = Odd("?F", _UNFINISHED.because, (*_NUMBERED_BEHIND_SP6, "Q300972 win2000 i386 idq.dll *"))

# Three days before, another article lists a kernel of this very size; kernels were listed when they were built.
_OTHER_KERNEL = (
    "Q244509 nt4 i386 *", "Q244509 nt4 alpha ntoskrnl.exe *", "Q268835 nt4 i386 *", "Q268835 nt4 alpha ntoskrnl.exe *",
    "Q244145 nt4 i386 *", "Q276525 nt4 i386 *",
)  # fmt: skip
_KERNELS_WITH_NUMBERS = ("* ntoskrnl.exe *numbered", "* ntkrnlmp.exe *numbered")
_SIZE_UNPRINTED = ("Q286433 win2000 *", "Q259076 win2000 i386 iisui.dll *")

# What is recorded as a pack's own has the size and the number that the row's file would have.
_PACK_HALS = ("Q216229 nt4 i386 hal*.dll *",)
_PACK_MODULES = (*_PACK_HALS, "Q184229 nt351 i386 kernel32.dll *", "Q169228 nt351 i386 advapi32.dll *")
_OF_THE_PACK = "a pack's own file has that number and that size, and no link time tells them apart"

# Their printed time is that which a pack, or the roll-up, gave all its files: a file time that proves nothing.
_STAMPED = ("Q238763 nt4 i386 tcpip.sys *", "Q322051 nt4 i386 ntlmssps.dll *")
_STAMP = Odd("?", "the printed time is a release's stamp", _STAMPED)

# Another article dates the same build, by size and number, some days earlier.
_SAME_BUILD_ELSEWHERE = ("Q301623 win2000 *",)

# Another build of the row's size, or the row's build, that another article lists.
_OTHER_FILE = ("Q243478 nt4 i386 netbt.sys *", "Q243597 nt4 i386 winlogon.exe *")
_OTHER_FILE_LONG_AGO = (
    "Q262956 nt4-tse i386 gdi32.dll *", "Q282215 nt4-tse i386 gdi32.dll *", "Q294300 nt4-tse i386 gdi32.dll *",
)  # fmt: skip
_SAME_BUILD_LONG_AGO = ("Q277873 nt4 i386 ssinc.dll *",)

_ALWAYS = [_NOT_CONCERNED]
_DATED = [_NOT_CONCERNED, _NO_SIZE, _OTHER_NUMBER]

EXCEPTIONS: dict[str, list[Odd]] = {
    "the very file": _DATED,
    "8 hours later": _DATED,
    "12 hours earlier": _DATED,
    "dated as printed": _DATED,
    "3 days later": [*_ALWAYS, _UNFINISHED, _UNFINISHED_NUMBERED],
    "4 days later and larger": [*_ALWAYS, _UNFINISHED, _UNFINISHED_NUMBERED],
    "3 days earlier": [
        *_ALWAYS,
        _OTHER_NUMBER,
        Odd("U", "three days before, another article lists a kernel of that size", _OTHER_KERNEL),
        Odd("?", "kernels were listed in the days they were built", _KERNELS_WITH_NUMBERS),
        Odd("?", "it gives no size in bytes to go by beside its number", _SIZE_UNPRINTED),
    ],
    "3 days earlier, dated as printed": [
        *_DATED,
        _STAMP,
        Odd("U?", "three days before, another article lists a kernel of that size", _OTHER_KERNEL),
        Odd("?", "it has the number of a pack's own file that was linked later", _PACK_HALS),
        Odd("?", "three days before, another article lists a file of that size", _OTHER_FILE),
        Odd("?F", "another article dates the same build three days earlier", _SAME_BUILD_ELSEWHERE),
    ],
    "200 days earlier, dated as printed": [
        *_DATED,
        _STAMP,
        Odd("?", "another article lists a file of that size and that day", _OTHER_FILE_LONG_AGO),
        Odd("?", "another article dates the same build so much earlier", _SAME_BUILD_LONG_AGO),
    ],
    "400 days earlier": _ALWAYS,
    "4 days earlier and smaller": _ALWAYS,
    "one version older": [_OTHER_NUMBER_OLDER],
    "only the version older": [_OTHER_NUMBER_OLDER],
    "a version older, no link time": [_OTHER_NUMBER_OLDER],
    "one version newer": [_OTHER_NUMBER],
    "only the version newer": [
        _OTHER_NUMBER,
        Odd("?F", _UNFINISHED.because, _NUMBERED_BEHIND_SP6),
    ],
    "a version newer, no link time": [_OTHER_NUMBER],
    "long before": [*_ALWAYS, _OTHER_NUMBER_OLDER],
    "long after": [*_ALWAYS, _OTHER_NUMBER],
    "a number of long before, no link time": _ALWAYS,
    "a number of long after, no link time": _ALWAYS,
    "of nt351, in its system": _ALWAYS,
    "of nt4-tse, in its system": _ALWAYS,
    "of win2000, in its system": _ALWAYS,
    "wrong checksum": _ALWAYS,
    "version lost": [
        *_ALWAYS,
        _NO_SIZE,
        Odd("?", "without a name inside, what is called hal.dll may be any HAL", ("* hal.dll plain",)),
        Odd("?", "the version resource told its language, and the table is for one", ("Q246661 *", "Q267863 *")),
        Odd("?", "its number was all it could be told by", ("Q286433 win2000 *",)),
    ],
    "link time lost": _ALWAYS,
    "link time lost, dated as printed": [
        *_DATED,
        _STAMP,
        Odd("?", _OF_THE_PACK, _PACK_MODULES),
    ],
    "its size, only a later mtime": _ALWAYS,
    "its size, only an earlier mtime": _ALWAYS,
    "another size, only an earlier mtime": _ALWAYS,
    "another size, only a later mtime": _ALWAYS,
    "German, of a table for English": _ALWAYS,
    "before both readings": [
        Odd("F", "it has number and size of the row, and is older than both dates", ("Q277632 win2000 *",))
    ],
    "before both readings and smaller": [Odd("?", "it has the row's number and another size", ("Q277632 win2000 *",))],
}  # fmt: skip
