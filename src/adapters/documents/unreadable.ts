/** A file that cannot be used, with the words that say why. They are the same on each side of a worker thread. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}
