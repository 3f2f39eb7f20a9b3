// Improvements only: every page works without this file.
(function () {
  "use strict";
  document.addEventListener("click", function (event) {
    var leave = event.target.closest("[data-quick-exit]");
    if (leave) {
      event.preventDefault();
      window.location.replace(leave.href);
      return;
    }
    var copy = event.target.closest("[data-copy]");
    if (copy && navigator.clipboard) {
      navigator.clipboard.writeText(copy.dataset.copy).then(function () { copy.textContent = copy.dataset.copied; });
      return;
    }
    if (event.target.closest("[data-print]")) { window.print(); }
  });
  document.addEventListener("input", function (event) {
    var area = event.target;
    if (!area.dataset || !area.dataset.count) { return; }
    var left = Number(area.dataset.count) - area.value.length;
    var place = document.getElementById(area.id + "-count");
    place.textContent = (left < 0 ? place.dataset.over : place.dataset.left).replace("{n}", Math.abs(left).toLocaleString(document.documentElement.lang));
  });
  document.querySelectorAll("[data-needs-script]").forEach(function (one) { one.hidden = false; });
})();
