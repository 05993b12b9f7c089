"""What a hive says of its system: the dozen keys that are asked for, of SOFTWARE and of SYSTEM."""

import random
import time

import pytest

from ntfp.errors import ForeignFormatError, InaccessibleError, MalformedError, ReadError
from ntfp.facts.hive import HiveFacts, HotfixKey, SoftwareHive, SystemHive
from ntfp.facts.source import InMemory, Opened, Source, memory_source
from ntfp.formats import regf
from ntfp.readers import registry
from ntfp.readers.registry import read_hive
from ntfp.testing import hive_image, software_hive, system_hive
from ntfp.testing.hives import FORMATS, Datum, Keys, Typed, typed
from tests.hive_patching import (
    CELL,
    DATA,
    SUBKEY_LIST,
    SUBKEYS,
    VALUE_NAME,
    VALUES,
    key_place,
    list_place,
    patched,
    value_place,
    written,
)

# So many bytes before what matters shift it against the sectors.
PADS = range(8, 520, 32)

HOTFIX = r"Microsoft\Windows NT\CurrentVersion\Hotfix"


def facts_of(image: bytes) -> HiveFacts:
    return read_hive(memory_source(image, "SOFTWARE"))


def told(facts: HiveFacts) -> tuple[SoftwareHive | None, SystemHive | None]:
    """What is said of the system, whatever the file is called."""
    return facts.software, facts.system


def software_of(**values: Datum | Keys) -> HiveFacts:
    """Of a hive with nothing but these in the key of the current version."""
    return facts_of(hive_image({"Microsoft": {"Windows NT": {"CurrentVersion": values}}}))


@pytest.mark.parametrize("version", FORMATS, ids=lambda version: "{}.{}".format(*version))
def test_software_says_which_version_and_which_hotfixes(version: tuple[int, int]) -> None:
    hotfixes = ("Q244509", HotfixKey("KB835732", installed=1, description="what", comments="why", pack="7"))
    facts = read_hive(memory_source(software_hive(format=version, hotfixes=hotfixes), "software"))
    assert facts == HiveFacts(
        path="software",
        name="software",
        format=version,
        software=SoftwareHive(
            version="4.0",
            build="1381",
            pack="Service Pack 6",
            system_root="C:\\WINNT",
            hotfixes=(
                HotfixKey("KB835732", installed=1, description="what", comments="why", pack="7"),
                HotfixKey("Q244509", installed=1),
            ),
        ),
    )
    assert facts.whole


@pytest.mark.parametrize("version", FORMATS, ids=lambda version: "{}.{}".format(*version))
@pytest.mark.parametrize("control_set", [1, 2, 3, 12])
def test_system_says_what_its_current_control_set_does(version: tuple[int, int], control_set: int) -> None:
    """There are several: what the others say is of another day."""
    image = system_hive(format=version, control_set=control_set, suites=("Terminal Server", "Enterprise"))
    assert read_hive(memory_source(image, "SYSTEM")) == HiveFacts(
        path="SYSTEM",
        name="SYSTEM",
        format=version,
        system=SystemHive(
            control_set=control_set, pack=0x600, product="ServerNT", suites=("Terminal Server", "Enterprise")
        ),
    )


def test_a_hive_is_known_by_its_content_and_not_by_its_name() -> None:
    assert read_hive(memory_source(system_hive(), "SOFTWARE")).system
    assert read_hive(memory_source(software_hive(), "SYSTEM")).software


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"SAM": {"Domains": {"Account": {"F": b"x"}}}}, id="SAM"),
        pytest.param({"Policy": {"PolAcDmN": {"": b"x"}}}, id="SECURITY"),
        pytest.param({"Control Panel": {"Desktop": {"Wallpaper": "x"}}, "Software": {"Microsoft": {}}}, id="DEFAULT"),
        pytest.param({"Microsoft": {"Windows": {"CurrentVersion": {"Version": "x"}}}}, id="another Windows"),
        pytest.param({"CurrentVersion": {"CSDVersion": "Service Pack 6"}}, id="an exported part"),
        pytest.param({"Select": {}}, id="a key called Select"),
        pytest.param({"Select": {"Current": "1"}}, id="a text called Current"),
        pytest.param({"Select": "1"}, id="a value called Select"),
    ],
)
def test_other_hives_are_neither_and_whole(keys: Keys) -> None:
    facts = facts_of(hive_image(keys))
    assert (facts.software, facts.system, facts.whole) == (None, None, True)


def test_a_hive_may_be_both() -> None:
    """Somebody's own: what it says is told, who is to be believed is not asked here."""
    microsoft: Keys = {"Microsoft": {"Windows NT": {"CurrentVersion": {"CurrentVersion": "4.0"}}}}
    facts = facts_of(system_hive(others=microsoft))
    assert facts.software == SoftwareHive(version="4.0")
    assert facts.system and facts.system.pack == 0x600


