// The desk's keyboard, and what happens to an open page while others work. Everything here is also a link or a form.
(() => {
  "use strict";
  const OFF = "thuchu.keys.off";
  const one = (what) => document.querySelector(what);
  const panes = () => one("main.panes");
  const rows = () => [...document.querySelectorAll("#rows a")];

  // Keys. Those of one letter do nothing inside a field, and can be switched off (WCAG 2.1.4).
  const off = () => localStorage.getItem(OFF) === "1";
  const types = (at) => at.closest("input:not([type=checkbox]),textarea,select,[contenteditable]") !== null;

  const move = (by) => {
    const all = rows();
    const from = all.findIndex((a) => a === document.activeElement || a.closest("li").contains(document.activeElement));
    const open = all.findIndex((a) => a.closest("li").hasAttribute("aria-current"));
    const at = from >= 0 ? from + by : open >= 0 ? open + by : 0;
    const next = all[Math.max(0, Math.min(all.length - 1, at))];
    if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
  };
  const here = () => document.activeElement.closest?.("#rows li") ?? one("#rows li[aria-current]");
  const press = (key) => {
    const at = one(`[data-key="${CSS.escape(key)}"]`);
    if (!at) return false;
    at.scrollIntoView({ block: "nearest" });
    if (at.matches("summary")) {
      const fold = at.parentElement;
      fold.open = !fold.open;
      const field = fold.querySelector("input:not([type=hidden]),select,textarea,button");
      (fold.open && field ? field : at).focus();
    } else if (at.matches("input")) at.focus();
    else if (at.hash && at.pathname === location.pathname) one(`${at.hash} input:not([type=hidden])`)?.focus();
    else at.click();
    return true;
  };
  const back = () => {
    const fold = document.activeElement.closest?.("details[open]:not(.pane-fold)");
    if (fold) { fold.open = false; fold.querySelector("summary").focus(); return; }
    const row = one("#rows li[aria-current] a") ?? rows()[0];
    if (row?.offsetParent) row.focus();
    else press("Escape");
  };
  const acts = {
    j: () => move(1), k: () => move(-1), o: () => here()?.querySelector("a").click(),
    x: () => here()?.querySelector("input")?.click(),
  };
  document.addEventListener("keydown", (event) => {
    if (!panes() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const key = event.key;
    if (key === "Escape") { back(); event.preventDefault(); return; }
    if (key.length !== 1 || off() || types(event.target)) return;
    if (acts[key]) acts[key]();
    else if (!"eamgsrz/?".includes(key) || !press(key)) return;
    event.preventDefault();
  });
  const label = () => {
    const at = one("#keys-switch");
    if (!at) return;
    at.hidden = false;
    at.textContent = off() ? at.dataset.on : at.dataset.off;
    at.setAttribute("aria-pressed", String(off()));
  };
  document.addEventListener("click", (event) => {
    if (event.target.id !== "keys-switch") return;
    if (off()) localStorage.removeItem(OFF); else localStorage.setItem(OFF, "1");
    label();
  });

  // Others' acts: the page is fetched again and morphed, never while somebody types or has a form open.
  const busy = () => types(document.activeElement) || one("#main details[open]:not(.pane-fold,.inner,#keys)") !== null
    || one("#split input:checked") !== null;
  let wanted = 0;
  const refresh = () => {
    clearTimeout(wanted);
    wanted = setTimeout(async () => {
      if (busy() || document.hidden) { refresh.again = true; return; }
      const picked = new Set([...document.querySelectorAll("#rows input:checked")].map((at) => at.value.split(".")[0]));
      await htmx.ajax("GET", location.pathname + location.search, { target: "#main", select: "#main", swap: "outerMorph" });
      for (const at of document.querySelectorAll("#rows input")) at.checked = picked.has(at.value.split(".")[0]);
    }, 300 + Math.random() * 700);
  };
  const later = () => { if (refresh.again && !busy()) { refresh.again = false; refresh(); } };
  document.addEventListener("focusout", () => setTimeout(later));
  document.addEventListener("toggle", later, true);
  document.addEventListener("visibilitychange", later);
  const listen = () => {
    const at = panes()?.dataset.events;
    if (!at) return;
    const news = new EventSource(at);
    news.addEventListener("batch", refresh);
    news.addEventListener("all", refresh);
    news.addEventListener("changed", (event) => { if (event.data.startsWith("cluster ")) refresh(); });
    window.addEventListener("pagehide", () => news.close());
    window.addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
  };

  document.addEventListener("htmx:after:swap", label);
  label();
  listen();
})();
