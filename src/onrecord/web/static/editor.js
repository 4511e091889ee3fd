// The claim editor: a slot is chosen, then words are picked for it. Without it the form's own
// lists of words do the same.
import { say } from "./desk.js";
import { selected } from "./picking.js";

const form = document.querySelector("[data-editor]");
if (form) begin(form);

function begin(form) {
  form.classList.add("is-quick");
  const strip = form.querySelector("[data-words]");
  const words = [...strip.querySelectorAll(".w")];
  const slots = [...form.querySelectorAll("[data-row], .slot[data-slot]:not(:has([data-row]))")]
    .map((at) => slotAt(form, at)).filter(Boolean);
  let active = null;

  function choose(slot) {
    active = active === slot ? null : slot;
    for (const one of slots) one.chip.setAttribute("aria-pressed", String(one === active));
    strip.classList.toggle("is-wanted", Boolean(active));
    if (active) strip.focus({ preventScroll: true });
  }

  function fill(start, end, text) {
    if (!active) return;
    const slot = active;
    put(slot.from, start, text);
    put(slot.to, end, text);
    slot.show(text);
    slot.forget();
    active = null;
    choose(null);
    slot.chip.focus({ preventScroll: true });
    say(`${slot.label}: ${text}`);
    document.getSelection()?.removeAllRanges();
    mark(-1, -1);
  }

  for (const slot of slots) {
    slot.chip.addEventListener("click", () => choose(slot));
    if (slot.name === "words") slot.show(slot.held);
  }

  // -- words of the strip: by the keyboard, and by the mouse --------------------------------
  let at = words.findIndex((word) => word.classList.contains("is-claimed"));
  let anchor = -1;
  strip.tabIndex = 0;
  strip.setAttribute("role", "listbox");
  strip.setAttribute("aria-multiselectable", "true");
  strip.setAttribute("aria-label", form.querySelector(".slot[data-slot=words] legend").textContent);
  for (const word of words) {
    word.setAttribute("role", "option");
    word.setAttribute("aria-selected", "false");
  }

  function mark(first, last) {
    const [low, high] = first <= last ? [first, last] : [last, first];
    words.forEach((word, n) => {
      const isIn = first >= 0 && n >= low && n <= high;
      word.classList.toggle("is-picked", isIn);
      word.setAttribute("aria-selected", String(isIn));
    });
  }

  function take() {
    if (anchor < 0) return;
    const [low, high] = anchor <= at ? [anchor, at] : [at, anchor];
    const [start, end] = [words[low].dataset.at, words[high].dataset.at];
    const range = document.createRange();
    range.setStartBefore(words[low]);
    range.setEndAfter(words[high]);
    fill(start, end, range.toString());
  }

  strip.addEventListener("keydown", (event) => {
    const isRight = getComputedStyle(strip).direction === "rtl";
    const step = { ArrowRight: isRight ? -1 : 1, ArrowLeft: isRight ? 1 : -1,
      Home: -words.length, End: words.length }[event.key];
    if (step) {
      event.preventDefault();
      at = Math.max(0, Math.min(words.length - 1, anchor < 0 ? Math.max(at, 0) : at + step));
      if (!event.shiftKey || anchor < 0) anchor = at;
      mark(anchor, at);
      strip.setAttribute("aria-activedescendant", words[at].id);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      take();
    } else if (event.key === "Escape") {
      const chip = active?.chip;
      choose(active);
      chip?.focus();
    }
  });

  let isDown = false;
  strip.addEventListener("pointerdown", (event) => {
    const n = words.indexOf(event.target.closest?.(".w"));
    if (n < 0) return;
    event.preventDefault();
    isDown = true;
    anchor = event.shiftKey && anchor >= 0 ? anchor : n;
    at = n;
    mark(anchor, at);
  });
  strip.addEventListener("pointermove", (event) => {
    if (!isDown) return;
    const under = document.elementFromPoint(event.clientX, event.clientY)?.closest?.(".w");
    const n = words.indexOf(under);
    if (n >= 0) mark(anchor, (at = n));
  });
  addEventListener("pointerup", () => {
    if (isDown) {
      isDown = false;
      take();
      return;
    }
    if (!active) return;
    const found = selected(document.querySelector(".document .text"));
    if (found) fill(`${found.start}:${found.end}`, `${found.start}:${found.end}`, found.words);
  });

  for (const row of form.querySelectorAll("[data-kind] [data-row]")) lookUp(row);
}

