"""Inventory: which Windows it is, with which pack, on which processor, in which language, as definitions of their own.

All others extend these. What Windows keeps where in its registry is known here
and in `ntfp.reports.exporting.oval.parts`.
"""

from collections.abc import Iterable, Iterator

from ntfp.facts.build import TSE_BIT, Branch, Line, pack_title
from ntfp.facts.check import BranchIs, Checks, KeySet, LanguageIs, PackIs, PlatformIs
from ntfp.facts.language import language_code
from ntfp.facts.platform import Platform
from ntfp.facts.version import FileVersion
from ntfp.reports.exporting.oval.elements import all_of, criterion, definition, extending, metadata, one_of
from ntfp.reports.exporting.oval.parts import CURRENT_VERSION, Parts, State

_CONTROL = r"SYSTEM\CurrentControlSet\Control"
_ARCHITECTURES = {Platform.I386: "x86", Platform.ALPHA: "ALPHA", Platform.MIPS: "MIPS", Platform.PPC: "PPC"}
_REGIONS = range(1, 21)  # the upper six bits of a language's number
_FAMILIES = {Branch.WIN2000: "Microsoft Windows 2000", Branch.WINXP: "Microsoft Windows XP"}
_NO_NUMBER = FileVersion(0, 0, 0, 0)

Extended = BranchIs | PackIs | PlatformIs | LanguageIs


def family(branch: Branch) -> str:
    """What OVAL calls that Windows."""
    return _FAMILIES.get(branch, "Microsoft Windows NT")


class Inventory:
    """The definitions that were asked for."""

    def __init__(self, parts: Parts, checks: Checks) -> None:
        self._parts, self._kernels = parts, checks.kernels
        self._lines = {line.branch: line for line in checks.lines}
        self._found: dict[Extended, tuple[str, str]] = {}
        self._written: dict[str, str] = {}

    def extending(self, question: Extended, *, negate: bool = False) -> str:
        """The definition that answers it, made where it is not there yet, as one that is extended."""
        if question not in self._found:
            title, branches, criteria = self._made(question)
            identifier = self._parts.number("def", title)
            about = metadata(title, map(family, branches), f"True on a machine with {title}.")
            self._written[identifier] = definition(identifier, "inventory", about, criteria)
            self._found[question] = identifier, title
        return extending(*self._found[question], negate=negate)

    def written(self) -> Iterator[str]:
        """All of them, in the order of their numbers."""
        for identifier in sorted(self._written):
            yield self._written[identifier]

    def _made(self, question: Extended) -> tuple[str, Iterable[Branch], str]:
        """Its title, the branches it is for, its criteria."""
        match question:
            case BranchIs(branch):
                line = self._lines[branch]
                return line.title, (branch,), self._of_branch(line)
            case PackIs(branch, packs):
                line = self._lines[branch]
                title = f"{line.title} {_listed(line, packs)}"
                if len(packs) > 1:
                    return title, (branch,), one_of(self.extending(PackIs(branch, (pack,))) for pack in packs)
                return title, (branch,), self._of_pack(line, packs[0])
            case PlatformIs(platform):
                said = State("value", "string", "case insensitive equals", _ARCHITECTURES[platform])
                environment = rf"{_CONTROL}\Session Manager\Environment"
                asked = self._value(environment, "PROCESSOR_ARCHITECTURE", (said,), f"is {_ARCHITECTURES[platform]}")
                return f"Windows for processors of the kind {platform}", self._lines, asked
            case LanguageIs(language):
                said = State("value", "string", "pattern match", _pattern(language))
                asked = self._value(rf"{_CONTROL}\Nls\Language", "InstallLanguage", (said,), f"is of {language}")
                return f"Windows in the language {language}", self._lines, asked

    def _of_branch(self, line: Line) -> str:
        """By the version of its kernel; where that cannot be read, by the registry."""
        low, high = _numbers(line)
        number = f"{line.version[0]}.{line.version[1]}"
        said = State("value", "string", "pattern match", _version_pattern(*line.version))
        by_registry = [
            criterion(*self._kernel((State("version", "version", "greater than or equal", _NO_NUMBER),)), negate=True),
            self._value(CURRENT_VERSION, "CurrentVersion", (said,), f"is {number}"),
        ]
        if line.version == (4, 0):
            suite = State("value", "string", "case insensitive equals", "Terminal Server", any_of_them=True)
            test, comment = self._test(rf"{_CONTROL}\ProductOptions", "ProductSuite", (suite,), "names Terminal Server")
            by_registry.append(criterion(test, comment, negate=line.branch is not Branch.NT4_TSE))
        return one_of([criterion(*self._kernel(_between(low, high))), all_of(by_registry)])

    def _of_pack(self, line: Line, pack: str) -> str:
        """By what both hives say of it, the key that tells twins apart, and a kernel that can be of it."""
        by = line.by_hotfix.get(pack)
        first, last = _numbered(line, by.base if by else pack)
        asked = [self._system_says(first, last), self._software_says(first, last)]
        for twin, base in line.by_hotfix.items():
            if pack in (twin, base.base):
                test, comment = hotfix_key(self._parts, KeySet(base.kb))
                asked.append(criterion(test, comment, negate=pack != twin))
        kernel = self._kernels.get((line.branch, pack))
        if kernel:
            asked.append(criterion(*self._kernel(_between(kernel.first, kernel.below))))
            others = ((State("version", "version", "equals", other),) for other in kernel.of_others)
            asked += [criterion(*self._kernel(other), negate=True) for other in others]
        return all_of(asked)

    def _system_says(self, first: int, last: int) -> str:
        """A number, whose upper byte is the pack; or nothing."""
        key = rf"{_CONTROL}\Windows"
        number = (
            State("value", "int", "greater than or equal", first << 8),
            State("value", "int", "less than", last + 1 << 8),
        )
        said = self._value(key, "CSDVersion", number, f"is of {_packs(first, last)}")
        return one_of([criterion(*self._absent(key, "CSDVersion")), said])

    def _software_says(self, first: int, last: int) -> str:
        """A text; nothing where no pack was ever installed."""
        said = [criterion(*self._absent(CURRENT_VERSION, "CSDVersion"))] if first == 0 else []
        if last:
            text = (State("value", "string", "pattern match", _pack_pattern(range(max(first, 1), last + 1))),)
            said.append(self._value(CURRENT_VERSION, "CSDVersion", text, f"is of {_packs(max(first, 1), last)}"))
        return one_of(said) if len(said) > 1 else said[0]

    # Tests

    def _value(self, key: str, name: str, states: Iterable[State], words: str) -> str:
        return criterion(*self._test(key, name, states, words))

    def _test(self, key: str, name: str, states: Iterable[State], words: str) -> tuple[str, str]:
        comment = f"{name} in {key} {words}"
        return self._parts.registry(key, name, states, comment), comment

    def _absent(self, key: str, name: str) -> tuple[str, str]:
        comment = f"there is no {name} in {key}"
        return self._parts.registry(key, name, (), comment, there=False), comment

    def _kernel(self, states: tuple[State, ...]) -> tuple[str, str]:
        comment = f"the version of the kernel is {' and '.join(f'{one.operation} {one.value}' for one in states)}"
        return self._parts.kernel(states, comment), comment


