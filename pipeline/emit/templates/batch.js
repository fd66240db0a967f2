"use strict";
(() => {
  const table = document.getElementById("plans");
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const rows = [...body.rows];
      const text = (row) => row.cells[column].textContent;
      rows.sort((a, b) => (up ? 1 : -1) * collator.compare(text(a), text(b)));
      body.append(...rows);
    });
  });
  const tools = document.getElementById("tools");
  const find = document.getElementById("find");
  const told = tools.querySelector("[role=status]");
  find.addEventListener("input", () => {
    const wanted = find.value.trim().toLowerCase();
    let shown = 0;
    for (const row of body.rows) {
      const fits = row.textContent.toLowerCase().includes(wanted);
      row.classList.toggle("filtered", !fits);
      shown += fits ? 1 : 0;
    }
    told.textContent = wanted ? shown + " of " + body.rows.length + " plans shown" : "";
  });
  tools.hidden = false;
})();
