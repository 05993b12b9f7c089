"""What a kernel asks the HAL for: the one thing that tells a multiprocessor kernel from a uniprocessor one."""

from ntfp.facts.build import HAL
from ntfp.facts.file import FileFacts
from ntfp.facts.remark import Oddity

STARTS_PROCESSORS = "HalStartNextProcessor"


def starts_processors(facts: FileFacts) -> bool | None:
    """Does it import that from the HAL? `None` where it cannot be told."""
    if facts.deep is None or facts.deep.imports is None:
        return None
    names = [name for module in facts.deep.imports if module.module.casefold() == HAL for name in module.names]
    if STARTS_PROCESSORS in names:
        return True
    if not names or facts.has(Oddity.IMPORTS_DAMAGED) or any(name.startswith("#") for name in names):
        return None  # by number, or not all there: that one may be among them
    return False
