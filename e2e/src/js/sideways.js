const page = document.scrollingElement;
if (page.scrollWidth <= width) return [];
const scrolls = (element) => {
  for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
    if (getComputedStyle(at).overflowX !== 'visible') return true;
  }
  return false;
};
const out = [...document.body.querySelectorAll('*')]
  .filter((element) => seen(element) && element.getBoundingClientRect().right > width + 0.5 && !scrolls(element))
  .map(named);
return [`the page is ${page.scrollWidth} px wide, ${width} are shown`, ...out.slice(0, 10)];
