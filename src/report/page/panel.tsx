import { useState } from "preact/hooks";
import type { Evidence, Persona, PersonaField, PersonaSet, Statement } from "../../domain/persona.ts";
import { sortByArm } from "../arm-order.ts";
import { formatCount } from "../format-number.ts";
import { Choice } from "./choice.tsx";
import type { PageData } from "./unpack.ts";

/** In the order in which they are shown. */
const FIELDS: readonly (readonly [PersonaField, string])[] = [
  ["demographics", "Demographics"],
  ["evaluativeDimension", "What they look at"],
  ["specialty", "Specialty"],
  ["traits", "Psychological traits"],
  ["relationships", "Social relationships"],
];

function Quote({ evidence }: { readonly evidence: Evidence }) {
  return (
    <blockquote>
      <p class="quote" dir="auto">
        {evidence.quote}
      </p>
      <footer>
        <bdi>{evidence.document}</bdi>
        {evidence.page === null ? "" : `, page ${evidence.page}`}
      </footer>
    </blockquote>
  );
}

/** `Quotes: guide, page 3; letters`, each place once. */
function whereabouts(evidence: readonly Evidence[]): string {
  const places = evidence.map(({ document, page }) =>
    page === null ? document : `${document}, page ${page}`,
  );
  return `${evidence.length === 1 ? "Quote" : "Quotes"}: ${[...new Set(places)].join("; ")}`;
}

function StatementLine({ statement }: { readonly statement: Statement }) {
  return (
    <li class="statement">
      <span dir="auto">{statement.text}</span>
      <span class={`tag ${statement.from}`}>{statement.from}</span>
      {statement.evidence.length > 0 && (
        <details>
          <summary>
            <bdi>{whereabouts(statement.evidence)}</bdi>
          </summary>
          {statement.evidence.map((evidence) => (
            <Quote key={`${evidence.chunk} ${evidence.start}`} evidence={evidence} />
          ))}
        </details>
      )}
    </li>
  );
}

function PersonaCard({ persona }: { readonly persona: Persona }) {
  const fields = FIELDS.filter(([field]) => persona.fields[field].length > 0);
  return (
    <article class="persona">
      <h4 dir="auto">{persona.name}</h4>
      <p class="stakeholder">
        <bdi>{persona.stakeholder}</bdi>
      </p>
      {persona.dimensions.length > 0 && (
        <dl class="lens">
          {persona.dimensions.map(({ id, name, definition }) => (
            <div key={id}>
              <dt dir="auto">{name}</dt>
              <dd dir="auto">{definition}</dd>
            </div>
          ))}
        </dl>
      )}
      {fields.map(([field, title]) => (
        <section key={field}>
          <h5>{title}</h5>
          <ul>
            {persona.fields[field].map((statement) => (
              <StatementLine key={statement.text} statement={statement} />
            ))}
          </ul>
        </section>
      ))}
      {fields.length === 0 && <p class="note">A role alone: no statements.</p>}
    </article>
  );
}

const WITHOUT_CORPUS: Readonly<Record<PersonaSet["origin"], string>> = {
  grounded: "Grounded in documents that the set does not name.",
  placebo: "Grounded in documents of another domain.",
  invented: "Written by the model from the task alone.",
  "bare-role": "Stakeholder names and groups alone.",
  file: "Read from a file that names no documents.",
};

function describeSet(set: PersonaSet): string {
  const { notFound, malformed, duplicate } = set.dropped;
  const source = set.corpus
    ? `Grounded in ${formatCount(set.corpus.documents.length, "document")} of ${set.corpus.id}.`
    : WITHOUT_CORPUS[set.origin];
  const dropped = [
    [notFound, "not found in the document"],
    [malformed, "malformed"],
    [duplicate, "duplicate"],
  ] as const;
  const lost = dropped.filter(([count]) => count > 0).map(([count, why]) => `${count} ${why}`);
  const left = lost.length > 0 ? ` Dropped on the way: ${lost.join(", ")}.` : "";
  const how = [
    `model ${set.model}`,
    ...(set.embedder ? [`embedder ${set.embedder}`] : []),
    `seed ${set.seed}`,
  ];
  return `${source}${left} Made with ${how.join(", ")}.`;
}

type Seated = { readonly set: PersonaSet; readonly arm: string };

/** Each set with the arm that it sat in, in the order of the arms; without a manifest its origin stands for the arm. */
function seatedSets({ sets, provenance, kinds }: PageData): readonly Seated[] {
  const arms = new Map(provenance?.sets.map(({ id, arm }) => [id, arm]));
  const seated = sets.map((set) => ({ set, arm: arms.get(set.id) ?? set.origin }));
  return sortByArm(seated, ({ arm }) => arm, kinds);
}

/** Who sat on the panel, with what documents and the model say of them. */
export function Panel({ data }: { readonly data: PageData }) {
  const seated = seatedSets(data);
  const [chosen, choose] = useState(seated[0]?.set.id ?? "");
  const current = seated.find(({ set }) => set.id === chosen);
  if (!current) return null;
  const { set, arm } = current;
  return (
    <>
      <div class="controls">
        <Choice
          label="Persona set"
          value={chosen}
          options={seated.map((each) => [each.set.id, `${each.arm}: ${each.set.id}`])}
          onChange={choose}
        />
      </div>
      <h3 class="subtitle">
        <bdi>{set.id}</bdi>
      </h3>
      <p class="about">
        Arm <bdi>{arm}</bdi>. {describeSet(set)} Each statement says whether a{" "}
        <span class="tag document">document</span> vouches for it or the <span class="tag model">model</span>.
      </p>
      <div class="personas">
        {set.personas.map((persona) => (
          <PersonaCard key={persona.id} persona={persona} />
        ))}
      </div>
    </>
  );
}
