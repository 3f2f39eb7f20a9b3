// A page of somebody signed in, left open: it warns before the session ends by itself, then shows nothing of itself any more.
(function () {
  "use strict";
  var soon = document.getElementById("session-soon"), over = document.getElementById("session-over");
  var lasts = Number(soon.dataset.lasts) * 1000, before = Number(soon.dataset.before) * 1000;
  var asked = Date.now(), ended = false;
  var others = "BroadcastChannel" in window ? new BroadcastChannel("parvis-session") : null;
  function tell() { if (others) { others.postMessage("asked"); } }
  function heard() { asked = Date.now(); soon.hidden = true; }
  function end() {
    if (ended) { return; }
    ended = true;
    document.title = over.dataset.title;
    document.body.replaceChildren(over.content.cloneNode(true));
  }
  function look() {
    var since = Date.now() - asked;
    if (since >= lasts) { end(); } else if (since >= lasts - before) { soon.hidden = false; }
  }
  // Another page of this site was asked for, here or in another tab: the session goes on.
  if (others) { others.onmessage = heard; }
  tell();
  soon.querySelector("button").addEventListener("click", function () {
    fetch(soon.dataset.stay, { method: "HEAD", redirect: "manual" }).then(function (answer) {
      if (answer.status === 200) { heard(); tell(); } else { end(); }
    }, look);
  });
  window.setInterval(look, 5000);
  document.addEventListener("visibilitychange", look);
  window.addEventListener("pageshow", look);
})();
