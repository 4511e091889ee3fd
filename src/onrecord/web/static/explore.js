// Explore, quicker: the map is dragged and zoomed, a view is copied. The page works without.
import { say } from "./desk.js";

const WAIT = 220; // milliseconds after the last movement before the map is drawn anew

/** What part of the world a map shows: west, south, east, north. */
export function boxOf(figure) {
  return figure.dataset.box.split(",").map(Number);
}

/** The drawing's own units for a place on the screen. */
function unitsAt(svg, event) {
  const frame = svg.getBoundingClientRect();
  const view = svg.viewBox.baseVal;
  return [
    ((event.clientX - frame.left) / frame.width) * view.width,
    ((event.clientY - frame.top) / frame.height) * view.height,
  ];
}

/** Degrees at a place of the drawing: west to east, and south to north, evenly. */
export function degreesAt(figure, event) {
  const svg = figure.querySelector("svg");
  const [west, south, east, north] = boxOf(figure);
  const [x, y] = unitsAt(svg, event);
  const view = svg.viewBox.baseVal;
  return [west + (x / view.width) * (east - west), north - (y / view.height) * (north - south)];
}

/** Ask for the same page with another part of the world, and take only the map of it. */
async function look(figure, box) {
  const address = new URL(location.href);
  address.searchParams.set("box", box.map((edge) => edge.toFixed(4)).join(","));
  address.hash = "";
  const answer = await fetch(address);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const drawn = page.getElementById("map");
  if (!drawn) return;
  const open = figure.querySelector("details")?.open;
  figure.replaceWith(drawn);
  const details = drawn.querySelector("details");
  if (details && open) details.open = true;
  if (!drawn.hasAttribute("data-picking")) history.replaceState(null, "", address);
  wake(drawn);
  document.dispatchEvent(new CustomEvent("map-drawn"));
}

/** Let a map be dragged, and zoomed by wheel and fingers. */
export function wake(figure) {
  const svg = figure.querySelector("svg");
  const whole = [0, 0, svg.viewBox.baseVal.width, svg.viewBox.baseVal.height];
  let shown = [...whole];
  let later = 0;
  const held = new Map();
  let wasMoved = false;
  figure.dataset.live = "";

  const show = () => svg.setAttribute("viewBox", shown.map((n) => n.toFixed(2)).join(" "));
  const settle = () => {
    clearTimeout(later);
    later = setTimeout(() => {
      const [west, south, east, north] = boxOf(figure);
      const across = (east - west) / whole[2];
      const up = (north - south) / whole[3];
      const top = Math.min(90, north - shown[1] * up);
      const box = [
        west + shown[0] * across,
        Math.max(-90, top - shown[3] * up),
        west + (shown[0] + shown[2]) * across,
        top,
      ];
      if (box[2] - box[0] > 360) box[2] = box[0] + 360;
      look(figure, box);
    }, WAIT);
  };
  const zoom = (times, x, y) => {
    const wide = Math.min(Math.max(shown[2] * times, whole[2] / 64), whole[2] * 16);
    const by = wide / shown[2];
    shown = [x - (x - shown[0]) * by, y - (y - shown[1]) * by, wide, shown[3] * by];
    show();
    settle();
  };

  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey && !figure.matches(":focus-within, .is-used")) return;
    event.preventDefault();
    const [x, y] = unitsAt(svg, event);
    zoom(event.deltaY > 0 ? 1.25 : 0.8, shown[0] + x * (shown[2] / svg.viewBox.baseVal.width), shown[1] + y * (shown[3] / svg.viewBox.baseVal.height));
  }, { passive: false });
  svg.addEventListener("pointerdown", (event) => {
    held.set(event.pointerId, event);
    wasMoved = false;
    figure.classList.add("is-used");
  });
  window.addEventListener("pointermove", (event) => {
    const before = held.get(event.pointerId);
    if (!before || !svg.isConnected) return;
    const frame = svg.getBoundingClientRect();
    const unit = shown[2] / frame.width;
    if (held.size === 1) {
      const by = [event.clientX - before.clientX, event.clientY - before.clientY];
      if (!wasMoved && Math.hypot(...by) < 4) return;
      wasMoved = true;
      figure.classList.add("is-moving");
      shown = [shown[0] - by[0] * unit, shown[1] - by[1] * unit, shown[2], shown[3]];
      show();
    } else {
      const other = [...held.values()].find((one) => one.pointerId !== event.pointerId);
      const apart = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
      const x = shown[0] + ((event.clientX + other.clientX) / 2 - frame.left) * unit;
      const y = shown[1] + ((event.clientY + other.clientY) / 2 - frame.top) * unit;
      wasMoved = true;
      zoom(apart(before) / Math.max(1, apart(event)), x, y);
    }
    held.set(event.pointerId, event);
  });
  const let_go = (event) => {
    if (!held.delete(event.pointerId) || held.size) return;
    figure.classList.remove("is-moving");
    if (wasMoved) settle();
  };
  window.addEventListener("pointerup", let_go);
  window.addEventListener("pointercancel", let_go);
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("click", (event) => {
    if (!wasMoved) return;
    event.preventDefault();
    event.stopPropagation();
    wasMoved = false;
  }, true);
  figure.querySelectorAll(".steer a").forEach((link) => {
    link.addEventListener("click", (event) => {
      const box = new URL(link.href).searchParams.get("box");
      if (!box || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      look(figure, box.split(",").map(Number));
    });
  });
}

for (const figure of document.querySelectorAll("figure.map")) wake(figure);

for (const link of document.querySelectorAll("[data-copy]")) {
  link.addEventListener("click", async (event) => {
    if (!navigator.clipboard || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    await navigator.clipboard.writeText(link.href);
    const was = link.textContent;
    link.textContent = link.dataset.copied;
    say(link.dataset.copied);
    setTimeout(() => { link.textContent = was; }, 2500);
  });
}
