import { expect, test } from "vitest";
import { type Design, drawOf, planCells } from "../../src/study/plan-cells.ts";
import { seatNobody } from "../../src/study/seat-panel.ts";
import { item } from "./fixture.ts";

const design: Design = {
  items: [item("a"), item("b")],
  panels: [
    { arm: "none", personaSet: null, seats: seatNobody(2) },
    { arm: "grounded", personaSet: "g1", seats: seatNobody(2) },
    { arm: "grounded", personaSet: "g2", seats: seatNobody(2) },
  ],
  protocols: ["independent", "debate"],
  models: ["m"],
  framings: ["plain", "question"],
  replicates: 3,
  seed: 1,
};

test("every combination is planned once", () => {
  const cells = planCells(design);
  expect(cells).toHaveLength(2 * 3 * 2 * 1 * 2 * 3);
  expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
});

test("no two draws of a study share a label and a request, but the first words that protocols share", () => {
  const draws = planCells(design).flatMap((cell) =>
    cell.panel.seats.map((seat) => {
      const { label, seed } = drawOf(cell, "initial", seat.id);
      return { key: [label, cell.item.id, cell.framing, cell.model].join("|"), seed };
    }),
  );
  expect(new Set(draws.map(({ key }) => key)).size).toBe(draws.length / 2);
  expect(new Set(draws.map(({ seed }) => seed)).size).toBe(draws.length / 2);
});

test("steps after the first are a protocol's own", () => {
  const [independent, debate] = planCells(design);
  expect(independent && debate && drawOf(independent, "final", "x")).not.toEqual(
    debate && drawOf(debate, "final", "x"),
  );
});

test("more items and replicates leave the draws of earlier cells as they were", () => {
  const grown = planCells({ ...design, items: [...design.items, item("c")], replicates: 5 });
  const byId = new Map(grown.map((cell) => [cell.id, cell]));
  for (const cell of planCells(design)) {
    const same = byId.get(cell.id);
    expect(same && drawOf(same, "initial", "panelist-1")).toEqual(drawOf(cell, "initial", "panelist-1"));
  }
});

test("another study seed draws anew", () => {
  const [first] = planCells(design);
  const [second] = planCells({ ...design, seed: 2 });
  expect(first && drawOf(first, "initial", "x")).not.toEqual(second && drawOf(second, "initial", "x"));
});
