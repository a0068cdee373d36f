/** What comes to mind for a kind of task: people, and things that they look at. */
export type Stock = { readonly people: readonly string[]; readonly things: readonly string[] };

const listed = (text: string): readonly string[] => text.split("|");

/** Stock by the beginnings of words that a task may hold. */
export const KEYED_STOCK: readonly (Stock & { readonly keys: RegExp })[] = [
  {
    keys: /\b(?:medic|health|patient|clinic|treat|disease|drug|hospital|doctor|nurs|trial|care\b)/,
    people: listed("patient|nurse|doctor|caregiver|pharmacist|family member|researcher|policymaker"),
    things: listed(
      "benefits and harms|treatment choices|side effects|numbers and risks|next steps|medical words|the strength of evidence|who it applies to",
    ),
  },
  {
    keys: /\b(?:support|customer|service|order|refund|agent|ticket|call\b|complain|product|shop)/,
    people: listed("customer|support agent|manager|visitor|supervisor|analyst|trainer|auditor"),
    things: listed(
      "the problem at hand|the promised solution|refund terms|waiting times|the next action|company policy|the customer's mood|account details",
    ),
  },
  {
    keys: /\b(?:meeting|minutes|agenda|decision|project|team|transcript)/,
    people: listed(
      "team member|project manager|note taker|absent colleague|director|client|newcomer|stakeholder",
    ),
    things: listed(
      "decisions taken|open questions|who does what|deadlines|reasons given|disagreements|the order of topics|follow-up",
    ),
  },
  {
    keys: /\b(?:child|school|teach|pupil|student|learn|educat|lesson|stor(?:y|ies)|class)/,
    people: listed("teacher|parent|pupil|student|librarian|tutor|headteacher|grandparent"),
    things: listed(
      "learning goals|words a child knows|examples|the thread of the story|questions to think about|prior knowledge|what comes next|fairness to characters",
    ),
  },
  {
    keys: /\b(?:news|article|report|journal|press|headline|politic)/,
    people: listed("reader|editor|journalist|subscriber|citizen|politician|researcher|librarian"),
    things: listed(
      "the main event|names and dates|sources quoted|background|both sides|the headline claim|figures|what is still unknown",
    ),
  },
  {
    keys: /\b(?:code|software|program|develop|bug|api|technical|comput)/,
    people: listed("developer|user|tester|maintainer|administrator|newcomer|engineer|technician"),
    things: listed(
      "the steps to take|error messages|versions|edge cases|examples of use|requirements|risks of a change|terms of the trade",
    ),
  },
];

export const GENERAL_STOCK: Stock = {
  people: listed(
    "reader|editor|expert reader|beginner|researcher|teacher|manager|citizen|translator|reviewer",
  ),
  things: listed(
    "the main points|facts and figures|the order of ideas|the wording|what is left out|examples|the conclusion|names and terms",
  ),
};

/** Ways to look at a thing, as the name and the definition of a dimension. */
export const ASPECTS: readonly { readonly name: string; readonly definition: string }[] = [
  { name: "Coverage of", definition: "Whether the text covers what is important about" },
  { name: "Clarity of", definition: "Whether the text is clear and easy to understand on" },
  { name: "Accuracy of", definition: "Whether the text is accurate and faithful to its source on" },
  { name: "Order of", definition: "Whether the text has a logical structure where it speaks of" },
  { name: "Detail on", definition: "Whether the text gives the specific details that matter on" },
  { name: "Plain words for", definition: "Whether the text uses plain and natural wording for" },
];
