// Keys of the review of pairs that desk.js does not press by itself.
import { keys, say } from "./desk.js";

const press = (name) => document.querySelector(`[data-key="${name}"]`)?.click();
const reason = () => document.getElementById("with-why");

keys({
  j: () => press("n"),
  k: () => press("p"),
  w: () => {
    const folded = reason();
    if (!folded) return;
    folded.open = !folded.open;
    (folded.open ? folded.querySelector("#why") : folded.querySelector("summary")).focus();
  },
});

document.addEventListener("keydown", (event) => {
  const folded = reason();
  if (event.key !== "Escape" || !folded?.open) return;
  folded.open = false;
  folded.querySelector("summary").focus();
});

// Once the next pair is in place, whoever listens hears it, and reading begins at its head.
new MutationObserver(() => {
  const main = document.getElementById("main");
  if (!main || main.dataset.said) return;
  main.dataset.said = "yes";
  main.focus({ preventScroll: true });
  window.scrollTo(0, 0);
  say(document.querySelector(".just b")?.textContent ?? "");
}).observe(document.body, { childList: true });
document.getElementById("main").dataset.said = "yes";
