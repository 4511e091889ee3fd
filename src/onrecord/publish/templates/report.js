// The page is complete without this. It opens what a link points into, prints what is
// folded away, and filters the rows of a long table.
(function () {
  "use strict";
  function open() {
    var id = decodeURIComponent(location.hash.slice(1));
    var at = id && document.getElementById(id);
    for (var up = at; up; up = up.parentElement) {
      if (up.tagName === "DETAILS") { up.open = true; }
    }
    if (at) { at.scrollIntoView(); }
  }
  window.addEventListener("hashchange", open);
  if (location.hash) { open(); }
  window.addEventListener("beforeprint", function () {
    var folded = document.querySelectorAll("details:not([open])");
    if (folded.length <= 400) { folded.forEach(function (one) { one.open = true; }); }
  });
  var rows = Array.prototype.slice.call(document.querySelectorAll("table.incidents tbody tr"));
  var box = document.getElementById("filter");
  if (!box || rows.length < 13) { return; }
  box.parentElement.hidden = false;
  var words = rows.map(function (row) { return row.textContent.toLowerCase(); });
  var told = box.parentElement.querySelector("output");
  box.addEventListener("input", function () {
    var wanted = box.value.trim().toLowerCase();
    var shown = 0;
    rows.forEach(function (row, i) {
      row.hidden = words[i].indexOf(wanted) < 0;
      if (!row.hidden) { shown += 1; }
    });
    told.textContent = wanted ? shown + " of " + rows.length : "";
  });
})();
