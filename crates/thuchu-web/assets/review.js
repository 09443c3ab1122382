// Saves what is being written by itself, keeps it through a crash, counts characters. Without it the button does it all.
"use strict";
(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const key = "review:" + form.dataset.autosave;
  const words = document.getElementById("review-words").dataset;
  const fields = () => new URLSearchParams(new FormData(form)).toString();
  const tell = (text) => { document.getElementById("saved-at").textContent = text; };
  let saved = fields();
  let timer = 0;
  let busy = false;

  const count = (area) => {
    const length = [...area.value].length;
    const out = form.querySelector(`[data-count="${area.id}"]`);
    if (out) out.textContent = area.dataset.guide ? `${length} / ${area.dataset.guide}` : String(length);
    // What is sent around the summary does not change with it.
    const chat = document.querySelector(`[data-sent="${area.id}"]`);
    if (!chat) return;
    const all = Number(chat.dataset.around) + length;
    chat.querySelector("[data-summary]").textContent = area.value;
    for (const limit of chat.querySelectorAll("[data-chat]")) {
      limit.textContent = `${all} / ${limit.dataset.chat}`;
      limit.toggleAttribute("data-over", all > Number(limit.dataset.chat));
    }
  };
  const countAll = () => form.querySelectorAll("textarea").forEach(count);
  countAll();

  // The fields of a form by what they are: the second address of a source, a certain tick.
  const ticks = (field) => field.type === "radio" || field.type === "checkbox";
  const named = (of) => {
    const found = new Map();
    const seen = {};
    for (const field of of.elements) {
      if (!field.name || field.name === "do" || field.name === "revision") continue;
      const nth = ticks(field) ? field.value : (seen[field.name] = (seen[field.name] ?? 0) + 1);
      found.set(`${field.name} ${nth}`, field);
    }
    return found;
  };
  const state = (field) => (ticks(field) ? field.checked : field.value);
  const states = (of) => new Map([...named(of)].map(([name, field]) => [name, state(field)]));

  // Somebody else's words came in with the save: they are put wherever nothing was typed since.
  const takeOver = async (sent) => {
    const answer = await fetch(form.action, { credentials: "same-origin" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("review");
    if (!fresh) throw new Error("no form");
    const [own, theirs] = [named(form), named(fresh)];
    const same = own.size === theirs.size && [...own.keys()].every((name) => theirs.has(name));
    const untouched = [...own].every(([name, field]) => state(field) === sent.get(name));
    if (same) {
      for (const [name, field] of own) {
        if (state(field) !== sent.get(name)) continue;
        if (ticks(field)) field.checked = theirs.get(name).checked;
        else field.value = theirs.get(name).value;
      }
      form.elements.revision.value = fresh.elements.revision.value;
    } else if (untouched) {
      const at = document.activeElement?.id;
      form.replaceChildren(...fresh.childNodes);
      if (at) document.getElementById(at)?.focus();
    } else {
      // Sources came or went while one was typing: the server joins both, or shows both.
      form.requestSubmit(form.querySelector("button[value=save]"));
    }
    countAll();
  };

  const keep = () => {
    try { sessionStorage.setItem(key, fields()); } catch { /* full or forbidden: the server has the last save */ }
  };
  const save = async () => {
    const now = fields();
    if (busy || now === saved) return;
    const sent = states(form);
    busy = true;
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: now, credentials: "same-origin",
        headers: { "content-type": "application/x-www-form-urlencoded", "x-autosave": "1" },
      });
      const told = await answer.json();
      tell(told.said);
      if (answer.status === 409) {
        // Both texts are on the page that a press of the button brings.
        const look = document.createElement("button");
        look.className = "button";
        look.name = "do";
        look.value = "save";
        look.textContent = words.both;
        document.getElementById("saved-at").append(" ", look);
      }
      if (answer.ok) {
        const typed = fields() !== now;
        if (told.merged) await takeOver(sent);
        else form.elements.revision.value = told.revision;
        for (const [id, html] of Object.entries(told.shown)) document.getElementById(id)?.replaceChildren(...parsed(html));
        if (typed) { keep(); again(); } else { saved = fields(); sessionStorage.removeItem(key); }
      }
    } catch {
      tell(words.unsaved);
      again(10000);
    }
    busy = false;
  };
  // Made by the server of the same Markdown as the public page.
  const parsed = (html) => new DOMParser().parseFromString(html, "text/html").body.childNodes;
  const again = (wait = 2000) => { clearTimeout(timer); timer = setTimeout(save, wait); };

  form.addEventListener("input", (event) => {
    if (event.target.matches("textarea")) count(event.target);
    keep();
    again();
  });
  form.addEventListener("submit", () => clearTimeout(timer));
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey)) return;
    if (event.key === "s") { event.preventDefault(); clearTimeout(timer); save(); }
    if (event.key === "Enter") { event.preventDefault(); form.querySelector("button[value=submit]")?.click(); }
  });

  // What a crash or a lost line left behind is offered, never put in by itself. It goes to the server as what it is: words
  // on an older revision, which are joined with what was saved since, or shown beside it.
  const said = (text) => {
    const all = [...new URLSearchParams(text)].filter(([name]) => name !== "revision" && name !== "source_id");
    return JSON.stringify(all.map(([name, value]) => [name, value.trim()]).filter(([, value]) => value));
  };
  const lost = (() => { try { return sessionStorage.getItem(key); } catch { return null; } })();
  if (lost && said(lost) === said(saved)) sessionStorage.removeItem(key);
  else if (lost) {
    const back = document.createElement("button");
    back.type = "button";
    back.className = "button";
    back.textContent = words.kept;
    back.addEventListener("click", () => {
      const copy = document.createElement("form");
      copy.method = "post";
      copy.action = form.action;
      for (const [name, value] of new URLSearchParams(lost)) {
        const field = document.createElement("textarea");
        field.name = name;
        field.value = value;
        copy.append(field);
      }
      copy.hidden = true;
      document.body.append(copy);
      copy.submit();
    });
    tell(words.lost);
    document.getElementById("saved-at").append(" ", back);
  }
})();
