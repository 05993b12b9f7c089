"""Articles for tests: our own, in the shape of the archive's."""

from collections.abc import Iterable

from ntfp.kb.article import Article, read_article

NT4 = "Microsoft Windows NT Server version 4.0"
TSE = "Microsoft Windows NT Server version 4.0, Terminal Server Edition"
WIN2000 = "Microsoft Windows 2000 Server"


def plain(
    *body: str,
    kb: str = "Q123456",
    title: str = "A leak",
    revised: str = "08-MAY-2002",
    bullets: Iterable[str] = (NT4,),
    keywords: str = "",
    hardware: str = "",
) -> bytes:
    """The plain form. The body begins in the line after the bullets' rule and a blank one."""
    rule = "-" * 79
    products = [rule, "The information in this article applies to:", "", *(f" - {one} " for one in bullets), rule, ""]
    lines = [
        f"DOCUMENT:{kb}  {revised}  [winnt]",
        f"TITLE   :{title}",
        "PRODUCT :Microsoft Windows NT",
        "PROD/VER:winnt:4.0",
        "OPER/SYS:",
        f"KEYWORDS:{keywords}",
        "",
        "=" * 70,
        *(products if bullets else []),
        *body,
        "",
        "Additional query words:",
        "",
        "=" * 70,
        f"Keywords          : {keywords} ",
        "Technology        : kbWinNTsearch",
        *([f"Hardware          : {hardware}"] if hardware else []),
        "",
        "=" * 77,
        "",
        "Copyright Microsoft Corporation 2002.",
    ]
    return "\r\n".join(lines).encode("cp1252")


def page(
    *body: str,
    kb: str = "Q123456",
    title: str = "A leak",
    revised: str = "08-MAY-2002",
    bullets: Iterable[str] = (NT4,),
    keywords: str = "",
    hardware: str = "",
) -> bytes:
    """The page form of the same: tabs, entities, less indentation."""
    rule = "-" * 79
    products = [rule, "The information in this article applies to:", "", *(f"- {one} " for one in bullets), rule, ""]
    lines = [
        f"Article: {kb}",
        "Product(s): Microsoft Windows NT",
        f"Keyword(s): {keywords}",
        f"Last Modified: {revised}",
        "",
        *(products if bullets else []),
        *(line.removeprefix(" ") for line in body),
        "",
        "Additional query words:",
        "",
        "=" * 70,
        f"Keywords          : {keywords} ",
        "Technology        : kbWinNTsearch",
        *([f"Hardware          : {hardware}"] if hardware else []),
        "",
        "=" * 77,
        "",
    ]
    escaped = [line.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;") for line in lines]
    head = ["---", "layout: page", f'title: "{kb}: {title}"', "---", "", f"## {kb}: {title}", "", "{% raw %}", ""]
    return "\n".join([*head, *(f"\t{line}" for line in escaped), "", "{% endraw %}"]).encode()


def article(*body: str, **parts: object) -> Article:
    """The same, read: in the plain form."""
    return read_article(plain(*body, **parts))  # type: ignore[arg-type]
