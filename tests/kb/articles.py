"""Articles for tests: our own, in the shape of the archive's."""

from collections.abc import Iterable

import msgspec

from ntfp.kb.article import Article, read_article

NT4 = "Microsoft Windows NT Server version 4.0"
TSE = "Microsoft Windows NT Server version 4.0, Terminal Server Edition"
WIN2000 = "Microsoft Windows 2000 Server"

# A fix with one file, as most articles print it.
A_FIX = (
    "RESOLUTION",
    "==========",
    "",
    "The English version of this fix should have the following file attributes or",
    "later:",
    "",
    "   Date      Time    Size     File name   Platform",
    "   -----------------------------------------------",
    "   10/28/99  07:10p  93,232   Srv.sys     Intel",
)


class _Parts(msgspec.Struct, kw_only=True):
    """What an article has besides its body."""

    kb: str = "Q123456"
    title: str = "A leak"
    revised: str = "08-MAY-2002"
    bullets: Iterable[str] = (NT4,)
    keywords: str = ""
    hardware: str = ""

    def products(self, bullet: str) -> list[str]:
        rule = "-" * 79
        bullets = [f"{bullet}{one} " for one in self.bullets]
        return [rule, "The information in this article applies to:", "", *bullets, rule, ""] if bullets else []

    def bottom(self) -> list[str]:
        """What stands below every body."""
        return [
            "",
            "Additional query words:",
            "",
            "=" * 70,
            f"Keywords          : {self.keywords} ",
            "Technology        : kbWinNTsearch",
            *([f"Hardware          : {self.hardware}"] if self.hardware else []),
            "",
            "=" * 77,
            "",
        ]


def plain(*body: str, **parts: object) -> bytes:
    """The plain form. The body begins in the line after the products' rule and a blank one."""
    its = _Parts(**parts)  # type: ignore[arg-type]
    head = [
        f"DOCUMENT:{its.kb}  {its.revised}  [winnt]",
        f"TITLE   :{its.title}",
        "PRODUCT :Microsoft Windows NT",
        "PROD/VER:winnt:4.0",
        "OPER/SYS:",
        f"KEYWORDS:{its.keywords}",
        "",
        "=" * 70,
    ]
    lines = [*head, *its.products(" - "), *body, *its.bottom(), "Copyright Microsoft Corporation 2002."]
    return "\r\n".join(lines).encode("cp1252")


def page(*body: str, **parts: object) -> bytes:
    """The page form of the same: tabs, entities, less indentation."""
    its = _Parts(**parts)  # type: ignore[arg-type]
    head = ["---", "layout: page", f'title: "{its.kb}: {its.title}"', "---", "", f"## {its.kb}: {its.title}", ""]
    lines = [
        f"Article: {its.kb}",
        "Product(s): Microsoft Windows NT",
        f"Keyword(s): {its.keywords}",
        f"Last Modified: {its.revised}",
        "",
        *its.products("- "),
        *(line.removeprefix(" ") for line in body),
        *its.bottom(),
    ]
    escaped = (line.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;") for line in lines)
    return "\n".join([*head, "{% raw %}", "", *(f"\t{line}" for line in escaped), "", "{% endraw %}"]).encode()


def article(*body: str, **parts: object) -> Article:
    """The same, read: in the plain form."""
    return read_article(plain(*body, **parts))
