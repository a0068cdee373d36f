import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { StudyResult } from "../../domain/result.ts";
import type { ReportData } from "../report-data.ts";
import { AgreementFigure } from "./agreement-figure.tsx";
import { AnnotatorFigure } from "./annotator-figure.tsx";
import { Answer } from "./answer.tsx";
import { ComparisonFigure } from "./comparison-figure.tsx";
import { ConfidenceFigure } from "./confidence-figure.tsx";
import { DistributionFigure } from "./distribution-figure.tsx";
import { Items } from "./items.tsx";
import { LambdaFigure } from "./lambda-figure.tsx";
import { Method } from "./method.tsx";
import { PairsFigure } from "./pairs-figure.tsx";
import { Panel } from "./panel.tsx";
import { Part, unfold } from "./part.tsx";
import { PlanFigure } from "./plan-figure.tsx";
import { SelectiveFigure } from "./selective-figure.tsx";
import { ShiftFigure } from "./shift-figure.tsx";
import { StabilityFigure } from "./stability-figure.tsx";
import { SystemsFigure } from "./systems-figure.tsx";
import { itemOfHash, useHash } from "./use-hash.ts";
import { ValidityFigure } from "./validity-figure.tsx";
import { VarianceFigure } from "./variance-figure.tsx";
import { WordingFigure } from "./wording-figure.tsx";

type PagePart = {
  readonly id: string;
  readonly title: string;
  /** A part of which the result has nothing leaves no hole. */
  readonly isThere: boolean;
  readonly isOpen?: boolean;
  readonly content: ComponentChildren;
};

function partsOf(data: ReportData, result: StudyResult, item: string | null): readonly PagePart[] {
  const figures = { result, kinds: data.kinds };
  const some = (part: "wording" | "validity" | "confidence" | "selective" | "generalizability"): boolean =>
    result.conditions.some((row) => row[part] !== undefined);
  const any = (rows: readonly unknown[] | undefined): boolean => rows !== undefined && rows.length > 0;
  return [
    {
      id: "figures",
      title: "Persona and noise",
      isThere: result.conditions.length > 0,
      isOpen: true,
      content: (
        <>
          <LambdaFigure {...figures} />
          <VarianceFigure {...figures} />
          <StabilityFigure {...figures} />
        </>
      ),
    },
    {
      id: "arms",
      title: "Arm against arm",
      isThere: any(result.comparisons) || data.shifts.length > 0,
      content: (
        <>
          <ComparisonFigure {...figures} />
          <ShiftFigure shifts={data.shifts} kinds={data.kinds} />
        </>
      ),
    },
    {
      id: "people",
      title: "Against people",
      isThere: any(result.agreement) || any(result.alternativeAnnotator) || any(result.distribution),
      content: (
        <>
          <AgreementFigure {...figures} />
          <AnnotatorFigure {...figures} />
          <DistributionFigure {...figures} />
        </>
      ),
    },
    {
      id: "validity",
      title: "What the answers are worth",
      isThere: some("validity") || some("wording"),
      content: (
        <>
          <ValidityFigure {...figures} />
          <WordingFigure {...figures} />
        </>
      ),
    },
    {
      id: "confidence",
      title: "Confidence and abstention",
      isThere: some("confidence") || some("selective"),
      content: (
        <>
          <ConfidenceFigure {...figures} />
          <SelectiveFigure {...figures} />
        </>
      ),
    },
    {
      id: "design",
      title: "The next design",
      isThere: some("generalizability"),
      content: <PlanFigure {...figures} />,
    },
    {
      id: "systems",
      title: "The systems",
      isThere: any(result.systems),
      content: (
        <>
          <SystemsFigure {...figures} />
          <PairsFigure {...figures} />
        </>
      ),
    },
    {
      id: "panel",
      title: "The panel",
      isThere: data.sets.length > 0,
      content: <Panel data={data} />,
    },
    {
      id: "items",
      title: "The items",
      isThere: data.itemCount > 0,
      isOpen: true,
      content: <Items data={data} open={item} />,
    },
    {
      id: "method",
      title: "The method",
      isThere: true,
      content: <Method result={result} provenance={data.provenance} />,
    },
  ].filter(({ isThere }) => isThere);
}

/** The whole page, from the answer down to the method. */
export function App({ data, result }: { readonly data: ReportData; readonly result: StudyResult }) {
  const hash = useHash();
  const item = itemOfHash(hash);
  useEffect(() => {
    // The page draws itself after the browser has looked for the address's anchor.
    if (hash !== "" && itemOfHash(hash) === null) unfold(hash.slice(1))?.scrollIntoView();
  }, [hash]);
  const parts = partsOf(data, result, item);
  return (
    <>
      <a class="skip" href="#figures">
        Skip to the figures
      </a>
      <main>
        <Answer data={data} result={result} />
        <nav class="contents" aria-label="Contents">
          {parts.map(({ id, title }) => (
            <a key={id} href={`#${id}`} onClick={() => unfold(id)}>
              {title}
            </a>
          ))}
        </nav>
        {parts.map(({ id, title, isOpen, content }) => (
          <Part key={id} id={id} title={title} {...(isOpen ? { isOpen } : {})}>
            {content}
          </Part>
        ))}
      </main>
    </>
  );
}
