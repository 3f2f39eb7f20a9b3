// Asks the browser for a passkey, and sends its answer as an ordinary form. Without this file the page offers another way.
(function () {
  "use strict";
  var form = document.querySelector("form[data-passkey]");
  if (!form) { return; }
  var failed = document.getElementById("passkey-failed");
  var none = document.getElementById("passkey-none");
  if (!window.PublicKeyCredential || !navigator.credentials) {
    form.hidden = true;
    if (none) { none.hidden = false; }
    return;
  }
  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (one) { return one.charCodeAt(0); });
  }
  function text(buffer) {
    var plain = "";
    new Uint8Array(buffer).forEach(function (one) { plain += String.fromCharCode(one); });
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
  function keys(list) {
    return (list || []).map(function (one) { return Object.assign({}, one, { id: bytes(one.id) }); });
  }
  function read(options) {
    options.challenge = bytes(options.challenge);
    if (options.user) { options.user.id = bytes(options.user.id); }
    if (options.excludeCredentials) { options.excludeCredentials = keys(options.excludeCredentials); }
    if (options.allowCredentials) { options.allowCredentials = keys(options.allowCredentials); }
    return options;
  }
  function written(made) {
    var answer = made.response, sent = { clientDataJSON: text(answer.clientDataJSON) };
    if (answer.attestationObject) { sent.attestationObject = text(answer.attestationObject); }
    if (answer.authenticatorData) { sent.authenticatorData = text(answer.authenticatorData); }
    if (answer.signature) { sent.signature = text(answer.signature); }
    if (answer.userHandle) { sent.userHandle = text(answer.userHandle); }
    return { id: made.id, rawId: text(made.rawId), type: made.type, response: sent, clientExtensionResults: {} };
  }
  function ask() {
    failed.hidden = true;
    var options = read(JSON.parse(form.dataset.options));
    var asked = form.dataset.passkey === "make"
      ? navigator.credentials.create({ publicKey: options })
      : navigator.credentials.get({ publicKey: options });
    asked.then(function (made) {
      form.elements.credential.value = JSON.stringify(written(made));
      form.submit();
    }).catch(function () {
      failed.hidden = false;
      failed.focus();
    });
  }
  if (!form.dataset.options) { return; }
  form.addEventListener("submit", function (event) { event.preventDefault(); ask(); });
  ask();
})();
