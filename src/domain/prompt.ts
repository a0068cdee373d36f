import type { z } from "zod";
import type { Assessment } from "./debate.ts";
import type { Item } from "./item.ts";
import type { Persona } from "./persona.ts";
import type { Rubric, RubricDimension } from "./rubric.ts";

export type Message = { readonly role: "system" | "user"; readonly content: string };

/** A passage of a document, shown to a model under a short id. */
export type Passage = {
  readonly id: string;
  readonly document: string;
  readonly page: number | null;
  readonly text: string;
};

/** What a panelist rates with: its id, its persona (null for the arm `none`) and the passages that its persona rests on. */
export type Seat = {
  readonly id: string;
  readonly persona: Persona | null;
  readonly passages: readonly Passage[];
};

/** One cluster of passages → who is affected, what they look at, and the sentences that say so. */
export type PerspectivesTask = {
  readonly kind: "perspectives";
  readonly passages: readonly Passage[];
  /** The cluster's salient terms, most salient first. */
  readonly terms: readonly string[];
};

/** A stakeholder and a dimension → the five fields. Without passages the model writes them from what it knows. */
export type PersonaTask = {
  readonly kind: "persona";
  readonly stakeholder: string;
  readonly dimension: { readonly name: string; readonly definition: string };
  readonly passages: readonly Passage[];
  /** What the panel is for. */
  readonly task: string | null;
  /** About how many words the five fields should hold together, and at what US school grade they should read. */
  readonly words: number;
  readonly grade: number | null;
};

/** A task's text alone → a roster of stakeholders, each with dimensions. */
export type InventTask = {
  readonly kind: "invent";
  readonly task: string;
  readonly groups: number;
  readonly personas: number;
};

export type AssessTask = {
  readonly kind: "assess";
  /** What the panel is for, in the study's words. */
  readonly purpose?: string;
  readonly item: Item;
  readonly rubric: Rubric;
  readonly seat: Seat;
  readonly framing: string;
};

export type Utterance = {
  readonly panelist: string;
  readonly name: string;
  readonly dimension: string | null;
  readonly text: string;
  /** The rating that the speaker says it now holds, where it says so. */
  readonly rating?: number;
};

export type Standing = { readonly panelist: string; readonly name: string; readonly assessment: Assessment };

export type DiscussTask = {
  readonly kind: "discuss";
  /** What the panel is for, in the study's words. */
  readonly purpose?: string;
  readonly item: Item;
  readonly rubric: Rubric;
  readonly seat: Seat;
  /** The dimension that the moderator puts up for discussion. */
  readonly focus: RubricDimension;
  /** Everybody's initial assessment, the speaker's own included. */
  readonly standings: readonly Standing[];
  readonly transcript: readonly Utterance[];
  /** What the speaker has said and is to say again, because it contradicts these facts of its persona. */
  readonly again?: { readonly said: string; readonly contradicted: readonly string[] } | undefined;
};

export type FinalTask = {
  readonly kind: "final";
  /** What the panel is for, in the study's words. */
  readonly purpose?: string;
  readonly item: Item;
  readonly rubric: Rubric;
  readonly seat: Seat;
  readonly framing: string;
  readonly own: Assessment;
  readonly standings: readonly Standing[];
  readonly transcript: readonly Utterance[];
};

export type SynthesisTask = {
  readonly kind: "synthesis";
  /** What the panel is for, in the study's words. */
  readonly purpose?: string;
  readonly item: Item;
  readonly rubric: Rubric;
  readonly outcomes: readonly {
    readonly dimension: string;
    readonly before: number | null;
    readonly after: number | null;
  }[];
  readonly standings: readonly Standing[];
  readonly transcript: readonly Utterance[];
};

/** A question on one fact of a document, of whose options one is right: what a seat knows of it, and nothing else, tells which. */
export type ProbeTask = {
  readonly kind: "probe";
  readonly seat: Seat;
  /** Which option fills the gap, or which of the sentences so filled is true. */
  readonly form: ProbeForm;
  /** A sentence with a gap, written as `PROBE_GAP`. */
  readonly sentence: string;
  readonly options: readonly string[];
};
export type ProbeForm = "gap" | "statement";
export const PROBE_GAP = "_____";

/** A line and the facts of its speaker's persona → which of them it shows, and which it contradicts. */
export type PersonaLineTask = {
  readonly kind: "persona-line";
  readonly facts: readonly { readonly id: string; readonly text: string }[];
  readonly line: string;
};

/** A line and its speaker's earlier ones → which of them speak to the same matter, and which it contradicts. */
export type EarlierLinesTask = {
  readonly kind: "earlier-lines";
  readonly earlier: readonly { readonly id: string; readonly text: string }[];
  readonly line: string;
};

/** Questions to a speaker on itself, with its persona or, where that is null, from the dialogue alone. */
export type SelfQuestionsTask = {
  readonly kind: "self-questions";
  readonly name: string;
  readonly persona: Persona | null;
  readonly lines: readonly { readonly name: string; readonly text: string }[];
  readonly questions: readonly {
    readonly id: string;
    readonly question: string;
    readonly options: readonly string[];
  }[];
};

/** The work of a prompt as data, so that a model that is no chat model can answer it. */
export type Task =
  | PerspectivesTask
  | PersonaTask
  | InventTask
  | AssessTask
  | DiscussTask
  | FinalTask
  | SynthesisTask
  | ProbeTask
  | PersonaLineTask
  | EarlierLinesTask
  | SelfQuestionsTask;

/** A request: the text for a chat model, the schema of its reply, and the same task as data. */
export type Prompt<T> = {
  readonly task: Task;
  readonly messages: readonly Message[];
  /** Name of the reply in structured-output APIs and of its file under `schema/replies/`. */
  readonly name: Task["kind"];
  readonly schema: z.ZodType<T>;
};