/** What can be filled: the lists that hold it, and a chip that shows it. */
function slotAt(form, at) {
  const field = at.closest("[data-slot]");
  const name = at.dataset.row || at.dataset.slot;
  const [from, to] = [form.elements[`${name}.from`], form.elements[`${name}.to`]];
  if (!from || !to) return null;
  const base = form.elements[name];
  const label = field.querySelector("legend").textContent;
  const chip = document.createElement("button");
  chip.type = "button";
  chip.className = "chip";
  chip.dir = "auto";
  chip.setAttribute("aria-pressed", "false");
  const isList = base instanceof HTMLSelectElement;
  const held = isList ? (base.value ? base.selectedOptions[0].textContent : "")
    : field.querySelector(".held").textContent;
  const nothing = at.dataset.empty ? at.dataset.empty : isList ? base.querySelector("option[value='']").textContent : "";
  const out = document.createElement("button");
  out.type = "button";
  out.className = "quiet out";
  out.textContent = "×";
  const slot = { name, from, to, chip, label, held, show, forget };

  /** Other words mean anew what they say: what the words before them meant says nothing now. */
  function forget() {
    const means = at.querySelector(".means");
    if (!means) return;
    means.querySelector("input[type=radio][value='']").checked = true;
    means.querySelector("summary").textContent = means.dataset.open;
  }

  function show(text) {
    chip.textContent = text || nothing || "…";
    chip.classList.toggle("is-empty", !text);
    out.hidden = !text || !isList;
    out.setAttribute("aria-label", `${nothing}: ${text}`);
    chip.setAttribute("aria-label", `${label}: ${chip.textContent}`);
  }

  out.addEventListener("click", () => {
    from.value = to.value = "";
    base.value = "";
    show("");
    chip.focus();
  });
  const row = document.createElement("div");
  row.className = "row chips";
  row.append(chip, out);
  at.querySelector(".range").before(row);
  if (from.value || to.value) show(between(form, from.value || to.value, to.value || from.value));
  else show(held);
  return slot;
}

/** The words between two places, as far as the strip has them. */
function between(form, first, last) {
  const words = [...form.querySelectorAll(".w")];
  const [start, end] = [first.split(":")[0], last.split(":").at(-1)].map(Number);
  const inside = words.filter((word) => {
    const [a, b] = word.dataset.at.split(":").map(Number);
    return a >= start && b <= end;
  });
  return inside.length ? inside.map((word) => word.textContent).join(" ") : `${start}:${end}`;
}

/** Let a list hold a place in the text, also one that it did not offer. */
function put(list, at, words) {
  if (![...list.options].some((option) => option.value === at)) list.add(new Option(words, at));
  list.value = at;
}

/** Let a typed name be looked up as it is typed. */
function lookUp(row) {
  const typed = row.querySelector("input[name$='.find']");
  const choices = row.querySelector(".choices");
  const kind = row.closest("[data-kind]").dataset.kind;
  if (!typed || !choices) return;
  let waiting = 0;
  let asked = "";

  async function ask() {
    const words = typed.value.trim();
    if (words === asked) return;
    asked = words;
    for (const old of choices.querySelectorAll(".is-looked-up:not(:has(:checked))")) old.remove();
    if (!words) return;
    const answer = await fetch(`/api/lookup?${new URLSearchParams({ kind, q: words })}`);
    if (!answer.ok || asked !== words) return;
    const found = await answer.json();
    for (const one of found) choices.append(choice(`${row.dataset.row}.meant`, one));
    say(found.map((one) => one.name).join(", "));
  }

  typed.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 250);
  });
  typed.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    ask();
  });
  row.querySelector(".look-up").addEventListener("click", (event) => {
    event.preventDefault();
    asked = "";
    ask();
  });
}

function choice(name, known) {
  const label = document.createElement("label");
  label.className = "is-looked-up";
  const radio = Object.assign(document.createElement("input"), { type: "radio", name, value: known.id });
  const words = document.createElement("span");
  const shown = Object.assign(document.createElement("bdi"), { textContent: known.name });
  const more = [known.kind.replaceAll("_", " "), known.within].filter(Boolean).join(", ");
  const small = Object.assign(document.createElement("small"), {
    textContent: ` ${more}${known.why ? ` — ${known.why}` : ""}` });
  words.append(shown, small);
  label.append(radio, " ", words);
  return label;
}
