"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // Findings: choices made of what the list itself says.
  const box = document.getElementById("filters");
  if (box) {
    const items = all(".findings > li");
    const fields = [["severity", "Severity"], ["code", "Code"], ["owners", "Owner"], ["recommendation", "Recommendation"]];
    const names = { error: "Errors", warning: "Warnings", info: "Notes" };
    const valuesOf = (item, field) => item.dataset[field].split("\n").filter(Boolean);
    const selects = fields.map(([field, name]) => {
      const label = document.createElement("label");
      const select = document.createElement("select");
      select.id = "filter-" + field;
      const values = [...new Set(items.flatMap((item) => valuesOf(item, field)))];
      if (field !== "severity") values.sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
      for (const value of ["", ...values]) {
        const option = document.createElement("option");
        option.value = value;
        option.textContent = value ? (field === "severity" ? names[value] : value) : "all";
        select.append(option);
      }
      label.append(name + " ", select);
      if (values.length > 1) box.append(label);
      return [field, select];
    });
    const told = document.createElement("p");
    told.setAttribute("role", "status");
    box.append(told);
    const apply = () => {
      let shown = 0;
      for (const item of items) {
        const fits = selects.every(([field, select]) => !select.value || valuesOf(item, field).includes(select.value));
        item.classList.toggle("filtered", !fits);
        shown += fits ? 1 : 0;
      }
      for (const group of all(".group")) {
        group.classList.toggle("filtered", !group.querySelector(".findings > li:not(.filtered)"));
      }
      told.textContent = shown === items.length ? "" : shown + " of " + items.length + " findings shown";
    };
    box.addEventListener("change", apply);
    box.hidden = false;
    // A link to a finding that is filtered out shows it again, before it is followed:
    // followed for the second time, it no longer changes the address.
    const unfilter = (anchor) => {
      const goal = document.getElementById(anchor);
      if (!goal || !goal.closest(".filtered")) return;
      for (const [, select] of selects) select.value = "";
      apply();
      goal.scrollIntoView();
    };
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='#']");
      if (link) unfilter(link.getAttribute("href").slice(1));
    });
    addEventListener("hashchange", () => unfilter(location.hash.slice(1)));
  }

  // Choosing an action shows all its words, and the other way round.
  const places = new Map();
  for (const part of all("[data-for]")) {
    for (const anchor of part.dataset.for.split(" ")) {
      if (!places.has(anchor)) places.set(anchor, []);
      places.get(anchor).push(part);
    }
  }
  const choose = (anchors) => {
    for (const part of all(".chosen")) part.classList.remove("chosen");
    for (const anchor of anchors) {
      for (const part of places.get(anchor) || []) part.classList.add("chosen");
    }
  };
  const follow = () => {
    const anchor = decodeURIComponent(location.hash.slice(1)).replace(/^(on|read)-/, "");
    if (places.has(anchor)) choose([anchor]);
  };
  document.addEventListener("click", (event) => {
    const part = event.target.closest(".claim, .card");
    if (part) choose(part.dataset.for.split(" "));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") choose([]);
  });
  addEventListener("hashchange", follow);
  follow();

  // On paper everything is there, whatever was turned off on the screen.
  addEventListener("beforeprint", () => {
    for (const picture of all("img[loading=lazy]")) picture.loading = "eager";
  });
})();
