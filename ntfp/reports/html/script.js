"use strict";
// Filter and sort. The page needs none of it: what this cannot find, it leaves alone.
(() => {
  const tools = document.getElementById("tools");
  if (!tools) return;
  const words = document.getElementById("words");
  const order = document.getElementById("order");
  const shown = document.getElementById("shown");
  const boxes = [...tools.querySelectorAll("input[name=verdict]")];
  const rank = boxes.map((box) => box.value);
  const compare = new Intl.Collator("en", { numeric: true }).compare;

  const systems = [...document.querySelectorAll("section.findings")].map((section) => {
    const groups = [...section.querySelectorAll("details.group")].map((node) => ({
      node,
      list: node.querySelector("ol.rows"),
      verdict: node.dataset.verdict,
      open: node.open,
      count: node.querySelector(".n"),
      said: node.querySelector(".n").textContent,
      rows: [...node.querySelectorAll("ol.rows > li")].map((item) => ({
        item,
        verdict: node.dataset.verdict,
        number: item.querySelector("b").textContent,
        reason: item.querySelector(".why").textContent,
        text: null,
      })),
    }));
    const rows = groups.flatMap((group) => group.rows);
    return { section, system: section.closest("section.system"), groups, rows, flat: section.querySelector("ol.flat") };
  });
  const all = systems.flatMap((system) => system.rows);
  let searched = false;

  const has = (row, wanted) => {
    if (!wanted.length) return true; // thousands of texts are not read before one is looked for
    row.text ??= row.item.textContent.toLowerCase();
    return wanted.every((word) => row.text.includes(word));
  };
  const number = (count) => count.toLocaleString("en");

  const filter = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const allowed = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    let count = 0;
    const searching = wanted.length > 0;
    document.body.classList.toggle("searching", searching);
    for (const { section, system, groups } of systems) {
      let found = 0;
      section.classList.toggle("searched", searching);
      for (const group of groups) {
        let left = 0;
        for (const row of group.rows) {
          const away = !(allowed.has(row.verdict) && has(row, wanted));
          if (row.item.hidden !== away) row.item.hidden = away;
          left += !away;
        }
        found += left;
        if (searching && !searched) group.open = group.node.open;
        if (searching) group.node.open = left;
        else if (searched) group.node.open = group.open;
        group.node.hidden = order.value !== "verdict" || !allowed.has(group.verdict) || (searching && !left);
        group.node.classList.toggle("searched", searching);
        group.count.textContent = searching ? `${number(left)} of ${group.said}` : group.said;
      }
      count += found;
      system.hidden = systems.length > 1 && searching && !found; // what is left stands together
    }
    searched = searching;
    const filtered = searching || boxes.some((box) => !box.checked);
    const findings = `${number(all.length)} finding${all.length === 1 ? "" : "s"}`;
    shown.textContent = filtered ? `${number(count)} of ${number(all.length)} match` : findings;
  };

  const by = {
    number: (a, b) => compare(a.number, b.number) || rank.indexOf(a.verdict) - rank.indexOf(b.verdict),
    reason: (a, b) => compare(a.reason, b.reason) || compare(a.number, b.number),
  };

  const sort = () => {
    for (const { groups, rows, flat } of systems) {
      flat.hidden = order.value === "verdict";
      if (flat.hidden) {
        for (const group of groups) if (group.list) group.list.append(...group.rows.map((row) => row.item));
      } else {
        flat.append(...[...rows].sort(by[order.value]).map((row) => row.item));
      }
    }
    filter();
  };

  // A link to a finding leads to it, whatever is filtered, and unfolds it.
  const arrive = () => {
    let named = location.hash.slice(1);
    try { named = decodeURIComponent(named); } catch { /* a % that stands for itself */ }
    const target = document.getElementById(named);
    const row = all.find((one) => one.item === target);
    if (!row) {
      const away = target?.closest("section.system");
      if (away && !target.checkVisibility()) {
        words.value = "";
        filter();
        target.scrollIntoView();
      }
      return;
    }
    if (target.hidden) {
      words.value = "";
      for (const box of boxes) box.checked ||= box.value === row.verdict;
      filter();
    }
    const group = target.closest("details.group");
    if (group) group.open = true;
    target.querySelector("details").open = true;
    target.scrollIntoView({ block: "center" });
    target.querySelector("summary").focus({ preventScroll: true });
  };

  let waiting = 0;
  words.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 150);
  });
  words.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      words.value = "";
      filter();
    }
  });
  for (const box of boxes) box.addEventListener("change", filter);
  order.addEventListener("change", sort);
  tools.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", arrive);
  tools.hidden = false;
  sort(); // a browser that goes back keeps what was chosen
  arrive();
})();
