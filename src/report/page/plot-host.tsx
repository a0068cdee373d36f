import { useEffect, useRef } from "preact/hooks";

type Props = { readonly label: string; readonly draw: (width: number) => Element };

/** Draws a plot at the width that there is, and again when that changes. */
export function PlotHost({ label, draw }: Props) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    let drawn = 0;
    const redraw = (): void => {
      const width = Math.floor(element.clientWidth);
      if (width === 0 || width === drawn) return;
      drawn = width;
      const plot = draw(width);
      plot.setAttribute("aria-hidden", "true");
      element.replaceChildren(plot);
    };
    redraw();
    const observer = new ResizeObserver(redraw);
    observer.observe(element);
    // What was folded has a width only now, and a printer does not wait for the observer.
    addEventListener("beforeprint", redraw);
    return () => {
      observer.disconnect();
      removeEventListener("beforeprint", redraw);
    };
  }, [draw]);
  return <div class="plot" ref={host} role="img" aria-label={label} />;
}
