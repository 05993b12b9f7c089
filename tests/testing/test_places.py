import pytest

from ntfp.facts.platform import Platform
from ntfp.testing.places import place_of


@pytest.mark.parametrize(
    ("file", "place"),
    [
        pytest.param("ntkrnlmp.exe", "system32/ntoskrnl.exe", id="whichever kernel it is"),
        pytest.param("halmps.dll", "system32/hal.dll", id="whichever HAL it is"),
        pytest.param("srv.sys", "system32/drivers/srv.sys", id="a driver"),
        pytest.param("win32k.sys", "system32/win32k.sys", id="no driver, for all its name"),
        pytest.param("ntdos.sys", "system32/ntdos.sys", id="of the DOS machine"),
        pytest.param("explorer.exe", "explorer.exe", id="the shell"),
        pytest.param("w3svc.dll", "system32/inetsrv/w3svc.dll", id="the web server"),
        pytest.param("winprint.dll", "system32/spool/prtprocs/w32x86/winprint.dll", id="a print processor"),
        pytest.param("winspool.drv", "system32/winspool.drv", id="all else"),
    ],
)
def test_setup_puts_it(file: str, place: str) -> None:
    assert place_of(file) == place


def test_printers_have_a_folder_for_each_platform() -> None:
    assert place_of("rasdd.dll", Platform.ALPHA) == "system32/spool/drivers/w32alpha/2/rasdd.dll"
    assert place_of("rasdd.dll", Platform.I386) == "system32/spool/drivers/w32x86/2/rasdd.dll"
