"""The language a file was made for, from the places of its version resource that name one."""

from ntfp.facts.file import FileFacts
from ntfp.facts.language import language_code
from ntfp.facts.remark import Oddity
from ntfp.identifying.saying import Saying


def find_language(facts: FileFacts, saying: Saying) -> str | None:
    """The string table's language, else the resource's. Translation is no guide: NT 3.1 swaps its words."""
    info = facts.version_info
    if info is None:
        return None
    tables = [code for table in info.tables if (code := language_code(table.language or 0))]
    resource = language_code(info.language)
    if len(set(tables)) > 1:
        several = ", ".join(sorted(set(tables)))
        saying.remark(Oddity.LANGUAGE_DISAGREES, f"it has strings in several languages: {several}")
        return resource if resource in tables else None
    if tables and resource and tables[0] != resource:
        saying.remark(
            Oddity.LANGUAGE_DISAGREES,
            f"its strings are marked {tables[0]}, its version resource {resource}",
        )
    found = tables[0] if tables else resource
    if found:
        saying.certain("language", f"its {'strings are' if tables else 'version resource is'} marked {found}")
    return found
