"use strict";
// The page reads without this; here it can be narrowed down. Nothing is stored and nothing is sent.
(() => {
  const filter = document.getElementById("filter");
  const form = filter.querySelector("form");
  const words = document.getElementById("words");
  const choices = [...form.querySelectorAll("select")];
  const status = document.getElementById("shown");
  const all = (selector) => [...document.querySelectorAll(selector)];

  // As the program compares words (docs/search.md), but for scripts without spaces, whose parts are found anyway.
  const plain = new Map(
    Object.entries({
      b: "ɓ", d: "ɖɗđð", e: "ɛəǝ", f: "ƒ", g: "ɠ", i: "ı", k: "ƙ", l: "ł", n: "ɲŋ", o: "ɔø", v: "ʋ", y: "ƴ",
      ae: "æ", oe: "œ", ss: "ß", th: "þ", "ا": "ٱ", "ه": "ة", "ي": "ىی", "ك": "ک", "": "ـ",
    }).flatMap(([letter, others]) => [...others].map((other) => [other, letter])),
  );
  const grouped = /(?<![\d.,])[1-9]\d{0,2}(?:(?: \d{3})+|(?:,\d{3})+|(?:\.\d{3})+)(?!\d)/g;
  const fold = (text) =>
    text
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[\p{M}'’‘ʼ‐‑-]/gu, "")
      .replace(/[^\x00-\x7f]/gu, (sign) => plain.get(sign) ?? sign)
      .replace(grouped, (number) => number.replace(/\D/g, ""));

  const records = all("[data-record]").map((element) => ({
    element,
    facets: new Set(element.dataset.record.split(" ")),
    entry: element.closest(".entry"),
    sign: element.querySelector(":scope > .fits"),
    text: null,
  }));
  const together = all(".utterance").map((utterance) => records.filter(({ element }) => utterance.contains(element)));
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
    for (const record of records) {
      const fits =
        facets.every((facet) => record.facets.has(facet)) && wanted.every((word) => textOf(record).includes(word));
      if (fits) matching.add(record.element);
    }
    // A quotation is shown under the event it belongs to, and an event without its quotations when these do not fit.
    const kept = new Set(records.filter((record) => matching.has(record.element)).map((record) => record.entry));
    for (const { element, entry } of records) {
      element.hidden = element === entry ? !kept.has(element) : !matching.has(element);
    }
    // Whoever finds one rendering of an utterance is shown all of them, with a sign at those that fit.
    for (const renderings of together) {
      const fitting = renderings.filter(({ element }) => matching.has(element));
      const isPart = fitting.length > 0 && fitting.length < renderings.length;
      for (const { element, sign } of renderings) {
        element.hidden = fitting.length === 0;
        if (sign) sign.hidden = active ? !(isPart && matching.has(element)) : sign.dataset.fits === undefined;
      }
    }
    for (const element of all(".entry:not([data-record])")) element.hidden = !kept.has(element);
    const isRead = (element) => matching.has(element) || element.closest(".utterance");
    const seen = records.filter(({ element }) => !element.hidden && isRead(element));
    const mentioned = new Set(seen.flatMap((record) => [...record.facets]));
    for (const { element, facet } of named) element.hidden = active && !mentioned.has(facet);
    const shown = new Set([...kept, ...seen.map(({ element }) => element)].filter(Boolean).map(({ id }) => id));
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
