import { digestText } from "../../../src/adapters/ledger/digest.ts";
import { openLedger } from "../../../src/adapters/ledger/open-ledger.ts";

/** Writes replies until its number is reached or it is killed; prints each key once it was acknowledged. */
const [path = "", label = "", count = "0"] = process.argv.slice(2);
const ledger = openLedger(path);
for (let index = 0; index < Number(count); index++) {
  const key = digestText(`${label} ${index}`);
  await ledger.beginCall({ id: key, key, created: index });
  await ledger.recordReply({
    key,
    end: "complete",
    text: label,
    digest: digestText(label),
    promptTokens: 1,
    completionTokens: 1,
    model: null,
    fingerprint: null,
    call: key,
    created: index,
  });
  process.stdout.write(`${key}\n`);
}
await ledger.close();
