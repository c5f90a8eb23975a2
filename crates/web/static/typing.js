// The answers follow what is typed; without this file the button does the same.
(() => {
  "use strict";
  const PAUSE = 80;
  const form = document.querySelector("form[data-part]");
  const region = document.getElementById("answers");
  if (!form || !region) return;
  const asked = () => new URLSearchParams(new FormData(form)).toString();
  let shown = asked();
  let timer;
  let underWay;
  const refresh = async () => {
    const body = asked();
    if (body === shown) return;
    underWay?.abort();
    underWay = new AbortController();
    try {
      const headers = { "Content-Type": "application/x-www-form-urlencoded" };
      const answer = await fetch(form.dataset.part, { method: "POST", body, headers, signal: underWay.signal });
      if (answer.status !== 200) return;
      const html = await answer.text();
      if (body !== asked()) return;
      shown = body;
      region.innerHTML = html;
      const verdict = document.getElementById("verdict");
      document.getElementById("answers-said").textContent = verdict ? verdict.textContent : "";
      const address = answer.headers.get("Content-Location");
      if (address) history.replaceState(null, "", address);
    } catch {
      // What was shown stays; the button still sends the form.
    }
  };
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, PAUSE);
  };
  form.addEventListener("input", wait);
  form.addEventListener("change", wait);
})();
