// A bar of tabs wider than the screen shows where one is. Browsers that know scroll-initial-target do it by themselves.

if (!CSS.supports("scroll-initial-target", "nearest")) {
  for (const current of document.querySelectorAll(".tabs a[aria-current]")) {
    const bar = current.closest(".tabs");
    const [box, tab] = [bar.getBoundingClientRect(), current.getBoundingClientRect()];
    bar.scrollLeft += tab.left - box.left - (box.width - tab.width) / 2;
  }
}
