"""Places: where in a system's folder setup puts a file.

By its ending, and for those that are no rule by a table. Which name it has on
the disc it came from is `ntfp.testing.trees`' to know.
"""

from ntfp.facts.build import HAL, KERNEL_NAMES, is_hal
from ntfp.facts.platform import Platform

KERNEL_PATH, HAL_PATH = "system32/ntoskrnl.exe", f"system32/{HAL}"


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What printers need is kept for each platform.
_SPOOL = {Platform.I386: "w32x86", Platform.ALPHA: "w32alpha", Platform.MIPS: "w32mips", Platform.PPC: "w32ppc"}
_PRINTER_DRIVERS = _names("""
    alps.dll brothr9.dll brother9.dll bull18.dll bull24.dll bull9.dll bullaser.dll canon330.dll canon800.dll
    canonlbp.dll dpcpcl.dll epson24.dll epson9.dll escp2e.dll escp2ms.dll hp5sim.dll hp5simui.dll hpdskjet.dll
    hppcl.dll hppcl5ms.dll hprasdd.dll hprasdui.dll ibm238x.dll ibmppdsl.dll jp350.dll kyocerax.dll lminkjet.dll
    mantal24.dll mantal90.dll mtpcl.dll olidm9.dll optra.dll panson24.dll pcl5ems.dll pcl5ems2.dll pcl5ms.dll
    plotter.dll plotui.dll pscript.dll pscrptui.dll rasdd.dll rasddui.dll shrpcl5e.dll ti850.dll txtonly.dll
    x42xxpcl.dll xeroxdcs.dll xeroxpcl.dll
""")
_PRINT_PROCESSORS = frozenset({"sfmpsprt.dll", "winprint.dll"})
_INTERNET = _names("""
    asp.dll coadmin.dll fscfg.dll ftpsvc2.dll gopherd.dll gscfg.dll httpodbc.dll iisadmin.dll iislog.dll iismap.dll
    inetinfo.exe inetmgr.dll inetmgr.exe infocomm.dll isatq.dll iscomlog.dll ism.dll metadata.dll nntpsvc.dll
    smtpsvc.dll ssinc.dll sspifilt.dll w3scfg.dll w3svc.dll wam.dll wamreg.dll wamregps.dll
""")
_SHELL = frozenset({"explorer.exe", "poledit.exe", "regedit.exe", "taskman.exe", "welcome.exe"})
_NO_DRIVERS = frozenset({"ansi.sys", "country.sys", "himem.sys", "keyboard.sys", "ntdos.sys", "ntio.sys", "win32k.sys"})


def place_of(file: str, platform: Platform = Platform.I386) -> str:
    """Its path in the system's folder, under the name setup gives it there.

    >>> place_of("srv.sys"), place_of("halmps.dll"), place_of("rasdd.dll")
    ('system32/drivers/srv.sys', 'system32/hal.dll', 'system32/spool/drivers/w32x86/2/rasdd.dll')
    """
    if file in KERNEL_NAMES:
        return KERNEL_PATH
    if is_hal(file):
        return HAL_PATH
    if file in _SHELL:
        return file
    return f"system32/{_below(file, _SPOOL.get(platform, 'w32other'))}{file}"


def _below(file: str, printing: str) -> str:
    if file in _PRINTER_DRIVERS:
        return f"spool/drivers/{printing}/2/"
    if file in _PRINT_PROCESSORS:
        return f"spool/prtprocs/{printing}/"
    if file in _INTERNET:
        return "inetsrv/"
    return "drivers/" if file.endswith(".sys") and file not in _NO_DRIVERS else ""
