import type { Assessment, Citation, CitedIn } from "../domain/debate.ts";
import { type Item, outputText } from "../domain/item.ts";
import type { Reply } from "../domain/ports.ts";
import type { AssessmentReply } from "../prompts/assess.ts";
import { findSpan } from "./find-span.ts";

/** Looks every quote up in the text that it is said to come from; a quote that is not there keeps null offsets. */
export function locateCitations(
  item: Item,
  citations: readonly { readonly in: CitedIn; readonly quote: string }[],
): Citation[] {
  const texts = { source: item.source, output: outputText(item) };
  return citations.map((citation) => {
    const span = findSpan(texts[citation.in], citation.quote);
    return {
      in: citation.in,
      quote: citation.quote,
      start: span?.start ?? null,
      end: span?.end ?? null,
    };
  });
}

/** A panelist's reply as an assessment: what it said with its citations looked up, or why there is nothing. */
export function toAssessment(panelist: string, item: Item, reply: Reply<AssessmentReply>): Assessment {
  if (reply.status !== "ok") {
    const { status, message, hash } = reply;
    return { status, panelist, message, ...(hash === undefined ? {} : { reply: hash }) };
  }
  return {
    status: "ok",
    panelist,
    reply: reply.hash,
    dimensions: reply.value.assessments.map((entry, index) => {
      const tokens = reply.expectations?.[index];
      return {
        ...entry,
        citations: locateCitations(item, entry.citations),
        ...(tokens === undefined ? {} : { tokens }),
      };
    }),
  };
}
