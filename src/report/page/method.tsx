import type { StudyResult } from "../../domain/result.ts";
import { formatCount, formatLevel, groupThousands } from "../format-number.ts";
import type { Provenance } from "../provenance.ts";
import { DataTable } from "./data-table.tsx";

const TERMS: readonly (readonly [string, string])[] = [
  [
    "λ",
    "Variance between panelists on the same item (persona plus item × persona) over variance between runs of one panelist. From pair differences, so that it is 0 on average where persona makes no difference, and may be negative.",
  ],
  [
    "signal, noise, undetermined",
    "Signal where the whole interval of λ lies above 1, noise where it lies below 1, undetermined otherwise, or where another way to measure distance on the scale does not agree.",
  ],
  [
    "permutation p",
    "The chance of a λ this large if runs were dealt to panelists at random within each item.",
  ],
  [
    "persona, item × persona, framing, run, item",
    "Variance components: how much of the spread of ratings goes with each source. Estimated without bias, so a small one can come out below 0.",
  ],
  [
    "α",
    "Krippendorff's alpha: 1 is perfect agreement, 0 is what chance gives. Over runs it tells whether a panelist agrees with itself, over panelists whether they agree with one another.",
  ],
  [
    "verdict on an item",
    "The panel's final ratings taken together, with an interval. The panel abstains where most of its ratings are abstentions, or the interval is wider than half the scale.",
  ],
  [
    "missing",
    "Abstained is an answer; refused, malformed and failed are accidents. None of them is ever counted as a rating.",
  ],
  [
    "arms",
    "Grounded: personas drawn from documents of the domain. Invented: personas the model wrote from the task. Placebo: grounded in another domain. Bare role: a name alone. None: the same panel without personas, whose true λ is 0.",
  ],
];

function levelsOf(result: StudyResult): readonly string[] {
  const levels = result.conditions.flatMap(({ signal }) =>
    signal && signal.lambda.value !== null ? (signal.lambda.level ?? []) : [],
  );
  return [...new Set(levels)].map(formatLevel);
}

function methodsOf(result: StudyResult): readonly string[] {
  return [
    ...new Set(
      result.conditions.flatMap(({ signal }) =>
        signal && signal.lambda.value !== null ? signal.lambda.method : [],
      ),
    ),
  ];
}

function tokens({ promptTokens, completionTokens }: Provenance["calls"]): string {
  if (promptTokens === null || completionTokens === null) return "not reported";
  return `${groupThousands(promptTokens)} in, ${groupThousands(completionTokens)} out`;
}

function provenanceLines(provenance: Provenance): readonly (readonly [string, string])[] {
  const { calls, cells, models } = provenance;
  return [
    ["Task", provenance.task],
    [
      "Design",
      `${provenance.arms.join(", ")}; ${provenance.protocols.join(", ")}; framings ${provenance.framings.join(", ")}; ${formatCount(provenance.panel, "panelist")}, ${formatCount(provenance.replicates, "replicate")}`,
    ],
    ["Rubric", `${provenance.rubric.dimensions.join(", ")} (from ${provenance.rubric.from})`],
    [
      "Models",
      models
        .map(({ id, model, temperature, fingerprint }) =>
          [
            id === model ? model : `${id}: ${model}`,
            ...(temperature === null ? [] : [`temperature ${temperature}`]),
            ...(fingerprint === null ? [] : [`fingerprint ${fingerprint}`]),
          ].join(", "),
        )
        .join("; "),
    ],
    ["Seed", String(provenance.seed)],
    ["Study digest", provenance.studyDigest],
    [
      "Version",
      `assize ${provenance.assize}, Node ${provenance.node}${provenance.commit ? `, commit ${provenance.commit}` : ""}`,
    ],
    [
      "Run",
      `${provenance.startedAt}${provenance.finishedAt ? ` to ${provenance.finishedAt}` : ", not finished"}; ${groupThousands(cells.done)} of ${formatCount(cells.planned, "cell")}`,
    ],
    [
      "Calls",
      `${groupThousands(calls.used)} used (${groupThousands(calls.made)} made, ${groupThousands(calls.replayed)} replayed, ${groupThousands(calls.repeated)} repeated, ${groupThousands(calls.failed)} failed); tokens ${tokens(calls)}${provenance.money === null ? "" : `; money ${provenance.money}`}`,
    ],
    ...provenance.notes.map((note) => ["Note", note] as const),
  ];
}

/** What each number is, and where this run came from. */
export function Method({
  result,
  provenance,
}: {
  readonly result: StudyResult;
  readonly provenance: Provenance | null;
}) {
  const levels = levelsOf(result);
  const methods = methodsOf(result);
  return (
    <>
      <dl class="terms">
        {TERMS.map(([term, meaning]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
        <div>
          <dt>intervals</dt>
          <dd>
            {levels.length > 0
              ? `Confidence level ${levels.join(", ")}; for λ by ${methods.join("; ")}.`
              : "No λ has an interval here."}{" "}
            What could not be estimated has a reason in its place, never a 0. Where an end lies a hundred
            times as far out as the value, the data set no bound there: [≤ 1.00] has none below.
          </dd>
        </div>
      </dl>
      {provenance && (
        <>
          <h3 class="subtitle">This run</h3>
          <dl class="terms">
            {provenanceLines(provenance).map(([name, text]) => (
              <div key={`${name} ${text}`}>
                <dt>{name}</dt>
                <dd dir="auto">{text}</dd>
              </div>
            ))}
          </dl>
          {provenance.sets.length > 0 && (
            <details>
              <summary>Persona sets and their digests</summary>
              <DataTable
                caption="Persona sets"
                table={{
                  head: ["set", "arm", "origin", "file", "digest", "match"],
                  rows: provenance.sets.map(({ id, arm, origin, file, digest, match }) => [
                    id,
                    arm,
                    origin,
                    file,
                    digest,
                    Object.entries(match ?? {})
                      .map(([name, value]) => `${name} ${value}`)
                      .join(", ") || "–",
                  ]),
                }}
              />
            </details>
          )}
        </>
      )}
    </>
  );
}
