// Picking a point on the map for a place that no list has. The form works without.
import { say } from "./desk.js";
import { boxOf, degreesAt } from "./explore.js";

const latitude = document.getElementById("new_latitude");
const longitude = document.getElementById("new_longitude");

/** Draw a ring where the point is, if the map shows it. */
function mark() {
  const figure = document.getElementById("map");
  const svg = figure?.querySelector("svg");
  svg?.querySelector(".picked")?.remove();
  if (!svg) return;
  const [west, south, east, north] = boxOf(figure);
  const [x, y] = [parseFloat(longitude.value), parseFloat(latitude.value)];
  if (!(x > west && x < east && y > south && y < north)) return;
  const view = svg.viewBox.baseVal;
  const ring = document.createElementNS("http://www.w3.org/2000/svg", "circle");
  ring.setAttribute("class", "picked");
  ring.setAttribute("cx", ((x - west) / (east - west)) * view.width);
  ring.setAttribute("cy", ((north - y) / (north - south)) * view.height);
  ring.setAttribute("r", 9);
  svg.append(ring);
}

document.addEventListener("click", (event) => {
  const figure = event.target instanceof Element ? event.target.closest("figure[data-picking]") : null;
  if (!figure || !event.target.closest("svg") || event.defaultPrevented) return;
  event.preventDefault();
  const [x, y] = degreesAt(figure, event);
  longitude.value = x.toFixed(4);
  latitude.value = y.toFixed(4);
  mark();
  say(`${latitude.value}, ${longitude.value}`);
});
for (const field of [latitude, longitude]) field.addEventListener("input", mark);
document.addEventListener("map-drawn", mark);
mark();
