// Search without a server: small files are loaded as scripts, so that it works from a folder too.
// Folding is that of onrecord.kit.search_words and spelling.sounds; its tables come with the index.
"use strict";
(() => {
  const SHOWN = 20, MOST_SHARDS = 12, NONE = 255, SOUND = "~";
  const EXACT = 0, BEGINS = 1, SOUNDS = 2;

  // --- files ---
  const taken = new Map(), asked = new Map();
  const root = document.currentScript.src.replace(/search\.js$/, "search/");
  function load(name) {
    if (!asked.has(name)) {
      asked.set(name, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = root + name + ".js";
        script.onload = () => (taken.has(name) ? done(taken.get(name)) : failed(new Error(name)));
        script.onerror = () => { asked.delete(name); script.remove(); failed(new Error(name)); };
        document.head.append(script);
      }));
    }
    return asked.get(name);
  }

  // --- folding ---
  let tables, run, word, kept;
  function prepare(told) {
    tables = told;
    const letter = `(?:(?![${told.ayns}])[\\p{L}\\p{N}])`;
    run = `${letter}+(?:[${told.marks}]+${letter}*|[${told.ayns}]+${letter}+)*`;
    word = new RegExp(`(${run})((?:[${told.apostrophes}]${run})*)`, "gu");
    kept = new RegExp(`[${told.kept}]`, "u");
  }
  const each = (text, change) => Array.from(text, change).join("");
  const lower = (one) => tables.cases[one] ?? each(one.toUpperCase(), (big) => big.toLowerCase());
  function bare(one) {
    if (/\p{Nd}/u.test(one)) {
      const code = one.codePointAt(0);
      for (const zero of tables.digits) {
        const value = code - zero.codePointAt(0);
        if (value >= 0 && value < 10) return String(value);
      }
    }
    if (tables.ayns.includes(one)) return "";
    return /[\p{L}\p{N}]/u.test(one) || kept.test(one) ? one : "";
  }
  function fold(written) {
    if (/^[\x00-\x7f]*$/.test(written)) return written.toLowerCase();
    const apart = each(each(written.normalize("NFKD"), lower), (one) => tables.plain[one] ?? one);
    return each(each(apart.normalize("NFKD"), (one) => tables.alike[one] ?? one), bare);
  }
  function words(text) {
    const found = [];
    for (const match of text.matchAll(word)) {
      if (!match[2]) { found.push(fold(match[1])); continue; }
      let held = "";
      for (const part of match[0].matchAll(new RegExp(run, "gu"))) {
        const folded = fold(part[0]);
        if (held && (Array.from(held).length === 1 || folded === "s")) { found.push(held); held = ""; }
        held += folded;
      }
      found.push(held);
    }
    return found.filter(Boolean);
  }
  function sounds(folded) {
    let letters = folded;
    if (/[\u0620-\u06ff]/.test(folded)) {
      if (letters.startsWith("ال") && Array.from(letters).length > 3) letters = letters.slice(2);
      letters = each(letters, (one) => tables.arabic[one] ?? one);
    } else {
      for (const [written, sound] of tables.sounds) letters = letters.replaceAll(written, sound);
    }
    let bones = letters.replace(/[aeiouyw]+/g, "");
    if (Array.from(bones).length > 1 && bones.endsWith("h")) bones = bones.slice(0, -1);
    return (/^[aeiou]/.test(letters) ? "a" : "") + bones.replace(/(.)\1+/gu, "$1");
  }

  // --- the index ---
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const value = Object.fromEntries(Array.from(DIGITS, (digit, n) => [digit, n]));
  function unpack(text, see) {
    let number = -1, gap = 0, scale = 1;
    for (const digit of text) {
      const five = value[digit];
      gap += (five % 32) * scale;
      if (five >= 32) { scale *= 32; continue; }
      number += gap; gap = 0; scale = 1;
      see(number);
    }
  }
  // The shards that may hold a word, or words that begin with it.
  function shards(index, sought, begins) {
    const firsts = index.words, names = [];
    let at = 0;
    while (at + 1 < firsts.length && firsts[at + 1] < sought) at += 1;
    for (; at < firsts.length; at += 1) {
      if (firsts[at] > sought && !(begins && firsts[at].startsWith(sought))) break;
      names.push(`w-${at}`);
    }
    return names;
  }
  async function mark(index, ranks, sought, begins, rank) {
    const names = shards(index, sought, begins);
    const loaded = await Promise.all(names.slice(0, MOST_SHARDS).map(load));
    for (const held of loaded) {
      for (let at = 0; at < held.length; at += 2) {
        const found = held[at], same = found === sought;
        if (!same && !(begins && found.startsWith(sought))) continue;
        const worth = same ? rank : BEGINS;
        unpack(held[at + 1], (n) => { if (worth < ranks[n]) ranks[n] = worth; });
      }
    }
    return names.length <= MOST_SHARDS;
  }
  async function search(index, question) {
    const common = new Set(index.common), all = words(question);
    const sought = [...new Set(all.filter((one) => !common.has(one)))];
    const ignored = [...new Set(all.filter((one) => common.has(one) && !index.kinds.includes(one)))];
    const total = new Uint16Array(index.count);
    let whole = true;
    for (const one of sought) {
      const ranks = new Uint8Array(index.count).fill(NONE);
      const begins = Array.from(one).length > 1;
      whole = (await mark(index, ranks, one, begins, EXACT)) && whole;
      const heard = index.articles.includes(one) || /\d/.test(one) ? "" : sounds(one);
      if (Array.from(heard).length > 1) await mark(index, ranks, SOUND + heard, false, SOUNDS);
      for (let n = 0; n < ranks.length; n += 1) total[n] = Math.min(65535, total[n] + ranks[n] + (ranks[n] === NONE ? 60000 : 0));
    }
    const found = [];
    if (sought.length) for (let n = index.count - 1; n >= 0; n -= 1) if (total[n] < 60000) found.push(n);
    found.sort((a, b) => total[a] - total[b] || b - a);
    return { found, ignored, whole, asked: sought.length };
  }
  async function row(index, language, number) {
    const firsts = index.rows[language];
    let at = 0;
    while (at + 1 < firsts.length && firsts[at + 1] <= number) at += 1;
    return (await load(`${language}-${at}`))[number - firsts[at]];
  }

  // --- the page ---
  const form = document.getElementById("ask"), field = document.getElementById("q");
  const status = document.getElementById("status"), list = document.getElementById("found");
  const more = document.getElementById("more"), language = document.documentElement.lang;
  const say = (key, told) => (form.dataset[key] || "").replace("{n}", told ?? "");
  const number = (n) => n.toLocaleString("en");
  let latest = 0, answer = null, shown = 0;

  function item([identity, when, place, figure, open]) {
    const one = document.createElement("li"), link = document.createElement("a");
    link.href = `incidents/${identity}.html`;
    link.append(text("bdi", place), text("span", when, "when"));
    one.append(link, text("span", figure, "figure"));
    if (open) one.append(text("span", say("proposal"), "tag open"));
    return one;
  }
  function text(kind, told, name) {
    const made = document.createElement(kind);
    made.textContent = told;
    if (name) made.className = name;
    return made;
  }
  async function show(index, turn) {
    const next = answer.found.slice(shown, shown + SHOWN);
    const rows = await Promise.all(next.map((n) => row(index, language, n)));
    if (turn !== latest) return;
    const first = rows.map(item);
    list.append(...first);
    if (shown && first.length) first[0].querySelector("a").focus();
    shown += next.length;
    more.hidden = shown >= answer.found.length;
  }
  async function ask() {
    const turn = (latest += 1), question = field.value.trim();
    more.hidden = true;
    if (!question) { list.replaceChildren(); status.textContent = ""; return; }
    list.setAttribute("aria-busy", "true");
    try {
      status.textContent = say("loading");
      const index = await load("index");
      if (!tables) prepare(index.tables);
      const found = await search(index, question);
      if (turn !== latest) return;
      answer = found; shown = 0;
      list.replaceChildren();
      const told = [];
      if (found.asked) told.push(found.found.length ? say("some", number(found.found.length)) : say("none"));
      if (found.ignored.length) told.push(say("common", found.ignored.join(" ")));
      if (!found.whole) told.push(say("partial"));
      await show(index, turn);
      if (turn === latest) status.textContent = told.join(" ");
    } catch {
      if (turn === latest) status.textContent = say("failed");
    }
    if (turn === latest) list.removeAttribute("aria-busy");
  }
  function keep() {
    const hash = field.value.trim() ? `#q=${encodeURIComponent(field.value.trim())}` : "#";
    try { history.replaceState(null, "", hash); } catch { /* a folder may not let it */ }
  }
  function recall() {
    const told = /^#q=(.*)$/.exec(location.hash);
    if (!told) return;
    try { field.value = decodeURIComponent(told[1]); } catch { return; }
    ask();
  }

  window.onrecordSearch = {
    take: (name, held) => taken.set(name, held),
    words: async (told) => { const index = await load("index"); if (!tables) prepare(index.tables); return words(told); },
    sounds: async (told) => { const index = await load("index"); if (!tables) prepare(index.tables); return sounds(told); },
  };
  let waiting = 0;
  form.hidden = false;
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(waiting); keep(); ask(); });
  field.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (!event.isComposing) waiting = setTimeout(() => { keep(); ask(); }, 250);
  });
  more.addEventListener("click", async () => show(await load("index"), latest));
  addEventListener("hashchange", recall);
  recall();
})();
