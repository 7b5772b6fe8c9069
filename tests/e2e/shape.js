// What does not fit the window: the page that scrolls sideways, what sticks out of it, and words that are cut. Two things
// may: a strip of filters slides under the finger, and a row of the list previews one line of what its page tells whole.
() => {
  const { clientWidth: width, scrollWidth } = document.documentElement;
  const faults = scrollWidth > width ? [`the page is ${scrollWidth} wide in ${width}`] : [];
  const name = (element) => `${element.tagName.toLowerCase()}.${[...element.classList].join(".")} “${element.textContent.trim().slice(0, 40)}”`;
  const modal = document.querySelector("dialog[open]");
  const mayPass = ".unseen, .skip, svg, .filters, .row .what";
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(mayPass);
  for (const element of (modal ?? document.body).querySelectorAll("*")) {
    if (!shown(element)) continue;
    const { left, right, width: own } = element.getBoundingClientRect();
    if (own > 0 && (left < -1 || right > width + 1)) faults.push(`${name(element)} from ${Math.round(left)} to ${Math.round(right)} in ${width}`);
    const { overflowX } = getComputedStyle(element);
    if (overflowX !== "visible" && !element.matches("input, textarea, select") && element.scrollWidth > element.clientWidth + 1) {
      faults.push(`${name(element)}: ${element.scrollWidth} in ${element.clientWidth}`);
    }
  }
  return faults;
}
