"use strict";
// The page reads without this; here it can be narrowed down. Nothing is stored and nothing is sent.
(() => {
  const filter = document.getElementById("filter");
  const form = filter.querySelector("form");
  const words = document.getElementById("words");
  const choices = [...form.querySelectorAll("select")];
  const status = document.getElementById("shown");
  const all = (selector) => [...document.querySelectorAll(selector)];

  const fold = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’‘ʼ]/g, "'").toLowerCase();

  const records = all("[data-record]").map((element) => ({
    element,
    facets: new Set(element.dataset.record.split(" ")),
    entry: element.closest(".entry"),
    text: null,
  }));
  const named = all("[data-named]").map((element) => ({ element, facet: element.dataset.named }));
  const notes = all(".notes > li").map((element) => ({
    element,
    cited: [...element.querySelectorAll(".back a")].map((link) => link.hash.slice(1)),
  }));

  // What an event says does not include the quotations that hang on it: they are records of their own.
  const textOf = (record) => {
    if (record.text === null) {
      const copy = record.element.cloneNode(true);
      copy.querySelectorAll("[data-record]").forEach((inner) => inner.remove());
      record.text = fold(copy.textContent);
    }
    return record.text;
  };

  const narrow = () => {
    const wanted = fold(words.value).split(/\s+/).filter(Boolean);
    const facets = choices.map((choice) => choice.value).filter(Boolean);
    const active = wanted.length > 0 || facets.length > 0;
    const matching = new Set();
    const mentioned = new Set();
    for (const record of records) {
      const fits =
        facets.every((facet) => record.facets.has(facet)) && wanted.every((word) => textOf(record).includes(word));
      if (fits) {
        matching.add(record.element);
        record.facets.forEach((facet) => mentioned.add(facet));
      }
    }
    // A quotation is shown under the event it belongs to, and an event without its quotations when these do not fit.
    const kept = new Set(records.filter((record) => matching.has(record.element)).map((record) => record.entry));
    for (const { element, entry } of records) {
      element.hidden = element === entry ? !kept.has(element) : !matching.has(element);
    }
    for (const element of all(".entry:not([data-record])")) element.hidden = !kept.has(element);
    for (const { element, facet } of named) element.hidden = active && !mentioned.has(facet);
    const shown = new Set([...kept, ...matching].filter(Boolean).map((element) => element.id));
    for (const { element, facet } of named) if (!element.hidden) shown.add(element.id);
    for (const { element, cited } of notes) element.hidden = active && !cited.some((anchor) => shown.has(anchor));
    for (const element of all("main section section")) {
      element.hidden = active && !element.querySelector("[data-record]:not([hidden]), [data-named]:not([hidden])");
    }
    status.textContent = active ? `${matching.size} of ${records.length} records match` : "";
  };

  const reset = () => {
    form.reset();
    narrow();
  };

  form.addEventListener("input", narrow);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(narrow));
  // A link to what is filtered away shows everything again, rather than lead nowhere.
  window.addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.closest("[hidden]")) {
      reset();
      target.scrollIntoView();
    }
  });
  filter.hidden = false;
  filter.open = matchMedia("(min-width: 72rem)").matches;
  narrow(); // a browser may have kept what was typed before the page was loaded again
})();
