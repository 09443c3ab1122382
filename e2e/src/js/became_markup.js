// Lists what no page of ours holds: handlers in attributes, addresses that run, foreign frames and scripts.
const found = [];
const short = (element) => element.outerHTML.slice(0, 160);
const allowed = ['http:', 'https:', 'mailto:', 'tel:'];
for (const element of document.querySelectorAll('*')) {
  for (const { name, value } of element.attributes) {
    if (name.startsWith('on') || name === 'style' && /expression|url\s*\(\s*["']?\s*javascript/i.test(value)) {
      found.push(`handler ${name}: ${short(element)}`);
    }
    if (['href', 'src', 'action', 'formaction', 'data', 'poster', 'xlink:href', 'srcset', 'ping'].includes(name)) {
      let address;
      try { address = new URL(value, location.href); } catch { continue; }
      if (!allowed.includes(address.protocol)) found.push(`address ${name}: ${short(element)}`);
    }
    if (/\{\{|\$\{|<%|#\{/.test(name)) found.push(`template ${name}: ${short(element)}`);
  }
}
for (const element of document.querySelectorAll('iframe, object, embed, base, frame, applet, portal, template, math, marquee')) {
  found.push(`element: ${short(element)}`);
}
for (const element of document.querySelectorAll('meta[http-equiv]')) found.push(`meta: ${short(element)}`);
for (const script of document.querySelectorAll('script')) {
  if (/^application\/(ld\+)?json$/.test(script.type)) {
    try { JSON.parse(script.textContent); } catch (error) { found.push(`data is no JSON (${error}): ${short(script)}`); }
  } else if (!script.src || new URL(script.src, location.href).origin !== location.origin) {
    found.push(`script: ${short(script)}`);
  }
}
if (document.documentElement.outerHTML.includes(arguments[0])) found.push('a template was computed');
// What only waits for a pointer or the focus gets it.
for (const element of document.querySelectorAll('body *')) {
  for (const kind of ['mouseover', 'mouseenter', 'focus', 'pointerenter', 'toggle', 'animationstart']) {
    element.dispatchEvent(new Event(kind, { bubbles: true }));
  }
}
return found;
