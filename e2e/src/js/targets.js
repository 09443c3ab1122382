const least = arguments[0] - 0.5;
const found = [];
for (const element of document.querySelectorAll('button, input:not([type=hidden]), select, textarea, summary, [role=button], a.button')) {
  if (!seen(element) || forReadersAlone(element)) continue;
  const boxes = [element, ...(element.labels ?? [])].map((part) => part.getBoundingClientRect());
  const ticked = element.matches('[type=checkbox], [type=radio]');
  const own = ticked ? boxes : boxes.slice(0, 1);
  const high = Math.max(...own.map((box) => box.bottom)) - Math.min(...own.map((box) => box.top));
  const wide = Math.max(...own.map((box) => box.right)) - Math.min(...own.map((box) => box.left));
  if (high < least || wide < least) found.push(`${Math.round(wide)}×${Math.round(high)}: ${named(element)}`);
}
return found;
