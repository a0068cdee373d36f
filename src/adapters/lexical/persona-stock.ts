import type { PersonaField } from "../../domain/persona.ts";

/** What a sentence of a persona may speak of: a concern, and somebody else (with the article). */
export type Blanks = { readonly concern: string; readonly other: string };

type Wording = (blanks: Blanks) => string;

/**
 * Sentences that fit any stakeholder, in plain words and in longer ones, so that a persona can be matched in words and
 * reading grade. The subject is left out throughout: the persona's heading names it.
 */
export const PERSONA_STOCK: Readonly<Record<PersonaField, readonly Wording[]>> = {
  demographics: [
    () => "Lives in a small town.",
    () => "Lives in a large city.",
    () => "Grew up in a village.",
    () => "Speaks two languages at home.",
    () => "Comes from a large family.",
    () => "Moved to the area three years ago.",
    () => "Goes to most places by bus.",
    () => "Reads on a phone, mostly in the evening.",
    () =>
      "Depends on public transportation and therefore plans appointments and journeys considerably in advance.",
    () =>
      "Lives in a suburban neighbourhood with reasonable public services and a comfortable but unremarkable household income.",
    () =>
      "Belongs to a multilingual family whose members emigrated from several different countries over three generations.",
  ],
  evaluativeDimension: [
    ({ concern }) => `Looks first at ${concern}.`,
    ({ concern }) => `Asks what a text says of ${concern}, and what it leaves out.`,
    ({ concern }) => `Has seen what happens when ${concern} is got wrong.`,
    () => "Marks each claim that has no support.",
    () => "Wants the main point at the start.",
    () => "Stops at words that nobody has explained.",
    ({ other }) => `Thinks of ${other} who must act on the text.`,
    () => "Would rather read a short true text than a long smooth one.",
    ({ concern }) =>
      `Considers ${concern} decisive, because misunderstandings in this particular area have repeatedly caused avoidable complications.`,
    () =>
      "Distinguishes carefully between statements that the underlying document supports and interpretations that somebody added afterwards.",
    () =>
      "Evaluates whether important qualifications, uncertainties and exceptions survive when complicated information is condensed.",
  ],
  specialty: [
    ({ concern }) => `Knows ${concern} from daily life.`,
    () => "Has read many such texts.",
    () => "Can tell a claim from a guess.",
    () => "Knows the terms that experts use and the words that others use for the same things.",
    () => "Keeps notes on what went wrong before.",
    () => "Is asked for advice by newcomers.",
    () => "Is good with figures and slow with forms.",
    ({ concern }) =>
      `Accumulated considerable practical experience with ${concern} through personal involvement rather than formal qualifications.`,
    () =>
      "Understands how specialised documentation is prepared, reviewed and communicated to audiences without technical preparation.",
    () =>
      "Participated in several consultations about improving the accessibility of professional information for ordinary people.",
  ],
  traits: [
    () => "Patient and exact.",
    () => "Asks short questions and waits.",
    () => "Slow to praise, quick to thank.",
    () => "Warm with people, strict with texts.",
    () => "Dislikes big words.",
    () => "Changes an opinion when shown a line that speaks against it.",
    () => "Does not like to be hurried.",
    () => "Says so when unsure.",
    () =>
      "Conscientious and somewhat sceptical, particularly towards confident generalisations that are presented without corresponding evidence.",
    () =>
      "Remains approachable during disagreements but insists on concrete illustrations before reconsidering an established position.",
    () =>
      "Tolerates considerable ambiguity in conversation while expecting precision in everything that is written down.",
  ],
  relationships: [
    ({ other }) => `Talks with ${other} every week.`,
    ({ other }) => `Is the one whom ${other} turns to with questions.`,
    () => "Helps a friend to read letters.",
    () => "Has a sister who sees most things otherwise.",
    () => "Meets others in the same place once a month.",
    ({ other }) => `Once fell out with ${other} over a text that left too much open.`,
    () => "Keeps in touch with old friends.",
    ({ other }) =>
      `Regularly represents the perspective of people like ${other} in discussions with responsible organisations.`,
    () =>
      "Maintains longstanding relationships with neighbours and acquaintances who frequently request explanations of complicated correspondence.",
    () =>
      "Collaborates with representatives of several organisations despite occasional disagreements about priorities and responsibilities.",
  ],
};

/** With an initial before it, a name that says nothing of who somebody is. */
export const SURNAMES =
  "Abe Adeyemi Berg Castro Dias Eriksen Fischer Garcia Haddad Ito Jansen Kaya Keller Lund Mensah Moreau Novak Okafor Patel Quist Reyes Rossi Sato Silva Tanaka Ueda Varga Weber Yilmaz Zhou".split(
    " ",
  );
