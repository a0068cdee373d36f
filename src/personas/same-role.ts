/** Words for one role. Each ring is one stakeholder, whatever a document calls it. */
const RINGS: readonly (readonly string[])[] = [
  [
    "caregiver",
    "carer",
    "caretaker",
    "care giver",
    "family caregiver",
    "family carer",
    "informal caregiver",
    "informal carer",
  ],
  [
    "doctor",
    "physician",
    "general practitioner",
    "family doctor",
    "family physician",
    "primary care physician",
    "health professional",
    "healthcare professional",
    "health care professional",
    "medical professional",
    "care professional",
    "health worker",
    "healthcare worker",
    "health care worker",
    "health care provider",
    "healthcare provider",
    "clinician",
    "practitioner",
  ],
  ["patient", "sufferer", "inpatient", "outpatient"],
  ["participant", "respondent", "study participant", "research participant", "trial participant", "enrollee"],
  ["family member", "relative"],
  ["spouse", "husband", "wife"],
  ["parent", "mother", "father", "mum", "mom", "dad"],
  ["child", "kid", "school child", "schoolchild"],
  ["teenager", "adolescent", "youth", "young person", "youngster"],
  ["person", "individual"],
  ["older adult", "older person", "elderly person", "elder", "senior"],
  ["teacher", "schoolteacher", "school teacher", "classroom teacher", "educator", "instructor", "lecturer"],
  ["student", "pupil", "learner", "college student", "university student"],
  ["beginner", "novice", "newcomer"],
  ["professor", "academic", "scholar"],
  ["researcher", "investigator", "scientist"],
  ["author", "writer", "coauthor"],
  ["reviewer", "referee", "peer reviewer"],
  ["developer", "programmer", "coder", "software developer", "software engineer"],
  ["policymaker", "policy maker", "decision maker", "lawmaker"],
  ["customer", "client", "consumer", "shopper", "buyer", "purchaser"],
  [
    "agent",
    "support agent",
    "service agent",
    "customer service agent",
    "service representative",
    "customer service representative",
    "representative",
    "call handler",
  ],
  ["manager", "supervisor", "line manager", "team leader"],
  ["employee", "worker", "staff member", "coworker"],
  ["user", "end user", "service user"],
  ["facilitator", "moderator"],
  ["coordinator", "organiser", "organizer"],
  ["counsellor", "counselor"],
  ["neighbour", "neighbor"],
  ["traveller", "traveler"],
  ["note taker", "minute taker"],
  ["layperson", "lay person", "layman", "member of the public"],
];

const RING_OF = new Map(RINGS.flatMap((ring, index) => ring.map((noun) => [noun, index] as const)));

/** Whether two nouns for people (singular, lower case) name one role: "carer" and "caregiver". */
export function isSameRole(a: string, b: string): boolean {
  const ring = RING_OF.get(a);
  return a === b || (ring !== undefined && ring === RING_OF.get(b));
}

/** People in general, and those who write documents rather than live with what stands in them. */
const VAGUE = new Set(
  "person individual man woman adult male female gentleman lady member stakeholder colleague author researcher reviewer".split(
    " ",
  ),
);

/** Whether a noun for people says little of who is affected: "person", "author". */
export function isVagueRole(noun: string): boolean {
  return [...VAGUE].some((vague) => isSameRole(vague, noun));
}
