import type { ComponentChildren } from "preact";

type Props = {
  readonly id: string;
  readonly title: string;
  readonly isOpen?: boolean;
  readonly children: ComponentChildren;
};

/** A part of the page under its heading, folded unless it is what most readers came for. */
export function Part({ id, title, isOpen = false, children }: Props) {
  return (
    <section id={id} aria-labelledby={`${id}-title`}>
      <details class="part" open={isOpen}>
        <summary>
          <h2 id={`${id}-title`}>{title}</h2>
        </summary>
        {children}
      </details>
    </section>
  );
}

/** Unfolds the part that an address names, and gives its element. */
export function unfold(id: string): HTMLElement | null {
  const part = document.getElementById(id);
  part?.querySelector("details.part")?.setAttribute("open", "");
  return part;
}
