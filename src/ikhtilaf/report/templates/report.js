"use strict";
(() => {
  const place = document.getElementById("search");
  const events = [...document.querySelectorAll(".events article")];
  if (!place || events.length < 2) return;

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/\s+/g, " ");
  const texts = (event, selector) => [...event.querySelectorAll(selector)].map((found) => found.textContent);
  const known = events.map((event) => ({
    event,
    text: fold(event.textContent),
    factions: texts(event, "dd:first-of-type a"),
    type: texts(event, "h4 + p > i")[0],
    disputed: texts(event, "h4 + p > em").some((mark) => mark.includes("disputed")),
  }));

  const choice = (values) => {
    const sorted = [...new Set(values)].sort((one, other) => one.localeCompare(other, "en"));
    return make("select", {}, make("option", { value: "", textContent: "any" }),
      ...sorted.map((value) => make("option", { value, textContent: value })));
  };
  const words = make("input", { type: "search", autocomplete: "off" });
  const faction = choice(known.flatMap((one) => one.factions));
  const type = choice(known.map((one) => one.type));
  const disputed = make("input", { type: "checkbox" });
  const reset = make("button", { type: "button", textContent: "Show all" });
  const said = make("output", {});
  said.setAttribute("role", "status");
  const box = make("div", { className: "find" },
    make("label", {}, "Words in an event", words),
    make("label", {}, "Faction", faction),
    make("label", {}, "Type", type),
    make("label", { className: "box" }, disputed, "disputed only"),
    reset, said);
  box.setAttribute("role", "search");
  box.setAttribute("aria-label", "Events");
  place.append(box);

  const show = () => {
    const wanted = fold(words.value).split(" ").filter(Boolean);
    let count = 0;
    for (const one of known) {
      const fits = wanted.every((word) => one.text.includes(word))
        && (!faction.value || one.factions.includes(faction.value))
        && (!type.value || one.type === type.value)
        && (!disputed.checked || one.disputed);
      one.event.hidden = !fits;
      count += fits;
    }
    for (const year of document.querySelectorAll(".year")) {
      year.hidden = !year.querySelector("article:not([hidden])");
    }
    said.value = count === known.length ? `All ${count} events` : `${count} of ${known.length} events`;
  };
  const clear = () => {
    words.value = faction.value = type.value = "";
    disputed.checked = false;
    show();
  };
  for (const control of [words, faction, type, disputed]) control.addEventListener("input", show);
  reset.addEventListener("click", clear);

  // A link to an event that is hidden shows it.
  addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target?.closest("[hidden]")) {
      clear();
      target.scrollIntoView();
    }
  });
  show();
})();
