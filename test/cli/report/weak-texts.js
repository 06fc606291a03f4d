// Runs in the page: texts whose contrast with what is behind them is below the 4.5 of WCAG AA.
(() => {
  const luminance = colour => {
    const [red, green, blue] = colour.match(/[\d.]+/g).map(value => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = element => {
    for (let at = element; at !== null; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (!/, 0\)$|transparent/.test(backgroundColor)) return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  const texts = 'h1, h2, h3, summary b, .chip, .dim, .figures li, th, td, .technique, footer';
  return [...document.querySelectorAll(texts)].flatMap(element => {
    const text = luminance(getComputedStyle(element).color);
    const paper = luminance(behind(element));
    const contrast = (Math.max(text, paper) + 0.05) / (Math.min(text, paper) + 0.05);
    return contrast >= 4.5 ? [] : [`${element.className || element.tagName} ${contrast.toFixed(2)}`];
  });
})();
