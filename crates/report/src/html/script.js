"use strict";
(() => {
  const table = document.getElementById("table");
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...body.rows];
  const texts = new Map(rows.map((row) => [row, [...row.querySelectorAll(".label")].map((cell) => cell.textContent).join(" ").toLowerCase()]));
  const filter = document.getElementById("filter");
  const given = document.getElementById("given");
  const shown = document.getElementById("shown");

  // All words must stand in a row's labels.
  const narrow = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      row.hidden = !words.every((word) => texts.get(row).includes(word));
      count += row.hidden ? 0 : 1;
    }
    shown.textContent = count + " of " + rows.length + " rows";
  };

  const value = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.value === undefined ? cell.textContent : Number(cell.dataset.value);
  };

  // Numbers begin with the largest, names with the first letter.
  const sort = (head, column) => {
    const named = typeof value(rows[0], column) === "string";
    const before = head.getAttribute("aria-sort");
    const first = named ? "ascending" : "descending";
    const order = before === "none" ? first : before === "ascending" ? "descending" : "ascending";
    heads.forEach((other) => other.hasAttribute("aria-sort") && other.setAttribute("aria-sort", "none"));
    head.setAttribute("aria-sort", order);
    const sign = order === "ascending" ? 1 : -1;
    const compare = (a, b) => (typeof a === "string" ? a.localeCompare(b) : a - b);
    body.append(...[...rows].sort((a, b) => sign * compare(value(a, column), value(b, column))));
  };

  heads.forEach((head, column) => {
    const button = head.querySelector("button");
    if (button && rows.length > 0) button.addEventListener("click", () => sort(head, column));
  });
  filter.addEventListener("input", narrow);
  given.addEventListener("change", () => table.classList.toggle("conditional", given.checked));
  narrow();

  const open = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target instanceof HTMLDetailsElement) target.open = true;
  };
  window.addEventListener("hashchange", open);
  open();
})();
