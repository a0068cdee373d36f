import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { StudyResult } from "../../domain/result.ts";
import { AggregationFigure } from "./aggregation-figure.tsx";
import { AgreementFigure } from "./agreement-figure.tsx";
import { AnnotatorFigure } from "./annotator-figure.tsx";
import { Answer } from "./answer.tsx";
import { ComparisonFigure } from "./comparison-figure.tsx";
import { ConfidenceFigure } from "./confidence-figure.tsx";
import { CostTable } from "./cost-table.tsx";
import { DebateFigure } from "./debate-figure.tsx";
import { DistributionFigure } from "./distribution-figure.tsx";
import { DriftFigure } from "./drift-figure.tsx";
import { EfficiencyFigure } from "./efficiency-figure.tsx";
import { ForecastFigure } from "./forecast-figure.tsx";
import { Items } from "./items.tsx";
import { KnowledgeFigure } from "./knowledge-figure.tsx";
import { LambdaFigure } from "./lambda-figure.tsx";
import { Method } from "./method.tsx";
import { PairsFigure } from "./pairs-figure.tsx";
import { Panel } from "./panel.tsx";
import { Part, unfold } from "./part.tsx";
import { PlanFigure } from "./plan-figure.tsx";
import { SelectiveFigure } from "./selective-figure.tsx";
import { SetsFigure } from "./sets-figure.tsx";
import { ShiftFigure } from "./shift-figure.tsx";
import { StabilityFigure } from "./stability-figure.tsx";
import { SupportFigure } from "./support-figure.tsx";
import { SystemsFigure } from "./systems-figure.tsx";
import { TransferFigure } from "./transfer-figure.tsx";
import type { PageData } from "./unpack.ts";
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

function partsOf(data: PageData, result: StudyResult, item: string | null): readonly PagePart[] {
  const figures = { result, kinds: data.kinds };
  const some = (
    part: "wording" | "validity" | "confidence" | "selective" | "generalizability" | "cost",
  ): boolean => result.conditions.some((row) => row[part] !== undefined);
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
      isThere: any(result.comparisons) || any(result.sets) || any(result.transfer),
      content: (
        <>
          <ComparisonFigure {...figures} />
          <SetsFigure {...figures} />
          <TransferFigure {...figures} />
        </>
      ),
    },
    {
      id: "discussion",
      title: "What discussion did",
      isThere: data.shifts.length > 0 || any(result.debate) || any(result.efficiency),
      content: (
        <>
          <ShiftFigure shifts={data.shifts} kinds={data.kinds} />
          <DebateFigure {...figures} />
          <EfficiencyFigure {...figures} />
        </>
      ),
    },
    {
      id: "people",
      title: "Against people",
      isThere:
        any(result.agreement) ||
        any(result.alternativeAnnotator) ||
        any(result.distribution) ||
        any(result.aggregation),
      content: (
        <>
          <AgreementFigure {...figures} />
          <AnnotatorFigure {...figures} />
          <DistributionFigure {...figures} />
          <AggregationFigure {...figures} />
        </>
      ),
    },
    {
      id: "validity",
      title: "What the answers are worth",
      isThere:
        some("validity") ||
        some("wording") ||
        any(result.support) ||
        any(result.drift) ||
        any(result.knowledge),
      content: (
        <>
          <ValidityFigure {...figures} />
          <WordingFigure {...figures} />
          <SupportFigure {...figures} />
          <DriftFigure {...figures} />
          <KnowledgeFigure {...figures} />
        </>
      ),
    },
    {
      id: "confidence",
      title: "Confidence and abstention",
      isThere: some("confidence") || some("selective") || any(result.forecast),
      content: (
        <>
          <ConfidenceFigure {...figures} />
          <SelectiveFigure {...figures} />
          <ForecastFigure {...figures} />
        </>
      ),
    },
    {
      id: "design",
      title: "The cost, and the next design",
      isThere: some("generalizability") || some("cost"),
      content: (
        <>
          <CostTable {...figures} />
          <PlanFigure {...figures} />
        </>
      ),
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
export function App({ data, result }: { readonly data: PageData; readonly result: StudyResult }) {
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
