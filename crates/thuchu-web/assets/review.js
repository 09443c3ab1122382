// Saves what is being written by itself, keeps it through a crash, counts characters. Without it the button does it all.
"use strict";
(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form || form.inert) return;
  const key = "review:" + form.dataset.autosave;
  const said = document.getElementById("saved-at");
  const fields = () => new URLSearchParams(new FormData(form)).toString();
  let saved = fields();
  let timer = 0;
  let busy = false;

  const count = (area) => {
    const out = form.querySelector(`[data-count="${area.id}"]`);
    if (!out) return;
    const length = [...area.value].length;
    out.textContent = area.dataset.guide ? `${length} / ${area.dataset.guide}` : String(length);
    if (area.id !== "summary") return;
    for (const chat of document.querySelectorAll("[data-chat]")) {
      chat.textContent = `${length} / ${chat.dataset.chat}`;
      chat.toggleAttribute("data-over", length > Number(chat.dataset.chat));
    }
  };
  form.querySelectorAll("textarea").forEach(count);

  const keep = () => {
    try { sessionStorage.setItem(key, fields()); } catch { /* full or forbidden: the server has the last save */ }
  };
  const save = async () => {
    const now = fields();
    if (busy || now === saved) return;
    busy = true;
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: now, credentials: "same-origin",
        headers: { "content-type": "application/x-www-form-urlencoded", "x-autosave": "1" },
      });
      const told = await answer.json();
      said.textContent = told.said;
      if (answer.ok) {
        form.elements.revision.value = told.revision;
        saved = now.replace(/(^|&)revision=\d+/, `$1revision=${told.revision}`);
        sessionStorage.removeItem(key);
        // Somebody else's words came in: only a fresh page shows them.
        if (told.merged && fields() === saved) location.reload();
      }
    } catch {
      said.textContent = said.dataset.unsaved;
    }
    busy = false;
  };
  form.addEventListener("input", (event) => {
    if (event.target.matches("textarea")) count(event.target);
    keep();
    clearTimeout(timer);
    timer = setTimeout(save, 2000);
  });
  form.addEventListener("submit", () => { clearTimeout(timer); sessionStorage.removeItem(key); });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey)) return;
    if (event.key === "s") { event.preventDefault(); clearTimeout(timer); save(); }
    if (event.key === "Enter") { event.preventDefault(); form.querySelector("button[value=submit]")?.click(); }
  });

  // What a crash or a lost line left behind is offered, never put in by itself.
  const lost = (() => { try { return sessionStorage.getItem(key); } catch { return null; } })();
  if (lost && lost !== saved) {
    const back = document.createElement("button");
    back.type = "button";
    back.className = "button";
    back.textContent = said.dataset.kept;
    back.addEventListener("click", () => {
      const values = new Map();
      for (const [name, value] of new URLSearchParams(lost)) values.set(name, [...(values.get(name) ?? []), value]);
      for (const field of form.elements) {
        if (!field.name || field.name === "revision" || field.name === "do") continue;
        if (field.type === "radio" || field.type === "checkbox") field.checked = (values.get(field.name) ?? []).includes(field.value);
        else field.value = (values.get(field.name) ?? []).shift() ?? "";
      }
      back.remove();
      form.dispatchEvent(new Event("input", { bubbles: true }));
    });
    said.textContent = said.dataset.lost + " ";
    said.after(back);
  }
})();