@pytest.mark.parametrize(
    ("stored", "pack"),
    [
        pytest.param("Service Pack 6", "Service Pack 6", id="text"),
        pytest.param(0x300, 0x300, id="trap: NT 3.1 has a number"),
        pytest.param("Service Pack 6, RC 1.3", "Service Pack 6, RC 1.3", id="text of a hotfix"),
        pytest.param("", "", id="empty text"),
        pytest.param(0, 0, id="no pack"),
        pytest.param(Typed(1, "Service Pack 4".encode("utf-16-le")), "Service Pack 4", id="without a terminator"),
        pytest.param(Typed(2, typed("Service Pack 4").data), "Service Pack 4", id="to be expanded"),
    ],
)
def test_a_pack_is_a_text_or_a_number(stored: Datum, pack: str | int) -> None:
    assert software_of(CSDVersion=stored).software == SoftwareHive(pack=pack)
    system = facts_of(system_hive(others={"ControlSet001": {"Control": {"Windows": {"CSDVersion": stored}}}}))
    assert system.system and system.system.pack == pack


@pytest.mark.parametrize(
    ("stored", "kind"), [(b"Service Pack 6", 3), (("Service Pack 6",), 7), (Typed(4, b"\6"), 4), (Typed(0, b""), 0)]
)
def test_a_pack_in_any_other_form_is_told_as_damage(stored: Datum, kind: int) -> None:
    """It says something, and nobody can tell what: that is not the same as no pack."""
    facts = software_of(CSDVersion=stored)
    assert facts.software == SoftwareHive()
    assert facts.damage == (f"CSDVersion is neither text nor number, but of type {kind}",)


def test_suites_in_any_other_form_are_told_as_damage() -> None:
    options: Keys = {"ControlSet001": {"Control": {"ProductOptions": {"ProductSuite": "Terminal Server"}}}}
    facts = facts_of(system_hive(others=options))
    assert facts.system and facts.system.suites == ()
    assert facts.damage == ("ProductSuite is no list of texts, but of type 1",)


def test_what_is_not_there_is_none() -> None:
    assert software_of() == HiveFacts(path="SOFTWARE", name="SOFTWARE", format=(1, 3), software=SoftwareHive())
    image = system_hive(pack=None, product=None)
    assert facts_of(image).system == SystemHive(control_set=1)


def test_a_control_set_without_its_keys_is_none() -> None:
    keys: Keys = {"Select": {"Current": 1}, "ControlSet001": {"Control": {}}}
    facts = facts_of(hive_image(keys))
    assert (facts.system, facts.whole) == (SystemHive(control_set=1), True)


@pytest.mark.parametrize(("current", "name"), [(0, "ControlSet000"), (7, "ControlSet007"), (4321, "ControlSet4321")])
def test_a_current_control_set_that_is_not_there_is_damage(current: int, name: str) -> None:
    image = system_hive()
    facts = facts_of(patched(image, value_place(image, "Select", "Current") + DATA, current))
    assert facts.system == SystemHive(control_set=current)
    assert facts.damage == (f"there is no {name}, which is the current one",)


@pytest.mark.parametrize("spelling", ["HOTFIX", "hotfix", "HotFix"])
def test_trap_keys_in_any_letters(spelling: str) -> None:
    facts = software_of(**{spelling: {"q244509": {"INSTALLED": 1}, "kb835732": {"installed": 1}}})
    assert facts.software == SoftwareHive(
        hotfixes=(HotfixKey("kb835732", installed=1), HotfixKey("q244509", installed=1))
    )


@pytest.mark.parametrize(
    ("values", "key"),
    [
        pytest.param({}, HotfixKey("Q1"), id="an empty key"),
        pytest.param({"Installed": 0}, HotfixKey("Q1", installed=0), id="not installed"),
        pytest.param({"Installed": "1"}, HotfixKey("Q1"), id="trap: a text where a number should be"),
        pytest.param({"Comments": 7, "Service Pack": 7}, HotfixKey("Q1"), id="numbers where texts should be"),
        pytest.param(
            {"Fix Description": "x" * 1_000_000}, HotfixKey("Q1", description="x" * 1000), id="a text of a megabyte"
        ),
        pytest.param({"File 1": {"New File": "x"}}, HotfixKey("Q1"), id="with files"),
    ],
)
def test_a_hotfix_key_is_told_as_it_is(values: Keys, key: HotfixKey) -> None:
    facts = software_of(Hotfix={"Q1": values})
    assert facts.software == SoftwareHive(hotfixes=(key,))
    assert facts.whole


