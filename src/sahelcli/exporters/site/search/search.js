"use strict";
// Search of a site: words and filters over an index in shards, each a script that is loaded when it is needed and calls
// shard(name, data). Nothing is stored and nothing is sent; what is asked stands in the address, behind its #.
(() => {
  const PAGE = 20; // finds that are shown at a time
  const OFFERED = 12; // names that are offered while one is typed
  const PARTS = 4; // words of which one may be run together, as in “c'est-à-dire”
  const FOLDERS = { event: "e", quote: "q", figure: "f", actor: "a", place: "p", source: "s" };
  const NOUNS = { event: "event", quote: "quotation", figure: "figure", actor: "actor", place: "place", source: "source" };

  // ---- Shards ----

  const { href: base } = new URL(".", document.currentScript.src);
  const version = new URL(document.currentScript.src).search; // of the index: no cache mixes the shards of two
  const inBase = (address) => {
    if (!address.startsWith(base)) throw new TypeError("no shard of this index");
    return address;
  };
  const policy = globalThis.trustedTypes?.createPolicy("sahel-shards", { createScriptURL: inBase });
  const addressOf = (name) => {
    const address = inBase(new URL(`${name}.js${version}`, base).href);
    return policy ? policy.createScriptURL(address) : address;
  };
  const shards = new Map(); // name -> promise of its data
  const arriving = new Map();

  globalThis.shard = (name, data) => {
    arriving.get(name)?.(data);
    arriving.delete(name);
  };

  const load = (name) => {
    if (!shards.has(name)) {
      shards.set(
        name,
        new Promise((resolve, reject) => {
          const script = document.createElement("script");
          const settle = () => {
            script.remove();
            if (!arriving.delete(name)) return;
            shards.delete(name); // it is not there, or no shard: the next question tries again
            reject(new Error(`${name}.js`));
          };
          script.addEventListener("error", settle);
          script.addEventListener("load", settle);
          arriving.set(name, resolve);
          script.src = addressOf(name);
          document.head.append(script);
        }),
      );
    }
    return shards.get(name);
  };

  // ---- Words, folded as the program folds them (text/normalize.py, text/search_words.py) ----

  // What compatibility decomposition leaves as it is, by the letters that it becomes.
  const BECOMES = {
    "": "ـ", " ": "ʹʻʼʾʿꞌ", a: "ɑᶏⱥ", ae: "æ", b: "ƀƃɓᵬᶀꞗ", c: "ƈȼɕꞓꞔ𝼝", d: "ðđƌȡɖɗᵭᶁᶑꟈ", e: "ǝɇəɛᶒⱸꬴ", f: "ƒᵮᶂꞙ",
    g: "ǥɠɡɣᶃꞡ", h: "ħɦⱨꞕ", i: "ıɨɩᶖ𝼚", j: "ȷɉʝ", k: "ƙᶄⱪꝁꝃꝅꞣ", l: "łƚȴɫɬɭᶅⱡꝉꞎꬷꬸꬹ𝼑𝼓", m: "ɱᵯᶆꬺ", n: "ŋƞȵɲɳᵰᶇꞑꞥꬻ",
    o: "øɔⱺꝋꝍ𝼛", oe: "œ", p: "ƥᵱᵽᶈꝑꝓꝕ", q: "ɋʠꝗꝙ", r: "ɍɼɽɾᵲᵳᶉꞧꭉ𝼖", s: "ȿʂʃᵴᶊꞩꟊ𝼞", t: "ŧƫƭȶʈᵵⱦ𝼉", th: "þ",
    u: "ʊᶙꞹꭎꭒ", v: "ʋᶌⱱⱴꝟ", w: "ⱳ", x: "ᶍꭖꭗꭘꭙ", y: "ƴɏỿꭚ", z: "ƶȥɀʐʑʒᵶᶎⱬ", "ا": "ٱ", "ك": "کڪ", "ه": "ةھہۃە",
    "ي": "ىیے",
  };
  const LETTERS = new Map(Object.entries(BECOMES).flatMap(([letter, signs]) => [...signs].map((sign) => [sign, letter])));
  // Scripts without spaces between words, of which each sign is one; but for numerals and letters of old books.
  const UNSPACED =
    /(?![〡-〩〻\u{16fe3}-\u{16ff1}\u{1b002}-\u{1b11e}])[ー\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

  const digit = (sign) => {
    let value = 0;
    for (let code = sign.codePointAt(0) - 1; value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code)); code--) value++;
    return String(value);
  };
  const plainSign = (sign) => {
    if (/[\p{Mn}\p{Me}\p{Cf}]/u.test(sign)) return "";
    if (/\p{Nd}/u.test(sign)) return digit(sign);
    if (!/[\p{L}\p{N}\p{M}]/u.test(sign)) return " ";
    const letter = LETTERS.get(sign) ?? sign;
    return UNSPACED.test(sign) ? ` ${letter} ` : letter;
  };
  const caseless = (text) => text.toUpperCase().toLowerCase(); // so that ß is ss and a final sigma any other
  const foldSign = (sign) => [...caseless(caseless(sign).normalize("NFKD"))].map(plainSign).join("");
  const fold = (text) => [...text].map(foldSign).join("").trim().replace(/ +/g, " ");

  const GROUPS = [" \u00a0\u2007\u2009\u202f", ",", ".", "'’", "٬"].map((signs) => `(?:[${signs}]\\p{Nd}{3})+`).join("|");
  const GROUPED = new RegExp(
    `\\p{Nd}(?<!\\p{Nd}\\p{Nd})(?<!\\p{Nd}[.,'’٬]\\p{Nd})(?<!0)\\p{Nd}{0,2}(?:${GROUPS})(?!\\p{Nd})`,
    "gu",
  );
  const ungrouped = (text) => text.replace(GROUPED, (number) => number.replace(/\P{Nd}/gu, ""));
  const split = (text) => fold(ungrouped(text)).split(" ").filter(Boolean);

  const CONNECTORS = /['’‘ʼʻ`´ʹʾʿ′＇ꞌ‐‑-]/gu;
  const isOne = (text) =>
    [...text.replace(CONNECTORS, "x")].map((sign) => (foldSign(sign) === " " ? " " : "x")).join("").trim().split(" ").length === 1;

  // A question as terms: words side by side, the last of which may be but a beginning.
  const termsOf = (text) =>
    [...ungrouped(text.replace(/[“”„‟«»]/g, '"')).matchAll(/"([^"]*)"(\*?)|([^\s"]+)|"/g)]
      .map(([, phrase, star, word]) => ({
        words: split(phrase ?? word ?? ""),
        begins: Boolean(star) || (Boolean(word?.endsWith("*")) && isOne(word)),
        text: phrase ?? word,
      }))
      .filter(({ words }) => words.length > 0);

  // ---- Posting lists: for each shard of records a mask of those that have a word ----

  const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const VALUES = new Map([...SIGNS].map((sign, value) => [sign, value]));

  function* numbers(text) {
    let number = 0;
    let scale = 1;
    for (const sign of text) {
      const value = VALUES.get(sign);
      number += (value % 32) * scale;
      scale *= 32;
      if (value < 32) {
        yield number;
        number = 0;
        scale = 1;
      }
    }
  }
  const decode = (text) => {
    const masks = new Map();
    const rest = numbers(text);
    let shard = -1;
    for (let gap = rest.next(); !gap.done; gap = rest.next()) {
      shard += gap.value;
      masks.set(shard, rest.next().value | 0);
    }
    return masks;
  };
  const union = (lists) => {
    const all = new Map();
    for (const list of lists) for (const [shard, mask] of list) all.set(shard, (all.get(shard) ?? 0) | mask);
    return all;
  };
  const intersection = (lists) => {
    const [least, ...others] = [...lists].sort((one, other) => one.size - other.size);
    const both = new Map();
    for (const [shard, mask] of least) {
      const common = others.reduce((rest, list) => rest & (list.get(shard) ?? 0), mask);
      if (common) both.set(shard, common);
    }
    return both;
  };
  const bitsOf = (mask) => Array.from({ length: 32 }, (_, bit) => bit).filter((bit) => (mask >>> bit) & 1);
  const sizeOf = (list) => [...list.values()].reduce((total, mask) => total + bitsOf(mask).length, 0);

  // ---- The index ----

  let known; // of the index what `index` says, read once
  const index = async () => {
    if (!known) {
      const about = Object.fromEntries(await load("index"));
      known = { order: [...numbers(about.records)], beginnings: new Set(about.words), years: about.years };
    }
    return known;
  };
  const segment = (text) =>
    text.replace(/[^a-z0-9-]/gu, (sign) =>
      [...new TextEncoder().encode(sign)].map((byte) => `_${byte.toString(16).padStart(2, "0")}`).join(""),
    );
  const listsOf = async (beginning) => new Map(await load(`words/${segment(`w${beginning}`)}`));

  const beginningOf = (term, beginnings) => {
    const signs = [...term];
    for (let length = 0; length <= signs.length; length++) {
      const beginning = signs.slice(0, length).join("");
      if (beginnings.has(beginning)) return beginning;
    }
    return beginnings.has(`${term}$`) ? `${term}$` : null;
  };
  const recordsWith = async (term) => {
    const beginning = beginningOf(term, (await index()).beginnings);
    const list = beginning === null ? undefined : (await listsOf(beginning)).get(term);
    return list === undefined ? new Map() : decode(list);
  };
  const recordsBeginning = async (start) => {
    const isWord = (term) => term.startsWith(start) && !/[: ]/.test(term.slice(start.includes(":") ? start.length : 0));
    const within = [...(await index()).beginnings].filter((beginning) => {
      const known = beginning.replace("$", "");
      return known.startsWith(start) || (known === beginning && start.startsWith(known));
    });
    const lists = await Promise.all(within.map(listsOf));
    return union(lists.flatMap((terms) => [...terms].filter(([term]) => isWord(term)).map(([, list]) => decode(list))));
  };
  // Words side by side, each stretch as it stands or run together; that they stand in this order only the program knows.
  const isKnown = async (words, begins) => words.length === 1 || (!begins && (await recordsWith(words.join(" "))).size > 0);
  const recordsWithAll = async (words, begins) => {
    if (words.length > 1 && (await isKnown(words, begins))) return recordsWith(words.join(" "));
    const ways = [];
    for (let length = 1; length <= Math.min(words.length, PARTS); length++) {
      const first = words.slice(0, length).join("");
      const rest = words.slice(length);
      const of = !rest.length && begins ? recordsBeginning(first) : recordsWith(first);
      ways.push(rest.length ? intersection([await of, await recordsWithAll(rest, begins)]) : await of);
    }
    return union(ways);
  };
  const linesOf = async (shard, mask) => {
    const wanted = new Set(bitsOf(mask));
    return (await load(`records/${shard}`)).filter(([bit]) => wanted.has(bit));
  };
  async function* finds(list) {
    for (const shard of (await index()).order) if (list.has(shard)) yield* await linesOf(shard, list.get(shard));
  }
  const firstOf = async (generator, number) => {
    const found = [];
    while (found.length < number) {
      const next = await generator.next();
      if (next.done) break;
      found.push(next.value);
    }
    return found;
  };

  // ---- Filters ----

  class Unanswerable extends Error {}

  const namesLike = async (kind, text) => {
    const words = split(text);
    const last = words.pop();
    if (last === undefined) return [];
    const lists = [...words.map((word) => recordsWith(`${kind}-name:${word}`)), recordsBeginning(`${kind}-name:${last}`)];
    return firstOf(finds(intersection(await Promise.all(lists))), OFFERED + 1);
  };
  const named = async (kind, text) => {
    const key = split(text).join("");
    const exact = await firstOf(finds(await recordsWith(`${kind}-key:${key}`)), OFFERED + 1);
    const found = exact.length ? exact : await namesLike(kind, text);
    if (found.length === 1) return found[0][2];
    if (!found.length) throw new Unanswerable(`No ${kind} is called “${text}”.`);
    const more = found.length > OFFERED ? " and others" : "";
    const choices = found.slice(0, OFFERED).map(([, , id, , name]) => (exact.length ? `${name} (${id})` : name));
    throw new Unanswerable(`“${text}” may be ${choices.join(", ")}${more}: write more of the name.`);
  };
  const year = (text) => {
    const number = Number(split(text).join(""));
    if (!/^\s*[-−]?\p{Nd}{1,4}\s*$/u.test(text)) throw new Unanswerable(`“${text}” is no year: write one as 2023.`);
    return /^\s*[-−]/.test(text) ? -number : number;
  };
  const inYears = async (from, until) => {
    const [before, after] = (await index()).years;
    const within = (number) => Math.min(Math.max(number, before), after);
    const first = from ? year(from) : before;
    const last = until ? year(until) : after;
    if (first > last) throw new Unanswerable(`${from} is after ${until}.`);
    const lists = [];
    for (let each = within(first); each <= within(last); each++) lists.push(recordsWith(`year:${each}`));
    return union(await Promise.all(lists));
  };

  // What a question finds: a list of records, and whether words of it that belong together may stand apart there.
  const find = async (asked) => {
    const terms = termsOf(asked.q ?? "");
    const words = await Promise.all(terms.map(({ words, begins }) => recordsWithAll(words, begins)));
    const known = await Promise.all(terms.map(({ words, begins }) => isKnown(words, begins)));
    const missing = terms.find((_, number) => !words[number].size);
    if (missing) throw new Unanswerable(`No record has “${missing.text}”.`);
    const filters = [];
    if (asked.kind) filters.push(recordsWith(`kind:${asked.kind}`));
    if (asked.tag) filters.push(recordsWith(`tag:${asked.tag}`));
    if (asked.from || asked.until) filters.push(inYears(asked.from, asked.until));
    for (const kind of ["actor", "place"])
      if (asked[kind]) filters.push(named(kind, asked[kind]).then((id) => recordsWith(`${kind}:${id}`)));
    const lists = [...words, ...(await Promise.all(filters))];
    if (!lists.length) throw new Unanswerable("There is no word to look for.");
    return { list: intersection(lists), isLoose: known.includes(false) };
  };

  globalThis.sahelSearch = { find, finds, fold, split }; // for tests, and for whoever builds on the index

  // ---- The page ----

  const form = document.getElementById("search");
  const fields = [...form.querySelectorAll("input[name], select[name]")];
  const status = document.getElementById("search-status");
  const results = document.getElementById("search-results");
  const more = document.getElementById("search-more");
  const isFile = location.protocol === "file:"; // where no server turns a folder into its page

  const plural = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const item = ([, kind, id, date, title, says, language]) => {
    const link = element("a", title, { href: `../${FOLDERS[kind]}/${id}/${isFile ? "index.html" : ""}`, dir: "auto" });
    if (language) link.lang = language;
    const about = [NOUNS[kind], date, says].filter(Boolean).join(" · ");
    const made = document.createElement("li");
    made.append(link, " ", element("small", about, { dir: "auto" }));
    return made;
  };

  const question = () => Object.fromEntries(fields.map(({ name, value }) => [name, value.trim()]));

  let turn = 0; // of questions: an answer that comes after the next question is not shown
  const answer = async () => {
    const mine = ++turn;
    const asked = question();
    results.replaceChildren();
    more.hidden = true;
    status.textContent = Object.values(asked).some(Boolean) ? "Searching …" : "";
    if (!status.textContent) return;
    try {
      const { list, isLoose } = await find(asked);
      const rest = finds(list);
      const some = await firstOf(rest, PAGE);
      if (mine === turn) show(rest, some, sizeOf(list), isLoose);
    } catch (error) {
      if (mine === turn) status.textContent = reason(error);
    }
  };
  const reason = (error) =>
    error instanceof Unanswerable ? error.message : `The search failed: ${error.message} could not be read.`;

  const show = (rest, some, total, isLoose) => {
    let shown = 0;
    const add = (lines) => {
      const items = lines.map(item);
      results.append(...items);
      shown += lines.length;
      more.hidden = shown >= total;
      const part = shown < total ? `; ${shown.toLocaleString("en")} are shown` : "";
      const loose = isLoose ? " Words that belong together may stand apart in these." : "";
      status.textContent = total ? `${plural(total, "record")}${part}.${loose}` : "No record has all of this.";
      return items[0];
    };
    add(some);
    more.onclick = async () => {
      more.disabled = true;
      const mine = turn;
      try {
        const lines = await firstOf(rest, PAGE);
        if (mine === turn) add(lines)?.querySelector("a").focus();
      } catch (error) {
        if (mine === turn) status.textContent = reason(error);
      }
      more.disabled = false;
    };
  };

  const offer = async (field) => {
    const found = field.value.trim().length > 1 ? await namesLike(field.name, field.value).catch(() => []) : [];
    field.list.replaceChildren(...found.map(([, , , , name]) => element("option", "", { value: name })));
  };

  const asAddress = () => new URLSearchParams(Object.entries(question()).filter(([, value]) => value)).toString();
  const fromAddress = () => {
    const asked = new URLSearchParams(location.hash.slice(1));
    for (const field of fields) field.value = asked.get(field.name) ?? "";
    if (fields.some(({ name, value }) => name !== "q" && value)) document.getElementById("search-filters").open = true;
    answer();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const asked = `#${asAddress()}`;
    if (asked === location.hash || (asked === "#" && !location.hash)) answer();
    else location.hash = asked; // and hashchange asks
  });
  form.addEventListener("change", ({ target }) => target.tagName === "SELECT" && form.requestSubmit());
  form.addEventListener("input", ({ target }) => target.list && offer(target));
  form.addEventListener("reset", () => {
    location.hash = "";
  });
  addEventListener("hashchange", fromAddress);

  form.hidden = false;
  document.getElementById("search-without-script").hidden = true;
  fromAddress();
})();
