/** Unfolds what is folded while the page is printed: paper has nothing to click on. */
export function openForPrint(): void {
  let opened: readonly Element[] = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details.part:not([open]), details.notice:not([open])")];
    for (const each of opened) each.setAttribute("open", "");
  });
  addEventListener("afterprint", () => {
    for (const each of opened) each.removeAttribute("open");
  });
}
