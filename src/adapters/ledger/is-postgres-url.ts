/** Whether a ledger's place is the address of a PostgreSQL database; else it is a file. */
export function isPostgresUrl(place: string): boolean {
  return /^postgres(?:ql)?:\/\//i.test(place);
}
