// From what is selected on the page to places in the text, counted in code points.

/** How many code points a string has: an emoji is one, as it is one for the record. */
const points = (text) => [...text].length;

/** How many code points of an element's text stand before a place in it. */
function before(element, node, offset) {
  const range = document.createRange();
  range.selectNodeContents(element);
  range.setEnd(node, offset);
  return points(range.toString());
}

/** Where the selected words of the text stand: `{start, end, words}`; null if none are. */
export function selected(text) {
  const selection = document.getSelection();
  if (!text || !selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const runs = [...text.querySelectorAll("[data-start]")].filter((run) => range.intersectsNode(run));
  if (!runs.length) return null;
  const start = edge(runs[0], range.startContainer, range.startOffset, false);
  const end = edge(runs.at(-1), range.endContainer, range.endOffset, true);
  const words = runs.map((run) => run.textContent).join("").trim();
  return end > start && words ? { start, end, words: selection.toString().trim() } : null;
}

/** The place in the text of one end of a selection: inside a run, or at the run's own end. */
function edge(run, node, offset, isEnd) {
  const [start, end] = [Number(run.dataset.start), Number(run.dataset.end)];
  if (!run.contains(node)) return isEnd ? end : start;
  const inside = before(run, node, offset);
  if (run.classList.contains("odd")) return inside ? end : start; // one character, shown in many
  return start + inside;
}
