import type { RawReply } from "../ledger/ledger.ts";
import type { Chat } from "./chat-model.ts";
import { knownSecrets } from "./redact.ts";

/** No work that is asked for takes more characters; a run's files hold many replies on one line. */
const LONGEST_TEXT = 200_000;

/** A chat whose replies may be kept and shown: without its key, which a server may say back, and of bounded length. */
export function keptReplies(chat: Chat, secret: string | undefined): Chat {
  const [known] = knownSecrets([secret]);
  const clean = <Text extends string | null>(text: Text): Text | string =>
    known !== undefined && text?.includes(known) ? text.replaceAll(known, "[redacted]") : text;
  const kept = (reply: RawReply): RawReply => {
    const text = clean(reply.text).slice(0, LONGEST_TEXT);
    const end = reply.text.length > LONGEST_TEXT && reply.end === "complete" ? "cut" : reply.end;
    // Places of tokens are those of the text as it came.
    const chances = text === reply.text ? reply.chances : null;
    return { ...reply, text, end, chances, model: clean(reply.model), fingerprint: clean(reply.fingerprint) };
  };
  return async (...asked) => (await chat(...asked)).map(kept);
}
