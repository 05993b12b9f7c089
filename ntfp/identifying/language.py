"""The language a file was made for, from the places of its version resources that name one."""

from ntfp.facts.file import FileFacts
from ntfp.facts.language import language_code
from ntfp.facts.remark import Oddity
from ntfp.facts.version_info import VersionInfo
from ntfp.identifying.saying import Saying


def find_language(facts: FileFacts, saying: Saying) -> str | None:
    """The string table's language, else the resource's. Translation is no guide: NT 3.1 swaps its words."""
    info = facts.version_info
    if info is None:
        return None
    tables, resource = _languages(info), language_code(info.language)
    several = sorted(
        {code for each in facts.versions for code in (*_languages(each), language_code(each.language)) if code}
    )
    if len(several) > 1:
        saying.remark(Oddity.LANGUAGE_DISAGREES, f"its version resources are marked {' and '.join(several)}")
    found = tables[0] if len(set(tables)) == 1 else resource if resource in tables or not tables else None
    if found:
        because = f"its {'strings are' if tables else 'version resource is'} marked {found}"
        (saying.likely if len(several) > 1 else saying.certain)("language", because)
    return found


def _languages(info: VersionInfo) -> list[str]:
    return [code for table in info.tables if (code := language_code(table.language or 0))]
