"""What tests share: a made-up image, read and identified without a file system."""

from ntfp.database import shipped_known
from ntfp.facts.build import Build
from ntfp.facts.file import FileFacts
from ntfp.facts.remark import Oddity
from ntfp.facts.source import memory_source
from ntfp.identifying import identify
from ntfp.readers import kernel, pe


def facts_of(image: bytes, name: str = "ntoskrnl.exe", *, deep: bool = True) -> FileFacts:
    """The facts of an image; a kernel's are deep unless that is forbidden."""
    source = memory_source(image, name)
    opened = source.open()
    facts = pe.read(source, opened)
    return kernel.deepen(facts, opened) if deep and facts.has_kernel_name else facts


def identified(image: bytes, name: str = "ntoskrnl.exe", *, deep: bool = True) -> Build:
    """The build an image is, by the builds that ship."""
    return identify(facts_of(image, name, deep=deep), shipped_known())


def oddities(thing: FileFacts | Build) -> set[Oddity]:
    """The names of its remarks."""
    return {remark.oddity for remark in thing.remarks}
