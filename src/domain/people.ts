/**
 * Nouns for people with regular plurals. Left out on purpose: words that are more often a thing, a verb or an
 * adjective ("host", "judge", "subject", "head", "cook", "model"), and collectives ("team", "staff", "public").
 */
const NOUNS = `
adult kid baby infant newborn toddler preschooler teenager adolescent youngster youth boy girl lady schoolboy
schoolgirl parent mother father mum mom dad stepmother stepfather grandparent grandmother grandfather godmother
godfather son daughter grandson granddaughter brother sister sibling twin husband spouse partner bride bridegroom
widow widower orphan uncle aunt nephew niece cousin ancestor descendant friend neighbour neighbor stranger companion
colleague coworker teammate classmate roommate playmate housemate schoolmate peasant villager citizen resident
inhabitant immigrant migrant refugee
patient inpatient outpatient sufferer survivor victim caregiver carer caretaker clinician physician doctor surgeon
nurse therapist paramedic medic practitioner pharmacist dietitian counsellor counselor psychologist psychiatrist
optometrist radiographer epidemiologist dentist acupuncturist physiotherapist smoker donor recipient participant
respondent volunteer interviewee attendee enrollee investigator researcher scientist trialist statistician
interviewer assessor rater evaluator annotator experimenter
scholar author coauthor editor reviewer referee reader writer publisher librarian journalist reporter columnist
novelist poet blogger spokesperson translator interpreter
student pupil learner beginner novice trainee apprentice intern mentee teacher schoolteacher educator instructor
lecturer professor tutor mentor trainer headteacher headmaster headmistress schoolmaster facilitator
developer programmer coder engineer designer architect maintainer contributor administrator analyst technician user
newcomer tester customer consumer client buyer purchaser shopper subscriber passenger traveller traveler guest
visitor tourist tenant landlord homeowner seller vendor merchant trader dealer retailer shopkeeper cashier agent
receptionist worker employee employer manager supervisor director officer entrepreneur founder owner shareholder
stakeholder bookkeeper accountant auditor secretary clerk freelancer contractor
policymaker lawmaker legislator politician senator councillor mayor governor president minister regulator
commissioner ambassador diplomat bureaucrat constable detective inspector firefighter soldier sailor veteran warrior
prisoner inmate gatekeeper lawyer attorney solicitor barrister prosecutor magistrate juror defendant plaintiff
claimant applicant witness offender robber smuggler voter taxpayer activist campaigner protester demonstrator
supporter opponent funder philanthropist investor banker borrower lender insurer beneficiary trustee
king queen prince princess emperor empress duke duchess knight courtier servant maiden steward butler messenger
woodcutter hunter shepherd shepherdess farmer gardener baker butcher carpenter blacksmith tailor miner weaver artisan
waiter waitress housekeeper nanny babysitter priest nun bishop pastor hermit witch wizard
actor actress singer dancer musician composer painter sculptor artist photographer filmmaker comedian performer
footballer goalkeeper striker midfielder cricketer athlete swimmer spectator viewer listener loser
speaker leader follower member bystander moderator organiser organizer coordinator negotiator mediator camper
pedestrian motorist commuter cyclist rescuer believer worshipper worshiper pilgrim missionary
`;

/** Nouns whose plural no rule gives. */
const IRREGULAR: readonly (readonly [singular: string, plural: string])[] = [
  ["person", "people"],
  ["child", "children"],
  ["man", "men"],
  ["woman", "women"],
  ["wife", "wives"],
  ["thief", "thieves"],
  ["hero", "heroes"],
  ["alumnus", "alumni"],
  ["midwife", "midwives"],
  ["grandchild", "grandchildren"],
  ["schoolchild", "schoolchildren"],
  ["layperson", "laypeople"],
  ["spokesperson", "spokespeople"],
  ["salesperson", "salespeople"],
  ["chairperson", "chairpersons"],
  ["member of the public", "members of the public"],
  ...[
    "chair",
    "spokes",
    "sales",
    "police",
    "noble",
    "sports",
    "washer",
    "fisher",
    "gentle",
    "lay",
    "fire",
    "fore",
  ]
    .concat(["wood", "hunts", "crafts", "trades", "congress", "business"])
    .flatMap((stem): [string, string][] => [
      [`${stem}man`, `${stem}men`],
      [`${stem}woman`, `${stem}women`],
    ]),
];

/** Words that name people safely in the plural only: in the singular they are mostly adjectives or something else. */
const PLURAL_ONLY = `
elder minor senior native relative peer expert academic consultant graduate undergraduate postgraduate executive
assistant representative professional individual criminal suspect advocate guard coach player provider supplier
drinker observer sponsor helper rider pilot winner male female subordinate superior junior
`;

