// The annotator's page: shows one sheet after another and sends every answer at once. It keeps nothing itself.
import type { Form, FormDimension } from "../form.ts";

function element<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${id}`);
  return found;
}

const sections = ["welcome", "sheet", "end"] as const;
const status = element("status", HTMLElement);
const alarm = element("alarm", HTMLElement);
const questions = element("dimensions", HTMLElement);

/** Answers are sent one after the other; whoever goes on waits for the last. */
const sending: { last: Promise<unknown>; form: Form | null } = { last: Promise.resolve(), form: null };

function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  children: readonly (Node | string)[] = [],
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function show(section: (typeof sections)[number]): void {
  for (const name of sections) element(name, HTMLElement).hidden = name !== section;
}

async function ask(path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(
    path,
    body === undefined
      ? {}
      : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) },
  );
  const told: unknown = await response.json();
  if (response.ok) return told;
  const message = typeof told === "object" && told !== null && "error" in told ? String(told.error) : "";
  throw new Error(message || `the server answered ${response.status}`);
}

function explain(error: unknown): string {
  // A fetch that reaches nobody throws a TypeError.
  return error instanceof TypeError
    ? "The server does not answer. Start it again with the same command: what was saved is kept."
    : error instanceof Error
      ? error.message
      : String(error);
}

function tellProgress({ done, total }: { readonly done: number; readonly total: number }): void {
  element("count", HTMLElement).textContent = `${done} of ${total} done`;
  Object.assign(element("progress", HTMLProgressElement), { max: Math.max(1, total), value: done });
}

function mark(group: HTMLElement, state: "" | "saving" | "saved" | "lost"): void {
  group.classList.toggle("lost", state === "lost");
  const words = { "": "", saving: "saving …", saved: "✓ saved", lost: "not saved" };
  const place = group.querySelector(".state");
  if (place) place.textContent = words[state];
}

/** Puts back what is known to be saved. */
function restore(group: HTMLFieldSetElement): void {
  const { saved } = group.dataset;
  for (const input of group.querySelectorAll("input")) {
    if (input.type === "radio") input.checked = input.value === saved;
    else input.value = saved === undefined || saved === "none" ? "" : saved;
  }
}

function send(group: HTMLFieldSetElement, sheet: string, chosen: string): void {
  const { name: dimension } = group;
  mark(group, "saving");
  sending.last = sending.last.then(async () => {
    try {
      const value = chosen === "none" ? null : Number(chosen);
      const annotator = sending.form?.annotator;
      const told = await ask("./api/answers", { annotator, sheet, dimension, value });
      group.dataset.saved = chosen;
      mark(group, "saved");
      alarm.textContent = "";
      if (typeof told === "object" && told !== null && "done" in told && "total" in told)
        tellProgress({ done: Number(told.done), total: Number(told.total) });
    } catch (error) {
      restore(group);
      mark(group, "lost");
      alarm.textContent = `${dimension}: not saved. ${explain(error)} Then answer again.`;
    }
  });
}

function groups(): readonly HTMLFieldSetElement[] {
  return [...questions.querySelectorAll("fieldset")];
}

function focusGroup(group: HTMLFieldSetElement | undefined): void {
  const input = group?.querySelector<HTMLInputElement>("input:checked") ?? group?.querySelector("input");
  (input ?? element("next", HTMLElement)).focus();
}

function radio(group: string, value: string, text: string, label: string): HTMLElement {
  const input = make("input", { type: "radio", name: `choice-${group}`, value });
  input.setAttribute("aria-label", label);
  return make("label", { className: "option" }, [input, make("span", { textContent: text })]);
}

function choices(dimension: FormDimension): readonly HTMLElement[] {
  const none = radio(dimension.id, "none", "no opinion", "no opinion");
  if (dimension.values !== null)
    return [
      ...dimension.values.map((value) => {
        const anchor = dimension.anchors[String(value)];
        return radio(
          dimension.id,
          String(value),
          String(value),
          anchor === undefined ? String(value) : `${value}: ${anchor}`,
        );
      }),
      none,
    ];
  const { min, max } = dimension;
  const input = make("input", { type: "number", min: String(min), max: String(max), step: "any" });
  const text = `a number from ${min} to ${max}`;
  return [make("label", { className: "number" }, [input, text]), none];
}

function question(dimension: FormDimension, sheet: string, saved: number | null | undefined): HTMLElement {
  const legend = make("legend", {}, [dimension.id, make("span", { className: "state" })]);
  const anchors = Object.entries(dimension.anchors).sort(([a], [b]) => Number(a) - Number(b));
  const group = make("fieldset", { name: dimension.id }, [
    legend,
    make("div", { className: "options" }, choices(dimension)),
    ...(anchors.length === 0
      ? []
      : [
          make("p", {
            className: "anchors",
            textContent: anchors.map(([value, text]) => `${value}: ${text}`).join(" · "),
          }),
        ]),
  ]);
  if (saved !== undefined) {
    group.dataset.saved = saved === null ? "none" : String(saved);
    restore(group);
    mark(group, "saved");
  }
  group.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.value === "") return;
    if (!target.checkValidity()) {
      alarm.textContent = `${dimension.id}: ${target.validationMessage}`;
      return;
    }
    if (target.type === "number")
      for (const other of group.querySelectorAll<HTMLInputElement>("input[type=radio]"))
        other.checked = false;
    else
      for (const number of group.querySelectorAll<HTMLInputElement>("input[type=number]")) number.value = "";
    send(group, sheet, target.value);
  });
  return group;
}

function fillSheet(form: Form): void {
  const { sheet, dimensions } = form;
  if (sheet === null) return;
  const noun = sheet.kind === "dialogue" ? "Dialogue" : "Summary";
  element("output-title", HTMLElement).textContent = `Output: the ${noun.toLowerCase()} to rate`;
  for (const [id, text] of [
    ["source", sheet.source],
    ["output", sheet.output],
  ] as const) {
    const place = element(id, HTMLElement);
    place.textContent = text === "" ? "(none)" : text;
    place.scrollTop = 0;
  }
  element("definitions", HTMLElement).replaceChildren(
    ...dimensions.map(({ id, definition }) =>
      make("div", {}, [make("dt", { textContent: id }), " ", make("dd", { textContent: definition })]),
    ),
  );
  element("question", HTMLElement).textContent = sheet.question;
  questions.replaceChildren(
    ...dimensions.map((dimension) =>
      question(
        dimension,
        sheet.id,
        Object.hasOwn(sheet.answers, dimension.id) ? sheet.answers[dimension.id] : undefined,
      ),
    ),
  );
  element("back", HTMLButtonElement).disabled = form.at === 0 || form.at < form.done;
}

/** Fetches a sheet and shows it. Focus goes to its question, so that whoever listens hears that it is another. */
async function open(annotator: string, which: "next" | "before"): Promise<void> {
  try {
    const path = `./api/forms/${encodeURIComponent(annotator)}/${which}`;
    const form = (await ask(path)) as Form; // our own server's answer, typed where it is made
    sending.form = form;
    history.replaceState(null, "", `?${new URLSearchParams({ annotator })}`);
    element("bar", HTMLElement).hidden = false;
    element("who", HTMLElement).textContent = form.annotator;
    tellProgress(form);
    alarm.textContent = "";
    status.textContent = "";
    if (form.sheet === null) {
      show("end");
      element("thanks", HTMLElement).focus();
      return;
    }
    fillSheet(form);
    show("sheet");
    // What scrolls must be reachable without a mouse.
    for (const id of ["source", "output"]) {
      const place = element(id, HTMLElement);
      if (place.scrollHeight > place.clientHeight) place.tabIndex = 0;
      else place.removeAttribute("tabindex");
    }
    window.scrollTo(0, 0);
    element("question", HTMLElement).focus({ preventScroll: true });
    status.textContent = `Text ${form.at + 1} of ${form.total}`;
  } catch (error) {
    alarm.textContent = explain(error);
    if (sending.form === null) welcome();
  }
}

function welcome(): void {
  show("welcome");
  element("name", HTMLInputElement).focus();
}

/** Takes a key for an answer to a question, and goes on to the next. Whether there was such an answer. */
function answerByKey(group: HTMLFieldSetElement, key: string): boolean {
  const wanted = key.toLowerCase() === "n" ? "none" : key;
  const chosen = [...group.querySelectorAll<HTMLInputElement>("input[type=radio]")].find(
    ({ value }) => value === wanted,
  );
  if (chosen === undefined) return false;
  chosen.checked = true;
  chosen.dispatchEvent(new Event("change", { bubbles: true }));
  const all = groups();
  focusGroup(all[all.indexOf(group) + 1]);
  return true;
}

element("answers", HTMLFormElement).addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLElement)) return;
  const isTyping = target instanceof HTMLInputElement && target.type === "number";
  if (isTyping && key.toLowerCase() !== "n") return;
  // On the heading, where a new sheet begins, a key answers the first question.
  const group = target.id === "question" ? groups()[0] : target.closest("fieldset");
  if (group && answerByKey(group, key)) event.preventDefault();
});

element("name-form", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  void open(element("name", HTMLInputElement).value, "next");
});

element("answers", HTMLFormElement).addEventListener("submit", async (event) => {
  event.preventDefault();
  await sending.last;
  const missing = groups().filter((group) => group.dataset.saved === undefined);
  if (missing.length > 0) {
    status.textContent = `Still to answer: ${missing.map(({ name }) => name).join(", ")}`;
    focusGroup(missing[0]);
    return;
  }
  if (sending.form !== null) await open(sending.form.annotator, "next");
});

for (const id of ["back", "last"])
  element(id, HTMLButtonElement).addEventListener("click", async () => {
    await sending.last;
    if (sending.form !== null) await open(sending.form.annotator, "before");
  });

const given = new URLSearchParams(location.search).get("annotator");
if (given === null || given === "") welcome();
else void open(given, "next");
