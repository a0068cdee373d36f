import { z } from "zod";

export const ChatTurn = z.strictObject({
  role: z.enum(["system", "user", "assistant"]),
  content: z.string(),
});
export type ChatTurn = z.infer<typeof ChatTurn>;

/**
 * A preference between two replies to one prompt, in the conversational form that TRL's trainers read. `kind`
 * says what makes the one better: it keeps to the persona (`guard`: said when asked again; `consistency`:
 * said elsewhere by the same panelist on the same dimension of the same item), or abstains where the panel
 * was sure and wrong.
 */
export const TrainingPair = z.strictObject({
  prompt: z.array(ChatTurn).min(1),
  chosen: z.array(ChatTurn).min(1),
  rejected: z.array(ChatTurn).min(1),
  kind: z.enum(["guard", "consistency", "abstention"]),
  item: z.string(),
  rater: z.string(),
});
export type TrainingPair = z.infer<typeof TrainingPair>;
