/** The commonest words of grammar by language; those that English writes alike, too, are left out of the others. */
const GRAMMAR: Readonly<Record<string, ReadonlySet<string>>> = {
  English: listed(
    "the of and to in is that it was for on are as with his they at be this have from or by had not but what all were we when your can said there an each which she do how their if will up other about out many then them these so some her would make like into has more no could than been who its now was did may such only over where most after also those being because between through while should under both our my me him",
  ),
  German: listed(
    "der die das und ist nicht ein eine einen einem einer mit auf für von dem den des sich auch zu wird bei sind als dass wie oder aber nach wenn nur noch werden haben hat war über aus vor durch zum zur im am um man sie ihr wir ich er",
  ),
  French: listed(
    "le la les des et est une dans que qui pour pas sur au aux avec ce cette ces il elle ils elles nous vous mais ou où par plus ne se sont ont été être leur leurs du un de en son sa ses comme fait",
  ),
  Spanish: listed(
    "el los las del y en que por una con para es al lo como su sus pero más se ya este esta estos está han ha fue son entre cuando muy sin sobre ser también hasta hay donde o un la no le",
  ),
  Italian: listed(
    "il lo gli della delle dei degli di che e è una per con non del alla nel nella sono ha anche più come dal questo questa si ma ed al le un da essere stato tra hanno suo sua",
  ),
  Portuguese: listed(
    "os das dos da do que e é em uma para com não por ao mais como mas foi são ou se na no nas nos pelo pela seu sua também ser está entre até quando muito já um as",
  ),
  Dutch: listed(
    "de het een en van ik te dat die niet zijn er aan met voor op als maar om bij ook naar uit heeft door worden wordt deze dit nog kan hebben over dan of werd zich hun tot wat",
  ),
  Swedish: listed(
    "och att det som en på är av för med den till inte om ett har de jag var men sig från vid kan när eller så hade skulle alla under också efter",
  ),
  Danish: listed(
    "og at det som en på er af for med den til ikke om et har de jeg var men sig fra ved kan når eller så havde skulle alle under også efter der vi blev",
  ),
  Polish: listed(
    "i w na z do nie się że jest to o jak po co ale za od przez dla są tak lub oraz być ich jego przy które który może tym tego",
  ),
  Czech: listed(
    "a se v na je že s z do o i k ve pro za by jako to jsou ale po od které který při nebo není jeho jsme",
  ),
  Finnish: listed(
    "ja on ei se että oli hän joka mutta tai kun niin myös ovat ole sen kuin voi siitä mitä jos sekä",
  ),
  Turkish: listed(
    "ve bir bu da de için ile olarak daha çok ne gibi olan kadar ama değil her sonra veya en var ise",
  ),
  Indonesian: listed(
    "yang dan di ini itu dengan untuk tidak dari dalam pada adalah akan juga ke oleh bahwa atau mereka",
  ),
};

const SCRIPTS: readonly (readonly [name: string, letters: RegExp])[] = [
  ["Chinese or Japanese", /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ["Korean", /\p{Script=Hangul}/gu],
  ["Cyrillic", /\p{Script=Cyrillic}/gu],
  ["Arabic", /\p{Script=Arabic}/gu],
  ["Greek", /\p{Script=Greek}/gu],
  ["Hebrew", /\p{Script=Hebrew}/gu],
  ["Devanagari", /\p{Script=Devanagari}/gu],
  ["Thai", /\p{Script=Thai}/gu],
];

/** Fewer words or letters tell no language. */
const FEWEST_WORDS = 40;
const FEWEST_LETTERS = 60;
/** Words looked at: the beginning of a book tells its language. */
const MOST_CHARACTERS = 40_000;
/** English prose has 30 to 50 words of grammar in a hundred, and a list of terms hardly fewer than this. */
const LEAST_ENGLISH = 0.08;
/** Fewer words of a language's grammar do not tell it by name. */
const LEAST_NAMED = 0.15;
const OTHER = "a language other than English";

function listed(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}

function shareOf(words: readonly string[], grammar: ReadonlySet<string>): number {
  return words.filter((word) => grammar.has(word)).length / words.length;
}

/**
 * What a text is written in where it is not English: a language that its words of grammar tell, a script, or "a language
 * other than English". Null for English, and for a text too short to tell. Of a text in two languages the one that more
 * of it is in counts.
 *
 * @example foreignLanguage("Der Arzt hat die Patientin gefragt, ob sie ...") // "German"
 */
export function foreignLanguage(text: string): string | null {
  const sample = text.slice(0, MOST_CHARACTERS);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  const script = SCRIPTS.find(([, of]) => (sample.match(of)?.length ?? 0) > letters / 2);
  if (script !== undefined) return letters < FEWEST_LETTERS ? null : script[0];
  const words = sample.toLowerCase().match(/\p{L}+/gu) ?? [];
  if (words.length < FEWEST_WORDS) return null;
  const [english, ...others] = Object.entries(GRAMMAR).map(([name, grammar]) => ({
    name,
    share: shareOf(words, grammar),
  }));
  if (english === undefined) return null;
  const best = others.reduce((top, next) => (next.share > top.share ? next : top));
  if (english.share >= LEAST_ENGLISH && english.share >= best.share) return null;
  return best.share >= LEAST_NAMED ? best.name : OTHER;
}
