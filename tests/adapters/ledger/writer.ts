import { digestText } from "../../../src/adapters/ledger/digest.ts";
import type { LedgerReply } from "../../../src/adapters/ledger/ledger.ts";
import { openLedger } from "../../../src/adapters/ledger/open-ledger.ts";

/** Writes replies until its number is reached or it is killed; prints each key once it was acknowledged. */
const [path = "", label = "", count = "0"] = process.argv.slice(2);
const ledger = openLedger(path);
for (let index = 0; index < Number(count); index++) {
  const key = digestText(`${label} ${index}`);
  const note = { id: key, key, run: null, created: index };
  await ledger.beginCall(note);
  ledger.sendCall(note);
  const reply: LedgerReply = {
    key,
    end: "complete",
    text: label,
    digest: digestText(label),
    promptTokens: 1,
    completionTokens: 1,
    model: null,
    fingerprint: null,
    chances: null,
    call: key,
    run: null,
    created: index,
  };
  await ledger.recordReplies([reply]);
  process.stdout.write(`${key}\n`);
}
await ledger.close();
