// The Document screen: claims and their words lead to each other; selected words become a claim.
import { say } from "./desk.js";
import { selected } from "./picking.js";

const main = () => document.querySelector(".document");

function marksOf(id) {
  return [...document.querySelectorAll("mark[data-claims]")].filter((mark) =>
    mark.dataset.claims.split(" ").includes(id));
}

function showClaim(id) {
  const claim = document.getElementById(id);
  for (const other of document.querySelectorAll(".claim.is-here")) other.classList.remove("is-here");
  for (const mark of document.querySelectorAll("mark.is-here")) mark.classList.remove("is-here");
  claim?.classList.add("is-here");
  for (const mark of marksOf(id)) mark.classList.add("is-here");
  return claim;
}

function isFar(element) {
  const box = element.getBoundingClientRect();
  return box.top < 60 || box.bottom > innerHeight - 60;
}

/** Bring the words of a claim into sight, in the text. */
function showWords(id) {
  const first = marksOf(id)[0];
  first?.closest("details")?.setAttribute("open", "");
  if (first && isFar(first)) first.scrollIntoView({ block: "center" });
}

/** Bring a claim into its panel, without moving the text that is being read. */
function follow(claim) {
  const panel = claim.closest(".panel");
  if (panel && panel.scrollHeight > panel.clientHeight) {
    panel.scrollTop += claim.getBoundingClientRect().top - panel.getBoundingClientRect().top - 12;
  } else if (panel && isFar(claim)) claim.scrollIntoView({ block: "nearest" });
}

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const mark = target?.closest("mark[data-claims]");
  if (mark && document.getSelection()?.isCollapsed !== false) {
    const ids = mark.dataset.claims.split(" ");
    const now = ids.findIndex((id) => document.getElementById(id)?.classList.contains("is-here"));
    const claim = showClaim(ids[(now + 1) % ids.length]); // a second click: the next of several
    if (claim) follow(claim);
    return;
  }
  const claim = target?.closest(".panel .claim");
  if (claim && !target.closest("a, button, summary, label, textarea, input")) {
    showClaim(claim.dataset.claim);
    showWords(claim.dataset.claim);
  }
});

/** Come to the claim that the address names, in the text and in the panel. */
function arrive() {
  const edited = document.querySelector("[data-editor] input[name=claim]");
  const id = edited ? edited.value : decodeURIComponent(location.hash.slice(1));
  if (!id) return;
  const claim = showClaim(id);
  showWords(id);
  if (claim) follow(claim);
}

// -- words selected in the text become a claim ------------------------------------------------

const button = document.createElement("button");
button.type = "button";
button.className = "main add-here";
button.hidden = true;

function offer() {
  const screen = main();
  const words = screen && !document.querySelector("[data-editor]")
    ? selected(screen.querySelector(".text")) : null;
  button.hidden = !words;
  if (!words) return;
  button.dataset.at = `${words.start}:${words.end}`;
  button.textContent = document.querySelector(".finding > summary")?.textContent || "+";
}

button.addEventListener("click", () => {
  const screen = main();
  const asked = new URLSearchParams({ add: button.dataset.at });
  if (screen.dataset.blind) asked.set("blind", "1");
  location.assign(`/documents/${screen.dataset.document}?${asked}`);
});

document.addEventListener("selectionchange", offer);
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !button.hidden && event.target === document.body) button.click();
});
document.body.append(button);
addEventListener("hashchange", arrive);
document.addEventListener("htmx:after:swap", () => {
  const said = document.querySelector("#main .fault");
  if (said) say(said.textContent);
});
arrive();
