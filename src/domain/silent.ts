const ADD = "(?:add|say|report|contribute)";
const MORE = "(?: (?:more|else|further|new|left|much|really))*";
const COMMENT =
  "(?:comments?|objections?|remarks?|opinions?|thoughts?|questions?|answer|response|reply|idea)";

/** What somebody says who assents or passes, and nothing else: each with a word on what it is about, at most. */
const SAYINGS = new RegExp(
  `\\b(?:${[
    "(?:agree[ds]?|concur(?:red)?|pass(?:es|ed)?|abstain)",
    "(?:seconded|second (?:that|this|it))",
    `nothing${MORE} (?:to ${ADD}|from me)`,
    `(?:not|don't|haven't)(?: (?:have|got))* anything${MORE} to ${ADD}`,
    `no(?: (?:further|other|more|additional|particular|strong))? ${COMMENT}`,
    "(?:do not|don't|cannot|can't) (?:know|say|tell)",
    "same (?:here|again|for me|view|opinion|as (?:above|before))",
    "(?:me too|ditto|likewise|as above|skip|n/a|silence|silent|nods)",
    "(?:yes|yeah|yep|ok|okay|sure|exactly|indeed|right|absolutely|certainly|definitely|of course|fair enough)",
    "(?:noted|understood|thanks|thank you|(?:good|fair) point)",
  ].join("|")})(?: (?:on|about) \\p{L}+)?(?![\\p{L}'])`,
  "gu",
);

/** Whom somebody agrees with. */
const WITH_NAMED = /\bwith \p{Lu}[\p{L}'-]*(?: (?:\p{Lu}[\p{L}'-]*|\d+))*/gu;

/** Words that add nothing to such a saying. */
const FURTHER: ReadonlySet<string> = new Set(
  (
    "i i'd i'll i've i'm me we we'd we'll we've you them him her all both everyone everybody everything other others " +
    "panelist panelists speaker panel it that that's this these those what a an the of to with on about at for from " +
    "and so as but or no well is are was were be been has have had do would will can could may must might tend just " +
    "only also too simply fully completely totally entirely wholly strongly largely broadly generally still again " +
    "now here there's said say stated already above before point points view views assessment rating " +
    "one dimension time moment more further anything"
  ).split(" "),
);

/**
 * Whether somebody said nothing: an empty line, or a bare assent or pass in English, which anybody could say
 * and which no persona could contradict. With one word of substance a line is no longer silent.
 *
 * @example isSilent("I agree, nothing to add.") // true
 */
export function isSilent(text: string): boolean {
  const written = text.normalize("NFKC").replaceAll("’", "'").replaceAll(/\s+/g, " ").trim();
  if (written === "") return true;
  const spoken = written.replaceAll(WITH_NAMED, "").toLowerCase();
  const rest = spoken.replaceAll(SAYINGS, " ");
  const left = rest.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'-]*/gu) ?? [];
  return rest !== spoken && left.every((word) => FURTHER.has(word) || /^\d+$/.test(word));
}