def test_a_dirty_hive_is_not_whole() -> None:
    facts = facts_of(software_hive(dirty=True))
    assert (facts.dirty, facts.damage, facts.whole) == (True, (), False)


def test_damage_that_did_not_lie_on_the_way_is_not_seen() -> None:
    image = software_hive(hotfixes=("Q244509",))
    classes = key_place(image, "Classes")
    facts = facts_of(patched(image, classes, 0))
    assert facts == facts_of(image)


def test_damage_in_a_hive_that_is_neither_may_have_been_what_makes_it_one() -> None:
    image = hive_image({"Anything": {}, "Other": {}})
    lost = key_place(image, "Anything")
    facts = facts_of(patched(image, lost, 0))
    assert told(facts) == (None, None)
    assert facts.damage == (f"a key at {lost - CELL:#x}: its cell holds none",)


def test_a_lost_hotfix_key_leaves_the_others_and_is_said() -> None:
    image = software_hive(hotfixes=("Q244509", "Q246009", "Q299444"))
    lost = key_place(image, rf"{HOTFIX}\Q246009") - CELL
    facts = facts_of(patched(image, lost, 8))
    assert facts.software
    assert [key.name for key in facts.software.hotfixes] == ["Q244509", "Q299444"]
    assert facts.damage == (f"a key at {lost:#x}: its cell is not in use",)


@pytest.mark.parametrize("count", [0, 5])
def test_a_hotfix_key_that_counts_wrongly_is_damage(count: int) -> None:
    image = software_hive(hotfixes=("Q244509", "Q246009"))
    facts = facts_of(patched(image, key_place(image, HOTFIX) + SUBKEYS, count))
    assert len(facts.damage) == 1
    assert not facts.whole


def test_a_lost_select_is_damage_and_no_system() -> None:
    image = system_hive()
    lost = key_place(image, "Select") - CELL
    facts = facts_of(patched(image, lost, 8))
    assert (facts.system, facts.damage) == (None, (f"a key at {lost:#x}: its cell is not in use",))


class Counted(InMemory):
    """Bytes that count how much of them was read."""

    __slots__ = ("closed", "read")

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.read, self.closed = 0, False

    def read_at(self, offset: int, count: int) -> bytes:
        data = super().read_at(offset, count)
        self.read += len(data)
        return data

    def close(self) -> None:
        self.closed = True


def counted(image: bytes) -> tuple[HiveFacts | None, Counted]:
    opened = Counted(image)
    try:
        return read_hive(Source("x", "x", lambda: opened)), opened
    except MalformedError:
        return None, opened


def test_a_hive_of_twelve_megabytes_is_read_for_a_few_pages() -> None:
    bulk: Keys = {"Classes": {f"{number:02}": {"Value": b"x" * 1_000_000} for number in range(12)}}
    facts, opened = counted(software_hive(hotfixes=("Q244509",), others=bulk))
    assert facts and facts.software and facts.whole
    assert opened.size > 12_000_000
    assert opened.read < 64_000


