const ARTICLES_AND_POSSESSIVES = "a an the my your his her its our their whose";

const PREPOSITIONS =
  "about above across after against along among around as at before behind below beneath beside between beyond by " +
  "despite down during except for from in inside into like near of off on onto out outside over per since than " +
  "through throughout to toward towards under until up upon via with within without";

const CONJUNCTIONS =
  "and or but nor so yet if because although though while whereas unless whether that when where why how";

const PRONOUNS =
  "i me mine myself you yours yourself yourselves he him himself she hers herself it itself we us ours ourselves they " +
  "them theirs themselves this these those who whom which what there here someone anyone everyone one ones";

const AUXILIARIES =
  "am is are was were be been being have has had having do does did doing done will would shall should can could may " +
  "might must ought cannot";

const CLITICS =
  "s re ve ll d m t n don doesn didn isn aren wasn weren hasn haven hadn won wouldn couldn shouldn";

const ADVERBS =
  "not no only also too very just then now again once ever never always often still even such same other others " +
  "another any some all both each every either neither few more most many much less least several own rather quite " +
  "however therefore thus hence else etc eg ie";

const words = (list: string): readonly string[] => list.split(" ");

/** After one of these no function word stands in sound English ("her" is a pronoun too). */
export const DETERMINERS: ReadonlySet<string> = new Set(
  words(ARTICLES_AND_POSSESSIVES).filter((word) => word !== "her"),
);

/** Words in which no sound English sentence ends. */
export const UNFINISHED: ReadonlySet<string> = new Set([
  ...words(ARTICLES_AND_POSSESSIVES),
  ...words(
    "of from into onto with for at by as than and or but nor if because although while whereas unless to",
  ),
]);

/** Words of grammar: articles, prepositions, conjunctions and auxiliaries. */
export const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  [ARTICLES_AND_POSSESSIVES, PREPOSITIONS, CONJUNCTIONS, AUXILIARIES].flatMap(words),
);

/** Words that say nothing of what a text is about. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  [ARTICLES_AND_POSSESSIVES, PREPOSITIONS, CONJUNCTIONS, PRONOUNS, AUXILIARIES, CLITICS, ADVERBS].flatMap(
    words,
  ),
);
