// What every screen shares. A page works without it.

/** Say a line to whoever listens to the page instead of seeing it. */
export function say(line) {
  const said = document.getElementById("said");
  if (said) said.textContent = line;
}

/** Whether somebody is writing just now, so that a letter is a letter and no command. */
export function isWriting(event) {
  const at = event.target;
  return (
    event.ctrlKey || event.altKey || event.metaKey || event.isComposing ||
    (at instanceof Element && at.closest("input, textarea, select, [contenteditable]") !== null)
  );
}

/**
 * Let keys press what is on the page: `keys({a: () => …})`; names as in `event.key`.
 * What is in the page with `data-key="a"` is pressed by that key without more.
 */
export function keys(commands) {
  document.addEventListener("keydown", (event) => {
    if (isWriting(event) || event.defaultPrevented) return;
    const command = commands[event.key];
    if (!command) return;
    event.preventDefault();
    command(event);
  });
}

document.addEventListener("keydown", (event) => {
  if (isWriting(event) || event.defaultPrevented) return;
  if (event.key === "/") {
    const search = [...document.querySelectorAll("input[type=search]")].find((e) => e.offsetParent);
    if (!search) return;
    event.preventDefault();
    search.focus();
    return;
  }
  const one = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!one) return;
  event.preventDefault();
  one.click();
});