def with_cell(image: bytes, content: bytes) -> tuple[bytes, int]:
    """The hive with one more cell behind all bins, and its offset."""
    place = len(image) - 4096
    size = -(-(len(content) + CELL) // 4096) * 4096
    image += (-size & 0xFFFFFFFF).to_bytes(4, "little") + content.ljust(size - CELL, b"\0")
    image = patched(image, 40, place + size)
    return patched(image, 508, regf.checksum(image)), place


def with_many_hotfixes(image: bytes) -> bytes:
    """A list of lists that names one list of 500 over and over."""
    keys = list_place(image, HOTFIX) - CELL - 4096
    hotfix = key_place(image, HOTFIX)
    image, lists = with_cell(image, b"ri" + (200).to_bytes(2, "little") + keys.to_bytes(4, "little") * 200)
    return patched(patched(image, hotfix + SUBKEYS, 100_000), hotfix + SUBKEY_LIST, lists)


def test_trap_a_hundred_thousand_hotfix_keys() -> None:
    """What is looked at is bounded, and so is the time."""
    image = with_many_hotfixes(software_hive(hotfixes=[f"Q{number:06}" for number in range(500)]))
    started = time.perf_counter()
    facts, opened = counted(image)
    assert time.perf_counter() - started < 2  # a tenth of that on a quiet machine
    assert facts and facts.software
    assert len(facts.software.hotfixes) == registry.MOST_HOTFIXES
    assert facts.damage == ("there are more than 4,096 hotfix keys",)
    assert opened.read < 400_000


def test_trap_a_hundred_thousand_hotfix_keys_of_four_thousand_values() -> None:
    image = software_hive(hotfixes=[f"Q{number:06}" for number in range(500)])
    value = value_place(image, rf"{HOTFIX}\Q000000", "Installed") - CELL - 4096
    image = written(image, value + 4096 + CELL + VALUE_NAME, b"Overlooks")
    image, values = with_cell(image, value.to_bytes(4, "little") * 4096)
    for number in range(500):
        key = key_place(image, rf"{HOTFIX}\Q{number:06}") if number < 30 else 0
        image = patched(image, key + VALUES, 4096, values) if key else image
    started = time.perf_counter()
    facts, _ = counted(with_many_hotfixes(image))
    assert time.perf_counter() - started < 5  # a tenth of that on a quiet machine
    assert facts and facts.software
    assert "it takes more than 100,000 cells to read it" in facts.damage


@pytest.mark.parametrize(
    ("image", "kind"),
    [
        pytest.param(b"", ForeignFormatError, id="empty file"),
        pytest.param(bytes(9000), ForeignFormatError, id="zeros"),
        pytest.param(software_hive()[:4096], MalformedError, id="base block alone"),
    ],
)
def test_what_cannot_be_opened_is_an_error_that_names_the_file(image: bytes, kind: type[ReadError]) -> None:
    with pytest.raises(kind) as caught:
        facts_of(image)
    assert caught.value.source == "SOFTWARE"


@pytest.mark.parametrize("image", [software_hive(), b"no hive"])
def test_the_file_is_closed_whatever_it_is(image: bytes) -> None:
    assert counted(image)[1].closed


def test_a_file_that_cannot_be_opened_is_the_callers_to_hear() -> None:
    def denied() -> Opened:
        raise InaccessibleError("SOFTWARE", "cannot be opened: permission denied")

    with pytest.raises(InaccessibleError, match="permission denied"):
        read_hive(Source("SOFTWARE", "SOFTWARE", denied))


def mutated(random_: random.Random, image: bytes) -> bytes:
    """Damage as it happens: bits, cuts, pointers to other places, words that say too much, lost sectors."""
    data = bytearray(image)
    place = random_.randrange(0, len(data) - 4, 4)
    match random_.randrange(5):
        case 0:
            for _ in range(random_.choice((1, 1, 2, 8, 64))):
                data[random_.randrange(len(data))] ^= 1 << random_.randrange(8)
        case 1:
            del data[random_.choice((random_.randrange(600), random_.randrange(len(data)))) :]
        case 2:
            other = random_.randrange(0, len(data) - 4, 4)
            data[place : place + 4], data[other : other + 4] = data[other : other + 4], data[place : place + 4]
        case 3:
            words = (0, 0xFFFFFFFF, 0x7FFFFFFF, 0x80000000, 0x20, len(data), random_.randrange(0, len(data), 8))
            data[place : place + 4] = random_.choice(words).to_bytes(4, "little")
        case _:
            sector = place // 512 * 512
            data[sector : sector + 512] = bytes(len(data[sector : sector + 512]))
    return bytes(data)


@pytest.mark.parametrize("version", [(1, 1), (1, 3), (1, 5)], ids=lambda version: "{}.{}".format(*version))
@pytest.mark.parametrize("seed", range(2))
def test_no_damage_is_more_than_an_error_or_a_fact(version: tuple[int, int], seed: int) -> None:
    """Of each format some 700 damaged hives: in bounded time, from bounded bytes, and never another exception."""
    images = (
        software_hive(format=version, hotfixes=[f"Q{number}" for number in range(240_000, 240_040)]),
        system_hive(format=version, suites=("Terminal Server",)),
    )
    random_ = random.Random(f"{version} {seed}")
    started = time.perf_counter()
    for _ in range(350):
        image = random_.choice(images)
        for _ in range(random_.choice((1, 1, 3))):
            image = mutated(random_, image) if len(image) > 8 else image
        facts, opened = counted(image)
        assert opened.closed
        assert opened.read <= 2 * len(image) + 4096
        if facts:
            assert len(facts.damage) <= 16
    assert time.perf_counter() - started < 20


@pytest.mark.parametrize("version", [(1, 1), (1, 3), (1, 5)], ids=lambda version: "{}.{}".format(*version))
def test_what_a_lost_sector_takes_away_is_said(version: tuple[int, int]) -> None:
    """The commonest damage: whichever sector it is, no fact goes without a word."""
    hotfixes = [f"Q{number}" for number in range(240_000, 240_020)]
    images = [software_hive(format=version, hotfixes=hotfixes, others={"Classes": {"x": b"x" * pad}}) for pad in PADS]
    images += [system_hive(format=version, suites=("x",), others={"x": b"x" * pad}) for pad in PADS]
    for image in images:
        sound = facts_of(image)
        for sector in range(4096, len(image), 512):
            facts, _ = counted(image[:sector] + bytes(512) + image[sector + 512 :])
            assert facts is None or facts.damage or told(facts) == told(sound), f"the sector at {sector:#x}"
