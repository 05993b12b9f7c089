"""Questions that are asked often of all data, ready in SQL: a database has them as views.

What the tables hold is told in `ntfp.catalogue.tables.schema`.
"""

from ntfp.facts.relation import View

VIEWS = (
    View(
        name="listed_files",
        means="every listed file with its article and all that its table says of it",
        query="""
SELECT rows.*, articles.title, articles.number AS article_number, tables.relation,
  tables.requires_branch, tables.requires_pack
FROM rows
  JOIN articles ON articles.kb = rows.kb
  JOIN tables ON tables.kb = rows.kb AND tables.number = rows.table_number""",
    ),
    View(
        name="kernel_builds",
        means="every build of a kernel: those recorded (`known_by` is `builds`, `day` that of its link in UTC, or "
        "printed) and those that articles list (`kernels`, `day` as printed)",
        query="""
SELECT branch, platform, file, flavour, size, version, version_key, coalesce(date(linked), printed) AS day,
  title, 'builds' AS known_by
FROM builds WHERE kernel
UNION ALL
SELECT branch, platform, file, flavour, size, version, version_key, date,
  (SELECT group_concat(kb, '/') FROM
    (SELECT kb FROM kernel_articles WHERE kernel_number = kernels.number ORDER BY length(kb), kb)),
  'kernels'
FROM kernels""",
    ),
    View(
        name="fixes_by_pack",
        means="each article once for each pack that is said to have its fix; `place` is that of the pack in its branch",
        query="""
SELECT claimed.branch, claimed.pack, packs.place, articles.kb, articles.number, articles.title,
  group_concat(claimed.said_by, ' ') AS said_by
FROM (SELECT DISTINCT kb, branch, pack, said_by FROM claims ORDER BY kb, branch, pack, said_by) AS claimed
  JOIN articles ON articles.kb = claimed.kb
  LEFT JOIN packs ON packs.branch = claimed.branch AND packs.pack = claimed.pack
GROUP BY claimed.kb, claimed.branch, claimed.pack""",
    ),
)
