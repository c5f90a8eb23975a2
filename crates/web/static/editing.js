// Forms that complete what is typed and keep drafts; without this file buttons do both.
(() => {
  "use strict";
  const PAUSE = 200;
  const REST = 4000;
  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  document.documentElement.classList.add("scripted");
  document.querySelector("[data-focus]")?.focus();

  const complete = async (input) => {
    const list = document.getElementById(input.getAttribute("list"));
    const part = input.value.trim();
    if (!list || part === "" || part.endsWith("]")) return;
    try {
      const answer = await fetch(`${input.dataset.suggested}&q=${encodeURIComponent(part)}`);
      if (answer.status !== 200 || input.value.trim() !== part) return;
      const found = (await answer.text()).split("\n").filter((line) => line !== "");
      list.replaceChildren(...found.map((line) => {
        const [value, label] = line.split("\t");
        const option = document.createElement("option");
        option.value = value;
        option.label = label;
        return option;
      }));
    } catch {
      // The button beside the input does the same.
    }
  };
  const timers = new WeakMap();
  form.addEventListener("input", (event) => {
    const input = event.target;
    if (!input.dataset?.suggested) return;
    clearTimeout(timers.get(input));
    timers.set(input, setTimeout(() => complete(input), PAUSE));
  });

  const typed = () => new URLSearchParams(new FormData(form)).toString();
  const said = document.getElementById("draft-said");
  let kept = typed();
  let timer;
  const keep = async () => {
    const body = typed();
    if (body === kept) return;
    try {
      const headers = { "Content-Type": "application/x-www-form-urlencoded" };
      const answer = await fetch(form.dataset.draft, { method: "POST", body, headers });
      if (answer.status !== 204) return;
      kept = body;
      said.textContent = form.dataset.kept;
    } catch {
      // What is typed still stands in the form.
    }
  };
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, REST);
  };
  form.addEventListener("input", wait);
  form.addEventListener("change", wait);
  form.addEventListener("submit", () => clearTimeout(timer));
})();
