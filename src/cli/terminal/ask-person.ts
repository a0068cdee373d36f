import { createInterface } from "node:readline/promises";

/** Asks a person at the terminal one question after another; an empty answer takes what stands in brackets. */
export async function askPerson(
  questions: readonly (readonly [question: string, otherwise: string])[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answers: string[] = [];
    for (const [question, otherwise] of questions) {
      const answer = await terminal.question(`${question} [${otherwise}] `, { signal });
      answers.push(answer.trim());
    }
    return answers;
  } finally {
    terminal.close();
  }
}
