// Keys of the queue that desk.js does not press by itself: neighbours, and reasons.
import { isWriting, keys } from "./desk.js";

const press = (name) => document.querySelector(`[data-key="${name}"]`)?.click();
const rejecting = () => document.getElementById("reject");

keys({ j: () => press("n"), k: () => press("p") });

document.addEventListener("keydown", (event) => {
  const folded = rejecting();
  if (!folded || event.defaultPrevented) return;
  if (event.key === "Escape" && folded.open) {
    folded.open = false;
    folded.querySelector("summary").focus();
    return;
  }
  if (isWriting(event)) return;
  if (event.key === "r") {
    event.preventDefault();
    folded.open = !folded.open;
    if (folded.open) folded.querySelector("[data-reason]").focus();
    return;
  }
  const reason = folded.open && folded.querySelector(`[data-reason="${CSS.escape(event.key)}"]`);
  if (!reason) return;
  event.preventDefault();
  reason.click();
});
