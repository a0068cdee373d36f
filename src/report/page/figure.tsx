import type { ComponentChildren } from "preact";
import type { StudyResult } from "../../domain/result.ts";
import type { ArmKinds } from "../arm-order.ts";
import { DataTable } from "./data-table.tsx";
import { PlotHost } from "./plot-host.tsx";

/** What a figure of the result is drawn from. */
export type FigureProps = { readonly result: StudyResult; readonly kinds: ArmKinds };

export type TableData = {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

type Props = {
  readonly title: string;
  /** What the figure shows, for people who do not see it. */
  readonly label: string;
  /** Null where there are numbers and nothing to draw. */
  readonly draw: ((width: number) => Element) | null;
  readonly table: TableData;
  /** Further tables: what stands behind the first. */
  readonly more?: readonly { readonly title: string; readonly table: TableData }[];
  readonly controls?: ComponentChildren;
  readonly legend?: ComponentChildren;
  /** The caption: what is drawn, what stands behind it, what is not there and why. */
  readonly children: ComponentChildren;
};

/** A drawing, its caption, and the same numbers as a table. */
export function Figure({ title, label, draw, table, more = [], controls, legend, children }: Props) {
  return (
    <figure>
      <h3>{title}</h3>
      {controls && <div class="controls">{controls}</div>}
      {draw && legend}
      {draw && <PlotHost label={label} draw={draw} />}
      <figcaption>{children}</figcaption>
      <details>
        <summary>The numbers as a table</summary>
        <DataTable caption={title} table={table} />
      </details>
      {more.map((each) => (
        <details key={each.title}>
          <summary>{each.title}</summary>
          <DataTable caption={each.title} table={each.table} />
        </details>
      ))}
    </figure>
  );
}
