const found = new Set();
const hides = (value) => value === 'hidden' || value === 'clip';
const scrolls = (value) => value === 'auto' || value === 'scroll';
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let text = texts.nextNode(); text; text = texts.nextNode()) {
  const element = text.parentElement;
  if (!text.data.trim() || element.closest('script, style, svg, noscript, option, textarea, title')) continue;
  if (!seen(element) || forReadersAlone(element)) continue;
  const range = document.createRange();
  range.selectNodeContents(text);
  const lines = [...range.getClientRects()].filter((line) => line.width > 0);
  if (lines.length === 0) continue;
  const left = Math.min(...lines.map((line) => line.left));
  const right = Math.max(...lines.map((line) => line.right));
  const top = Math.min(...lines.map((line) => line.top)) + window.scrollY;
  const middles = lines.map((line) => (line.top + line.bottom) / 2);
  // From the text outwards: the first box that hides cuts it, the first that scrolls lets it be reached.
  let reachable = false;
  for (let at = element; at && !reachable; at = at.parentElement) {
    const style = getComputedStyle(at);
    const box = at.getBoundingClientRect();
    if (style.display === 'inline' || style.display === 'contents') continue;
    reachable = scrolls(style.overflowX) || scrolls(style.overflowY);
    const wide = right > box.right + 1.5 || left < box.left - 1.5;
    const high = middles.some((middle) => middle > box.bottom + 1 || middle < box.top - 1);
    if (wide && hides(style.overflowX) || high && hides(style.overflowY)) found.add(`cut off by ${named(at)}: ${named(element)}`);
    if (style.textOverflow === 'ellipsis' && wide) found.add(`shortened: ${named(element)}`);
    if (style.position === 'fixed') break;
    if (high && !reachable && at === element) found.add(`runs out of its box: ${named(element)}`);
  }
  if (!reachable && (right > width + 1 || left < -1 || top < -1)) found.add(`outside of the page: ${named(element)}`);
}
// What is typed and chosen has a box of its own.
for (const field of document.querySelectorAll('input, select, button, textarea')) {
  if (!seen(field) || forReadersAlone(field)) continue;
  const typed = field.tagName === 'TEXTAREA' || field.tagName === 'INPUT';
  if (!typed && field.scrollWidth > field.clientWidth + 1) found.add(`too narrow for its text: ${named(field)}`);
  if (field.scrollHeight > field.clientHeight + 2 && field.tagName !== 'TEXTAREA') found.add(`too low for its text: ${named(field)}`);
}
return [...found].slice(0, 20);
