import { expect, test } from "vitest";
import { cellsOf, type Design, drawOf, planCells } from "../../src/study/plan-cells.ts";
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

test("cells can be asked for one by one, as often as wanted, and are counted without being made", () => {
  const cells = cellsOf(design);
  expect([...cells]).toEqual(planCells(design));
  expect([...cells]).toHaveLength(cells.length);
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

test("a group that the gate lets in has the debate that it would have had without one", () => {
  const [gated] = planCells({ ...design, protocols: ["gated"] });
  const [debate] = planCells({ ...design, protocols: ["debate"] });
  for (const step of ["order", "round-1", "final", "final-1", "synthesis"])
    expect(gated && drawOf(gated, step, "x")).toEqual(debate && drawOf(debate, step, "x"));
});

test("further answers to the first question are shared between protocols, those to the last are not", () => {
  const [one] = planCells({ ...design, protocols: ["self-consistency"] });
  const [other] = planCells({ ...design, protocols: ["read-only"] });
  expect(one && drawOf(one, "sample-1", "x")).toEqual(other && drawOf(other, "sample-1", "x"));
  expect(one && drawOf(one, "final-1", "x")).not.toEqual(other && drawOf(other, "final-1", "x"));
  const steps = ["initial", "sample-1", "sample-2", "final", "final-1"];
  expect(new Set(steps.map((step) => other && drawOf(other, step, "x").seed)).size).toBe(steps.length);
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
