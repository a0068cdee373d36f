import { useMemo } from "preact/hooks";
import { KNOWLEDGE_CONTEXTS, type Knowledge } from "../../domain/knowledge.ts";
import { formatEstimate } from "../format-estimate.ts";
import { formatCount, formatNumber, formatPercent, groupThousands } from "../format-number.ts";
import type { FigureProps } from "./figure.tsx";
import { type MeasureOf, MeasuresFigure } from "./measures-figure.tsx";

const POOLED_PERSONA = "*";
const MEASURES: readonly MeasureOf<Knowledge>[] = [
  { name: "what the persona adds beyond a placebo", read: (row) => row.overPlacebo, against: 0 },
  { name: "what the persona adds", read: (row) => row.personaGain, against: 0 },
  { name: "what a persona of another domain adds", read: (row) => row.placeboGain, against: 0 },
  { name: "the same beyond its own words", read: (row) => row.beyondItsText, against: 0 },
  { name: "what the documents add to the persona", read: (row) => row.groundingGain, against: 0 },
];
const CONTEXTS: Readonly<Record<(typeof KNOWLEDGE_CONTEXTS)[number], string>> = {
  none: "nobody",
  persona: "the persona",
  placebo: "a placebo",
  evidence: "persona and evidence",
};

/** Whether a persona brings knowledge of its documents, or their style. */
export function KnowledgeFigure({ result }: Pick<FigureProps, "result">) {
  const all = result.knowledge;
  const rows = useMemo(
    () =>
      (all ?? [])
        .filter(({ persona }) => persona === POOLED_PERSONA)
        .map((row) => ({ ...row, label: `${row.personaSet} · ${row.model}` })),
    [all],
  );
  if (!all || rows.length === 0) return null;
  const share = (value: number | null): string => (value === null ? "–" : formatPercent(value));
  return (
    <>
      <section class="sentences">
        <h3>What do they know?</h3>
        <dl class="terms">
          {rows.map(({ label, sentence }) => (
            <div key={label}>
              <dt>
                <bdi>{label}</bdi>
              </dt>
              <dd>{sentence}</dd>
            </div>
          ))}
        </dl>
      </section>
      <MeasuresFigure
        title="Knowledge or style"
        label="What a persona adds to the share of right answers on its own documents, with intervals; the tables below hold the numbers."
        rows={rows}
        measures={MEASURES}
        more={[
          {
            title: "Right answers by what they were asked with",
            table: {
              head: [
                "set and persona",
                ...KNOWLEDGE_CONTEXTS.map((id) => CONTEXTS[id]),
                "by guessing",
                "questions",
              ],
              rows: all.map((row) => [
                row.persona === POOLED_PERSONA
                  ? `${row.personaSet}, all`
                  : `${row.personaSet}, ${row.persona}`,
                ...KNOWLEDGE_CONTEXTS.map((id) => formatEstimate(row.scores[id])),
                formatNumber(row.chance),
                String(row.questions),
              ]),
            },
          },
          {
            title: "Known every time, and how far answers hang on form and order",
            table: {
              head: [
                "set and persona",
                ...KNOWLEDGE_CONTEXTS.map((id) => CONTEXTS[id]),
                "forms agree",
                "orders agree",
              ],
              rows: all.map((row) => [
                row.persona === POOLED_PERSONA
                  ? `${row.personaSet}, all`
                  : `${row.personaSet}, ${row.persona}`,
                ...KNOWLEDGE_CONTEXTS.map((id) => share(row.known[id])),
                share(row.agreement.forms),
                share(row.agreement.orders),
              ]),
            },
          },
        ]}
      >
        Closed-book questions on each persona's evidence, asked of nobody in particular, of the persona, of
        one of another domain as long as it, and with the evidence to look at. Differences of shares of right
        answers.{" "}
        {rows
          .map(
            ({ label, questions, sentences, toldByPersona, asked, missing }) =>
              `${label}: ${formatCount(questions, "question")} from ${formatCount(sentences, "sentence")}, ${groupThousands(toldByPersona)} told by the persona itself, ${formatCount(asked, "answer")} each, ${groupThousands(missing)} missing.`,
          )
          .join(" ")}
      </MeasuresFigure>
    </>
  );
}