def hotfix_key(parts: Parts, question: KeySet) -> tuple[str, str]:
    """The test of a hotfix key, and what it asks in words."""
    comment = f"the hotfix key {question.name} says that it is installed"
    states = (State("value", "int", "not equal", 0),)
    return parts.registry(rf"{CURRENT_VERSION}\Hotfix\{question.name}", "Installed", states, comment), comment


def _listed(line: Line, packs: tuple[str, ...]) -> str:
    """Packs in a row as their first and last: "SP1 to SP3, SP6"."""
    rows: list[list[int]] = []
    for place in sorted(line.places(packs)):
        if rows and rows[-1][-1] == place - 1:
            rows[-1].append(place)
        else:
            rows.append([place])
    names = [[pack_title(line.packs[place]) for place in row] for row in rows]
    return ", ".join(row[0] if len(row) == 1 else f"{row[0]} to {row[-1]}" for row in names)


def _numbered(line: Line, pack: str) -> tuple[int, int]:
    """The numbers a registry may give it: Terminal Server began as a system that calls itself SP3."""
    if pack != "0":
        return int(pack), int(pack)
    return 0, min((int(other) for other in line.packs if other.isdigit() and other != "0"), default=1) - 1


def _packs(first: int, last: int) -> str:
    return f"pack {first}" if first == last else f"packs {first} to {last}"


def _numbers(line: Line) -> tuple[FileVersion, FileVersion]:
    """The versions of its kernels, the last one excluded; Terminal Server's begin where those of its twin end."""
    first = FileVersion(*line.version, line.builds[0], TSE_BIT if line.branch is Branch.NT4_TSE else 0)
    last = FileVersion(*line.version, line.builds[1] + 1, 0)
    return first, FileVersion(*line.version, line.builds[1], TSE_BIT) if line.branch is Branch.NT4 else last


def _between(low: FileVersion | None, high: FileVersion | None) -> tuple[State, ...]:
    states = []
    if low:
        states.append(State("version", "version", "greater than or equal", low))
    if high:
        states.append(State("version", "version", "less than", high))
    return tuple(states)


def _version_pattern(major: int, minor: int) -> str:
    """As registries write it: 3.51, but 4.0, and of 3.50 both "3.5" and "3.50"."""
    return rf"^\s*{major}\.{minor // 10}0?\s*$" if minor and minor % 10 == 0 else rf"^\s*{major}\.0?{minor}\s*$"


def _pack_pattern(numbers: range) -> str:
    """What stands behind the digit is a hotfix kernel's own, or a candidate's."""
    return rf"^\s*[Ss]ervice [Pp]ack\s*[{''.join(map(str, numbers))}]([^0-9].*)?$"


def _pattern(language: str) -> str:
    """The numbers of a language in any region, as the registry writes them."""
    primary = range(1, 0x80)
    found = [region << 10 | number for region in _REGIONS for number in primary]
    numbers = "|".join(f"{one:04x}" for one in sorted(found) if language_code(one) == language)
    either_case = "".join(f"[{sign.upper()}{sign}]" if sign in "abcdef" else sign for sign in numbers)
    return f"^(0000)?({either_case})$"
