/**
 * Stands in the ledger's keys for how `lexical` answers, so that no answer of an older algorithm is
 * replayed for a newer one. Raise it with every change of an answer; a test tells when that is due.
 */
export const LEXICAL_VERSION = 1;
