import { expect, test } from "vitest";
import { choosePersonas, seatNobody, seatPanel } from "../../src/study/seat-panel.ts";
import { persona, personaSet } from "./fixture.ts";

const set = personaSet("s", [
  persona("nurse-1", "nurse"),
  persona("patient-1", "patient"),
  persona("nurse-2", "nurse"),
  persona("nurse-3", "nurse"),
  persona("patient-2", "patient"),
  persona("editor-1", "editor"),
]);

test("two of each group are seated first, the largest groups first, in the set's order", () => {
  expect(choosePersonas(set, 4).map(({ id }) => id)).toEqual([
    "nurse-1",
    "patient-1",
    "nurse-2",
    "patient-2",
  ]);
});

test("a set smaller than the panel is seated whole", () => {
  expect(choosePersonas(set, 10)).toHaveLength(6);
});

test("a larger panel holds every smaller one, so that a study can grow", () => {
  const four = new Set(choosePersonas(set, 4).map(({ id }) => id));
  const five = choosePersonas(set, 5).map(({ id }) => id);
  expect(five.filter((id) => four.has(id))).toHaveLength(4);
});

test("a seat carries its persona's quotes, each once", () => {
  const quoted = personaSet("q", [persona("nurse-1", "nurse", "Nurses need time.")]);
  expect(seatPanel(quoted, 1)[0]?.passages).toEqual([
    { id: "q1", document: "d", page: 1, text: "Nurses need time." },
  ]);
});

test("namesakes on a panel go by name and id, in their own persona too, and nobody else does", () => {
  const named = (id: string, name: string) => ({ ...persona(id, "nurse"), name });
  const namesakes = personaSet("n", [named("a", "Ann"), named("b", "Ann"), named("c", "Cem")]);
  const seats = seatPanel(namesakes, 3);
  expect(seats.map(({ name }) => name)).toEqual(["Ann (a)", "Ann (b)", "Cem"]);
  expect(seats.map((seat) => seat.persona?.name)).toEqual(["Ann (a)", "Ann (b)", "Cem"]);
  // Whose namesake is not seated stays as it is.
  expect(seatPanel(namesakes, 1).map(({ name }) => name)).toEqual(["Ann"]);
});

test("nobody in particular sits in one group, with no persona", () => {
  expect(seatNobody(2)).toEqual([
    { id: "panelist-1", name: "Panelist 1", stakeholder: "panel", persona: null, passages: [] },
    { id: "panelist-2", name: "Panelist 2", stakeholder: "panel", persona: null, passages: [] },
  ]);
});
