import { markSpans } from "../mark-spans.ts";

type Props = {
  readonly text: string;
  readonly spans: readonly { readonly start: number; readonly end: number }[];
};

/** A text with the spans that panelists cited. */
export function MarkedText({ text, spans }: Props) {
  let offset = 0;
  const pieces = markSpans(text, spans).map((piece) => {
    const at = offset;
    offset += piece.text.length;
    return { ...piece, at };
  });
  return (
    <p class="text" dir="auto">
      {pieces.map(({ text: piece, covers, at }) =>
        covers > 0 ? <mark key={at}>{piece}</mark> : <span key={at}>{piece}</span>,
      )}
    </p>
  );
}
