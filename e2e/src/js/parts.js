// Shared by the measures: what is seen, and how an element is named in a report.
const width = document.documentElement.clientWidth;
const named = (element) => {
  const at = element.getBoundingClientRect();
  const name = element.tagName.toLowerCase() + (element.id ? `#${element.id}` : '')
    + [...element.classList].map((part) => `.${part}`).join('');
  const text = (element.innerText || element.value || '').trim().replace(/\s+/g, ' ').slice(0, 60);
  return `${name} "${text}" ${Math.round(at.width)}×${Math.round(at.height)} at ${Math.round(at.left)},${Math.round(at.top)}`;
};
const seen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
// Kept for screen readers alone, or until it gets the focus: cut to a dot on purpose, or moved out of the page.
const forReadersAlone = (element) => {
  for (let at = element; at && at !== document.body; at = at.parentElement) {
    const style = getComputedStyle(at);
    const box = at.getBoundingClientRect();
    if (style.clipPath.startsWith('inset(50%') || /^rect\((0px|1px)/.test(style.clip)) return true;
    if (style.position === 'absolute' && box.width <= 1 && box.height <= 1) return true;
    if (at.matches('a[href^="#"]') && (box.bottom <= 0 || box.right <= 0)) return true;
  }
  return false;
};
