/**
 * A text without the passwords of the addresses in it, so that none gets from a command line into a log.
 *
 * @example withoutPasswords("postgres://me:secret@host/db") // "postgres://me:[redacted]@host/db"
 */
export function withoutPasswords(text: string): string {
  return text.replaceAll(/(\w:\/\/[^\s:/@]*:)[^\s/]*@/g, "$1[redacted]@");
}
