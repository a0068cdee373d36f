import type { TableData } from "./figure.tsx";

const NUMERIC = /^[−-]?[\d.,]+%?$/;
/** Longer cells may break over lines; shorter ones, numbers with their intervals among them, do not. */
const SHORT = 26;

function cellClass(text: string): string {
  if (NUMERIC.test(text)) return "number";
  return text.length <= SHORT ? "short" : "long";
}

/** A table that scrolls within itself where it is too wide, by keyboard too. */
export function DataTable({ caption, table }: { readonly caption: string; readonly table: TableData }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="scroll" tabIndex={0} aria-label={`${caption}, table`}>
      <table>
        <thead>
          <tr>
            {table.head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.join("\u0000")}>
              {row.map((text, column) =>
                column === 0 ? (
                  <th key={table.head[column]} scope="row">
                    <bdi>{text}</bdi>
                  </th>
                ) : (
                  <td key={table.head[column]} class={cellClass(text)}>
                    <bdi>{text}</bdi>
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