/** Words that are a noun for people only together, or say more than their last word: preferred over their parts. */
const PHRASES = `
health professional|healthcare professional|health care professional|medical professional|care professional|
teaching professional|health worker|healthcare worker|health care worker|community health worker|care worker|
social worker|support worker|youth worker|aid worker|crowd worker|health care provider|healthcare provider|
care provider|care giver|general practitioner|nurse practitioner|family physician|family doctor|
primary care physician|family member|family carer|family caregiver|informal carer|informal caregiver|
staff member|team member|board member|committee member|community member|faculty member|service user|end user|
research participant|study participant|trial participant|older adult|young adult|older person|elderly person|
young person|disabled person|lay person|school child|graduate student|undergraduate student|postgraduate student|
doctoral student|phd student|medical student|nursing student|college student|university student|school teacher|
head teacher|classroom teacher|science teacher|school principal|policy maker|decision maker|guideline developer|
software developer|software engineer|data scientist|computer scientist|data analyst|peer reviewer|
systematic reviewer|journal editor|call handler|support agent|service agent|customer service agent|
service representative|customer service representative|sales representative|patient representative|
account manager|project manager|product manager|case manager|line manager|care manager|team leader|shop assistant|
teaching assistant|research assistant|healthcare assistant|personal assistant|physician assistant|note taker|
minute taker|account holder|card holder|policy holder|police officer|loan officer|compliance officer|prime minister
`;

/** Endings that name people, once the exceptions below are left out. */
const SUFFIX_RULE = /^(\p{L}{2,}(?:ist|ician|ographer))s?$/u;
const NOT_PEOPLE = new Set(
  `list twist exist consist assist mist fist wrist waist persist insist resist subsist desist enlist coexist preexist
  hoist moist foist joist heist grist whist schist christ
  zeitgeist checklist shortlist playlist wishlist blacklist whitelist waitlist agonist antagonist galician`.split(
    /\s+/,
  ),
);

function pluralOf(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(?:s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

const words = (list: string): readonly string[] => list.trim().split(/\s+/);

/** The plural of a phrase is that of its last word. */
function phrasePlural(phrase: string): string {
  const [, start = "", last = ""] = /^(.* )(\S+)$/.exec(phrase) ?? [];
  return `${start}${last === "person" ? "people" : last === "child" ? "children" : pluralOf(last)}`;
}

/** Every form that stands in a text, with its singular. */
const SINGULAR_OF: ReadonlyMap<string, string> = new Map([
  ...words(NOUNS).flatMap((noun): [string, string][] => [
    [noun, noun],
    [pluralOf(noun), noun],
  ]),
  ...words(PLURAL_ONLY).map((noun): [string, string] => [pluralOf(noun), noun]),
  ...IRREGULAR.flatMap(([singular, plural]): [string, string][] => [
    [singular, singular],
    [plural, singular],
  ]),
  ...PHRASES.split("|")
    .map((phrase) => phrase.trim())
    .flatMap((phrase): [string, string][] => [
      [phrase, phrase],
      [phrasePlural(phrase), phrase],
    ]),
]);

const LONGEST_PHRASE = 4;
const PHRASE_STARTS = new Set([...SINGULAR_OF.keys()].flatMap((form) => form.match(/^\S+(?= )/) ?? []));

/** The singular of a form, or null where it names no people. */
function singularOf(form: string): string | null {
  const listed = SINGULAR_OF.get(form);
  if (listed !== undefined) return listed;
  const stem = SUFFIX_RULE.exec(form)?.[1];
  return stem === undefined || NOT_PEOPLE.has(stem) ? null : stem;
}

/** A noun for people and where it stands in a text. */
export type PeopleNoun = {
  /** Singular, lower case: "family member". */
  readonly noun: string;
  readonly index: number;
};

/**
 * The nouns for people in a text, in the order in which they stand. Plurals, capitals and possessives are
 * found; a longer noun ("health professional") is preferred to its parts. A lexicon with a few safe endings
 * (-ist, -ician), so a word that is also an adjective ("patient") always counts.
 *
 * @example peopleNounsIn("Nurses' notes help family members.") // nurse at 0, family member at 19
 */
export function peopleNounsIn(text: string): readonly PeopleNoun[] {
  const tokens = [...text.matchAll(/[\p{L}\p{N}_]+/gu)].map((match) => ({
    word: match[0],
    index: match.index,
  }));
  const found: PeopleNoun[] = [];
  for (let at = 0; at < tokens.length; ) {
    const { word, index: start } = tokens[at]!;
    const longest = PHRASE_STARTS.has(word.toLowerCase()) ? LONGEST_PHRASE : 1;
    let taken = 1;
    for (let length = Math.min(longest, tokens.length - at); length > 0; length--) {
      const last = tokens[at + length - 1]!;
      // Within a noun words are parted by one hyphen or by white space, never by a comma or a full stop.
      const form = text
        .slice(start, last.index + last.word.length)
        .toLowerCase()
        .replaceAll(/\s+|-/g, " ");
      const noun = singularOf(form);
      if (noun === null) continue;
      found.push({ noun, index: start });
      taken = length;
      break;
    }
    at += taken;
  }
  return found;
}

/** Whether a word or phrase, in whatever number and case, is as a whole a noun for people. */
export function isPeopleNoun(word: string): boolean {
  return singularOf(word.trim().toLowerCase().replaceAll(/\s+|-/g, " ")) !== null;
}
