// Readers' pages: search as one types, size of text, contrast, reading aloud. Each page is whole without it. What is typed
// goes to this site alone, in the body of a request, and is kept nowhere; what is chosen here stays in this tab alone.
(() => {
  const root = document.documentElement;

  // Search as one types: a combobox with a list of links (WAI-ARIA Authoring Practices 1.2).
  document.querySelectorAll("input[data-suggest]").forEach((input, place) => {
    const box = document.createElement("ul");
    const told = document.createElement("p");
    const id = "found-" + place;
    let timer, asked, at = -1;
    Object.assign(box, { id, className: "found", hidden: true });
    box.setAttribute("role", "listbox");
    box.setAttribute("aria-label", input.getAttribute("aria-label") || input.labels[0].textContent);
    told.className = "hide";
    told.setAttribute("role", "status");
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"],
      ["aria-controls", id], ["autocomplete", "off"]]) input.setAttribute(name, value);
    input.parentNode.append(box, told);
    const options = () => [...box.children];
    const close = () => {
      box.hidden = true;
      at = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const choose = (next) => {
      const all = options();
      at = (next + all.length) % all.length;
      all.forEach((option, n) => option.setAttribute("aria-selected", String(n === at)));
      input.setAttribute("aria-activedescendant", all[at].id);
      all[at].scrollIntoView({ block: "nearest" });
    };
    const show = ({ said, found }) => {
      box.replaceChildren(...found.map((one, n) => {
        const option = document.createElement("li");
        const rating = document.createElement("b");
        Object.assign(option, { id: id + "-" + n });
        option.dataset.to = one.address;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        rating.textContent = one.rating;
        option.append(rating, " ", one.claim);
        return option;
      }));
      close();
      told.textContent = said;
      box.hidden = !found.length;
      input.setAttribute("aria-expanded", String(!!found.length));
    };
    const ask = async () => {
      const words = input.value.trim();
      if (words.length < 2) return close();
      asked = new AbortController();
      try {
        const answer = await fetch(input.dataset.suggest,
          { method: "POST", body: new URLSearchParams({ text: words }), signal: asked.signal, credentials: "same-origin" });
        if (answer.ok) show(await answer.json()); else close();
      } catch { /* Another word was typed, or the line is down: the form still works. */ }
    };
    input.addEventListener("input", () => {
      clearTimeout(timer);
      if (asked) asked.abort();
      timer = setTimeout(ask, 250);
    });
    input.addEventListener("keydown", (event) => {
      const open = !box.hidden;
      if (event.key === "ArrowDown" && open) choose(at + 1);
      else if (event.key === "ArrowUp" && open) choose(at < 0 ? -1 : at - 1);
      else if (event.key === "Escape" && open) close();
      else if (event.key === "Enter" && open && at >= 0) location.assign(options()[at].dataset.to);
      else return;
      event.preventDefault();
    });
    input.addEventListener("blur", () => setTimeout(close, 150));
    box.addEventListener("mousedown", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) location.assign(option.dataset.to);
    });
  });

  // How the page is read. Kept in this tab, and only while it is not as at first.
  const bar = document.querySelector(".reading");
  if (!bar) return;
  const kept = (name) => { try { return sessionStorage.getItem(name); } catch { return null; } };
  const keep = (name, value) => {
    try { if (value) sessionStorage.setItem(name, value); else sessionStorage.removeItem(name); } catch { /* Not kept then. */ }
  };
  const sizes = bar.querySelectorAll("[data-size]");
  const contrast = bar.querySelector("[data-contrast]");
  const apply = () => {
    const size = kept("size") || "100";
    root.dataset.size = size;
    sizes.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.size === size)));
    root.dataset.contrast = kept("contrast") || "";
    contrast.setAttribute("aria-pressed", String(!!kept("contrast")));
  };
  bar.hidden = false;
  apply();
  bar.addEventListener("click", ({ target }) => {
    if (target.dataset.size) keep("size", target.dataset.size === "100" ? "" : target.dataset.size);
    else if (target === contrast) keep("contrast", kept("contrast") ? "" : "more");
    else return;
    apply();
  });

  // Reading aloud, where the browser has a voice for the language of the page.
  const aloud = bar.querySelector("[data-aloud]");
  const speech = window.speechSynthesis;
  if (!speech || !window.SpeechSynthesisUtterance) return;
  const begin = aloud.textContent;
  const voice = () => speech.getVoices().find((one) => one.lang.toLowerCase().startsWith(root.lang));
  const look = () => { aloud.hidden = !voice(); };
  const still = () => { aloud.textContent = begin; };
  look();
  speech.addEventListener("voiceschanged", look);
  aloud.addEventListener("click", () => {
    if (speech.speaking) { speech.cancel(); return still(); }
    const parts = [...document.querySelectorAll("main :is(h1,h2,h3,p,li,dt,dd)")]
      .filter((part) => part.checkVisibility() && !part.querySelector("p,li") && part.innerText.trim());
    parts.forEach((part, n) => {
      const words = new SpeechSynthesisUtterance(part.innerText);
      Object.assign(words, { voice: voice(), lang: voice().lang });
      if (n === parts.length - 1) words.onend = still;
      speech.speak(words);
    });
    if (parts.length) aloud.textContent = aloud.dataset.stop;
  });
  addEventListener("pagehide", () => speech.cancel());
})();
