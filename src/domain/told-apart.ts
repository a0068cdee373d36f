/**
 * Names by which those of one panel are told apart: whoever shares a name with another goes by name and id.
 *
 * @example toldApart([{ id: "a", name: "Ann" }, { id: "b", name: "Ann" }])[1]?.name // "Ann (b)"
 */
export function toldApart<Named extends { readonly id: string; readonly name: string }>(
  panel: readonly Named[],
): readonly Named[] {
  const namesakes = Map.groupBy(panel, ({ name }) => name.trim());
  return panel.map((each) =>
    namesakes.get(each.name.trim())?.length === 1 ? each : { ...each, name: `${each.name} (${each.id})` },
  );
}
