import { useEffect } from "preact/hooks";
import type { ReportData } from "../report-data.ts";
import { Answer } from "./answer.tsx";
import { ComparisonFigure } from "./comparison-figure.tsx";
import { Items } from "./items.tsx";
import { LambdaFigure } from "./lambda-figure.tsx";
import { Method } from "./method.tsx";
import { Panel } from "./panel.tsx";
import { ShiftFigure } from "./shift-figure.tsx";
import { StabilityFigure } from "./stability-figure.tsx";
import { SystemsFigure } from "./systems-figure.tsx";
import { itemOfHash, useHash } from "./use-hash.ts";
import { VarianceFigure } from "./variance-figure.tsx";

/** The whole page, from the answer down to the method. */
export function App({ data }: { readonly data: ReportData }) {
  const hash = useHash();
  const { result, kinds } = data;
  useEffect(() => {
    // The page draws itself after the browser has looked for the address's anchor.
    if (hash !== "" && itemOfHash(hash) === null) document.getElementById(hash.slice(1))?.scrollIntoView();
  }, [hash]);
  return (
    <>
      <a class="skip" href="#figures">
        Skip to the figures
      </a>
      <main>
        <Answer data={data} />
        <nav class="contents" aria-label="Contents">
          <a href="#figures">Figures</a>
          {data.sets.length > 0 && <a href="#panel">Panel</a>}
          {data.itemCount > 0 && <a href="#items">Items</a>}
          <a href="#method">Method</a>
        </nav>
        <section id="figures" aria-labelledby="figures-title">
          <h2 id="figures-title">The figures</h2>
          <LambdaFigure result={result} kinds={kinds} />
          <VarianceFigure result={result} kinds={kinds} />
          <ComparisonFigure result={result} kinds={kinds} />
          <ShiftFigure shifts={data.shifts} kinds={kinds} />
          <SystemsFigure result={result} kinds={kinds} />
          <StabilityFigure result={result} kinds={kinds} />
        </section>
        <Panel data={data} />
        <Items data={data} open={itemOfHash(hash)} />
        <Method result={result} provenance={data.provenance} />
      </main>
    </>
  );
}
