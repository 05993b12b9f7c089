"""Words of a row: what kind each is, and what it says."""

import pytest

from ntfp.kb.cells import Kind, Size, read_size, read_time, read_variant, read_version, sorted_words
from ntfp.kb.dates import Clock


def kinds(text: str) -> dict[str, str]:
    return {one[0]: kind.name for kind, found in sorted_words(text).items() for one in found}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("10/28/99", "DATE", id="date"),
        pytest.param("05:39p", "TIME", id="time"),
        pytest.param("12:20 P.M.", "TIME", id="time with stops"),
        pytest.param("12:00 midnight", "TIME", id="time in words"),
        pytest.param("11.31am", "TIME", id="a stop for the colon of a time"),
        pytest.param("4.0.1381.7080", "VERSION", id="version"),
        pytest.param("5.0:2195.2097", "VERSION", id="a colon in a version"),
        pytest.param("2, 5, 1, 265", "VERSION", id="commas in a version"),
        pytest.param("7.0.2600.15 (xpclnt_qfe.010827-1803)", "VERSION", id="a version with its laboratory"),
        pytest.param("1,376,896", "SIZE", id="size"),
        pytest.param("139 KB", "MEASURED", id="size in KB"),
        pytest.param("27K", "MEASURED", id="size in K"),
        pytest.param("952,192 bytes", "MEASURED", id="size in bytes"),
        pytest.param("185,760b", "MEASURED", id="size in b"),
        pytest.param("1.33 MB", "MEASURED", id="size in MB"),
        pytest.param("96528", "NUMBER", id="plain figures"),
        pytest.param("4.02.0752", "NUMBER", id="three numbers"),
        pytest.param("1.2(786)", "NUMBER", id="a number in brackets"),
        pytest.param("Ntoskrnl.exe", "FILE", id="file"),
        pytest.param("$winnt$.inf", "FILE", id="file with a sign"),
        pytest.param("54831.sql", "FILE", id="file named by a number"),
        pytest.param("Ndis.386", "FILE", id="file with an extension in figures"),
        pytest.param("Iiscnfg.h", "FILE", id="file with an extension of one letter"),
        pytest.param("Hal.dll.softex", "FILE", id="file with two extensions"),
        pytest.param(r"%Windir%\System32\Ism.dll", "FILE", id="file with its folder"),
        pytest.param("(x86)", "PLATFORM", id="platform in brackets"),
        pytest.param("<alpha>", "PLATFORM", id="platform in other brackets"),
        pytest.param("ix86", "PLATFORM", id="rare name of a platform"),
        pytest.param("(Intel or Alpha)", "PLATFORMS", id="two platforms"),
        pytest.param("x86/Alpha", "PLATFORMS", id="two platforms with a stroke"),
        pytest.param("(56-bit)", "VARIANT", id="variant"),
        pytest.param("128bit", "VARIANT", id="variant without a hyphen"),
        pytest.param("(Uniprocessor)", "VARIANT", id="variant in letters"),
        pytest.param("Windows NT 4.0", "WINDOWS", id="an edition of Windows"),
        pytest.param("NT4", "WINDOWS", id="an edition cut short"),
        pytest.param("Windows 95/98/ME", "WINDOWS", id="several of another kind"),
        pytest.param("none", "NOTHING", id="no version"),
        pytest.param(r"Windows\System", "NOTHING", id="a folder"),
        pytest.param("R3000", "UNKNOWN", id="a stranger"),
    ],
)
def test_a_word_says_by_itself_what_it_is(text: str, kind: str) -> None:
    assert kinds(f"   {text}   ") == {text: kind}
    assert kinds(text) == {text: kind}


@pytest.mark.parametrize(
    ("text", "time", "clock"),
    [
        pytest.param("07:10p", "19:10:00", Clock.TWELVE, id="p"),
        pytest.param("12:26a", "00:26:00", Clock.TWELVE, id="half past midnight"),
        pytest.param("12:20 P.M.", "12:20:00", Clock.TWELVE, id="after noon"),
        pytest.param("02:31:48pm", "14:31:48", Clock.TWELVE, id="with seconds"),
        pytest.param("12:00 midnight", "00:00:00", Clock.TWELVE, id="midnight"),
        pytest.param("17:06", "17:06:00", Clock.TWENTY_FOUR, id="24 hours"),
        pytest.param("2:41", "02:41:00", Clock.TWENTY_FOUR, id="without a mark it is as printed"),
        pytest.param("16:31p", "16:31:00", Clock.TWENTY_FOUR, id="a mark that says nothing new"),
        pytest.param("16:31a", "None", Clock.TWENTY_FOUR, id="a mark that contradicts"),
        pytest.param("25:00", "None", Clock.TWENTY_FOUR, id="no clock shows it"),
        pytest.param("10:61p", "None", Clock.TWELVE, id="no minute 61"),
    ],
)
def test_a_time_is_read_by_its_mark(text: str, time: str, clock: Clock) -> None:
    read = read_time(sorted_words(text)[Kind.TIME][0])
    assert (str(read.time), read.clock) == (time, clock)


@pytest.mark.parametrize(
    ("figure", "unit", "size"),
    [
        pytest.param("1,376,896", "", Size(size=1_376_896), id="commas"),
        pytest.param("1.148.608", "", Size(size=1_148_608), id="stops for commas"),
        pytest.param("39, 424", "bytes", Size(size=39_424), id="a blank behind the comma"),
        pytest.param("96528", "", Size(size=96_528), id="plain"),
        pytest.param("17.7", "K", Size(size_kb=17.7), id="KB with a decimal"),
        pytest.param("1,566", "KB", Size(size_kb=1_566), id="KB with a comma"),
        pytest.param("39,416", "KB", Size(), id="bytes with a wrong unit are neither"),
        pytest.param("15,66", "KB", Size(), id="a misplaced comma"),
        pytest.param("1.33", "MB", Size(), id="MB say too little"),
        pytest.param("0", "", Size(), id="no file is empty"),
        pytest.param("0", "KB", Size(), id="nor of 0 KB"),
        pytest.param("94.5", "", Size(), id="half a byte"),
    ],
)
def test_a_size_is_in_bytes_or_in_kb(figure: str, unit: str, size: Size) -> None:
    assert read_size(figure, unit) == size


@pytest.mark.parametrize(
    ("text", "version"),
    [
        pytest.param("4.0.1381.33474", "4.0.1381.33474", id="Terminal Server counts from 32768"),
        pytest.param("5.00.2614.3300", "5.0.2614.3300", id="a nought too many"),
        pytest.param("5.0:2195.2097", "5.0.2195.2097", id="a colon for a stop"),
        pytest.param("4.0.1381.70000", "None", id="too large for 16 bits"),
    ],
)
def test_a_version_is_four_numbers(text: str, version: str) -> None:
    assert str(read_version(text)) == version


def test_a_variant_is_spelt_in_one_way() -> None:
    spelt = ["(56-bit)", "56bit", "- 56-bit", "(Uniprocessor)"]
    assert [read_variant(sorted_words(f"x86 {one}")[Kind.VARIANT][0]) for one in spelt] == [
        *["56-bit"] * 3,
        "uniprocessor",
    ]


def test_the_first_letter_of_a_name_is_no_unit() -> None:
    assert kinds("1,000  B.dll  2,000  K.sys") == {"1,000": "SIZE", "2,000": "SIZE", "B.dll": "FILE", "K.sys": "FILE"}
