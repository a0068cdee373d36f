import type { Corpus, Document } from "../../src/domain/corpus.ts";
import type { Complete, Draw, FitEmbed, Reply } from "../../src/domain/ports.ts";
import type { Prompt, Task } from "../../src/domain/prompt.ts";

/** A document of one page, or of several parted by form feeds, whose raw text is its clean text. */
export function documentOf(id: string, text: string): Document {
  const paged = text.includes("\f");
  let start = 0;
  const pages = text.split("\f").map((raw, index) => {
    const page = { number: paged ? index + 1 : null, raw, start, end: start + raw.length };
    start = page.end + 1;
    return page;
  });
  return {
    id,
    file: `${id}.txt`,
    sha256: `sha-${id}`,
    format: "text",
    title: null,
    text: text.replaceAll("\f", "\n"),
    pages,
  };
}

export function corpusOf(documents: readonly Document[]): Corpus {
  return {
    id: "corpus",
    title: null,
    digest: documents.map(({ sha256 }) => sha256).join("+"),
    documents,
    unreadable: [],
  };
}

/** Counts of the words of the corpus: texts on one subject are close. */
export const countEmbedder: FitEmbed = async (corpus) => {
  const wordsIn = (text: string): readonly string[] =>
    (text.toLowerCase().match(/\p{L}{4,}/gu) ?? []).map((word) => word.replace(/s$/, ""));
  const vocabulary = [...new Set(corpus.flatMap(wordsIn))].sort();
  return async (texts) =>
    texts.map((text) => {
      const vector = new Float64Array(vocabulary.length);
      for (const word of wordsIn(text)) {
        const at = vocabulary.indexOf(word);
        if (at >= 0) vector[at]!++;
      }
      return vector;
    });
};

const usage = { promptTokens: null, completionTokens: null };

/** A model that answers by a script; what does not fit the reply schema is malformed, as through a real adapter. */
export function scripted(answer: (task: Task, label: string) => unknown): {
  readonly complete: Complete;
  readonly asked: { readonly task: Task; readonly label: string; readonly text: string }[];
} {
  const asked: { task: Task; label: string; text: string }[] = [];
  const complete: Complete = async <T>(prompt: Prompt<T>, draw: Draw): Promise<Reply<T>> => {
    asked.push({
      task: prompt.task,
      label: draw.label,
      text: prompt.messages.map(({ content }) => content).join("\n"),
    });
    const said = answer(prompt.task, draw.label);
    if (said === "refused" || said === "failed") return { status: said, message: `it ${said}`, usage };
    const parsed = prompt.schema.safeParse(said);
    return parsed.success
      ? { status: "ok", value: parsed.data, hash: "0000000000000000", usage }
      : { status: "malformed", message: parsed.error.message, usage };
  };
  return { complete, asked };
}
