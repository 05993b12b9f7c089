"""Registry hives: any keys and values, and SOFTWARE and SYSTEM of a whole installation.

In the format of any NT: 1.1 is NT 3.1's, 1.2 is of NT 3.5 and 3.51, 1.3 of NT 4.0 and 2000.
Between the keys that are asked for lie others, as on any disk.

How bytes are laid out is `ntfp.testing.bins`' business.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from ntfp.facts.hive import HotfixKey
from ntfp.formats import regf
from ntfp.formats.hive import Typed
from ntfp.testing.bins import Bins, Datum, Keys, typed

__all__ = ["Datum", "Keys", "Typed", "hive_image", "software_hive", "system_hive", "typed"]

FORMATS = tuple((1, minor) for minor in range(1, 7))

# Every key of a hive made here was written at this moment, unless the caller knows better.
_WRITTEN = datetime(1999, 11, 30, 12, tzinfo=UTC)
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)  # of FILETIME
_TICK = timedelta(microseconds=1)  # is ten of its units

# As setup leaves them: the hive was once a file called so.
_ROOT = "$$$PROTO.HIV"

_CONTROL_SETS = 3


def hive_image(
    keys: Keys,
    *,
    format: tuple[int, int] = (1, 3),  # noqa: A002 - it is what the facts call it
    dirty: bool = False,
    name: str = "",
    root: str = _ROOT,
    written: datetime = _WRITTEN,
) -> bytes:
    r"""A hive with these keys below its root, or `ValueError` where it cannot hold them.

    A mapping in `keys` is a key, anything else is a value: a text, a number, several texts, bytes, or `Typed`.
    Subkeys are sorted, as they have to be; values stay in order. `dirty` leaves it as if NT had been stopped while
    it wrote. `name` is the path that NT remembers in it, such as "\SystemRoot\System32\Config\SYSTEM".
    """
    if format not in FORMATS:
        raise ValueError(f"a hive of format {'.'.join(map(str, format))}: there are 1.1 to 1.6")
    time = (written - _EPOCH) // _TICK * 10
    offset, bins = Bins(format, time).build(root, keys)
    block = regf.BaseBlock(
        primary=4 if dirty else 3,
        secondary=3,
        written=time,
        version=format,
        root=offset,
        size=len(bins),
        name=name[-31:].encode("utf-16-le").ljust(64, b"\0"),
    )
    return regf.BASE_BLOCK.build(replace(block, checksum=regf.checksum(regf.BASE_BLOCK.build(block)))) + bins


def software_hive(
    *,
    version: str | None = "4.0",
    build: str | None = "1381",
    pack: str | int | None = "Service Pack 6",
    hotfixes: Iterable[str | HotfixKey] = (),
    system_root: str | None = r"C:\WINNT",
    format: tuple[int, int] = (1, 3),  # noqa: A002
    dirty: bool = False,
    others: Keys | None = None,
) -> bytes:
    """SOFTWARE of an installation; what is `None` is not in it. `others` are keys of the caller's, below its root.

    A hotfix that is a name is one as setup leaves it: installed, with nothing said about it.
    """
    current: dict[str, Keys | Datum] = _present(
        {
            "SystemRoot": system_root,
            "CurrentBuild": "1.511.1 () (Obsolete data - do not use)",
            "CurrentType": "Uniprocessor Free",
            "CurrentVersion": version,
            "CurrentBuildNumber": build,
            "CSDVersion": pack,
            "RegisteredOwner": "Nobody",
            "InstallDate": 0x37F2A5B0,
        }
    )
    current |= {"Fonts": {}, "Winlogon": {"Shell": "Explorer.exe"}, "NetworkCards": {"1": {"ServiceName": "DC21X41"}}}
    if keys := {hotfix.name: _hotfix(hotfix) for hotfix in map(_named, hotfixes)}:
        current["Hotfix"] = keys
    microsoft: Keys = {
        "DrWatson": {"ApplicationName": "", "NumberOfCrashes": 0},
        "Windows": {"CurrentVersion": {"ProductId": "50370-OEM-0000000-00000", "CurrentVersion": "not this one"}},
        "Windows NT": {"CurrentVersion": current},
        "Windows Messaging Subsystem": {"MSMapiApps": {}},
    }
    keys_of_all: Keys = {
        "Classes": {".txt": {"": "txtfile"}, "txtfile": {"": "Text Document", "shell": {"open": {}}}},
        "Microsoft": microsoft,
        "Program Groups": {"ConvertedToLinks": 1},
        "Secure": {},
    }
    path = r"\SystemRoot\System32\Config\SOFTWARE"
    return hive_image(_merged(keys_of_all, others or {}), format=format, dirty=dirty, name=path)


def system_hive(
    *,
    pack: str | int | None = 0x600,
    product: str | None = "ServerNT",
    suites: Iterable[str] = (),
    control_set: int = 1,
    format: tuple[int, int] = (1, 3),  # noqa: A002
    dirty: bool = False,
    others: Keys | None = None,
) -> bytes:
    """SYSTEM of an installation; what is `None` is not in it. `others` are keys of the caller's, below its root.

    There are three control sets or more, and only the one in use says what is asked for: the others say that they
    are not the one.
    """
    sets: dict[str, Keys | Datum] = {}
    for number in range(1, max(_CONTROL_SETS, control_set) + 1):
        here = number == control_set
        windows: dict[str, Keys | Datum] = {"Directory": Typed(regf.REG_EXPAND_SZ, typed("%SystemRoot%").data)}
        options: dict[str, Keys | Datum] = {}
        if (said := pack if here else 0x100) is not None:
            windows["CSDVersion"] = said
        if (called := product if here else "WinNT") is not None:
            options["ProductType"] = called
        if listed := tuple(suites) if here else ("not this one",):
            options["ProductSuite"] = listed
        sets[f"ControlSet{number:03}"] = {
            "Control": {
                "ComputerName": {"ComputerName": {"ComputerName": "SYNTHETIC"}},
                "ProductOptions": options,
                "Session Manager": {"BootExecute": ("autocheck autochk *",)},
                "Windows": windows,
            },
            "Services": {"Disk": {"Start": 0, "Group": "SCSI Class"}, "Srv": {"Start": 3}},
        }
    last_good = 1 if control_set != 1 else 2
    select = {"Current": control_set, "Default": control_set, "Failed": 0, "LastKnownGood": last_good}
    keys: Keys = {**sets, "DISK": {}, "Select": select, "Setup": {"SystemSetupInProgress": 0, "SetupType": 0}}
    path = r"\SystemRoot\System32\Config\SYSTEM"
    return hive_image(_merged(keys, others or {}), format=format, dirty=dirty, name=path)


def _named(hotfix: str | HotfixKey) -> HotfixKey:
    return HotfixKey(hotfix, installed=1) if isinstance(hotfix, str) else hotfix


def _hotfix(hotfix: HotfixKey) -> Keys:
    values = _present(
        {
            "Installed": hotfix.installed,
            "Comments": hotfix.comments,
            "Fix Description": hotfix.description,
            "Service Pack": hotfix.pack,
        }
    )
    return {**values, "File 1": {"Flags": "", "New File": "", "New Link Date": ""}}


def _present(values: Mapping[str, Datum | None]) -> dict[str, Keys | Datum]:
    return {name: datum for name, datum in values.items() if datum is not None}


def _merged(keys: Keys, others: Keys) -> Keys:
    """Both, key by key; where both have a value, the caller's."""
    merged = dict(keys)
    for name, other in others.items():
        own = merged.get(name)
        merged[name] = _merged(own, other) if isinstance(own, Mapping) and isinstance(other, Mapping) else other
    return merged
