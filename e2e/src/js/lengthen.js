const share = arguments[0] / 100;
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const all = [];
for (let text = texts.nextNode(); text; text = texts.nextNode()) all.push(text);
for (const text of all) {
  const said = text.data.trim();
  if (!said || text.parentElement.closest('script, style, textarea')) continue;
  // Words of its own, again: the new text breaks where the old one does.
  const words = said.split(/\s+/);
  let more = '';
  for (let at = 0; more.length < said.length * share; at += 1) more += (words.length > 1 ? ' ' : '') + words[at % words.length].slice(0, Math.ceil(said.length * share));
  text.data = text.data.trimEnd() + more + text.data.slice(text.data.trimEnd().length);
}
