import type { Item } from "../../domain/item.ts";

/** A file of a data set, under the name that it gets here. */
export type DatasetFile = { readonly name: string; readonly url: string };

/** Items in our form, and the texts that personas for them can be grounded in. */
export type Converted = {
  readonly items: readonly Item[];
  readonly documents: readonly { readonly name: string; readonly text: string }[];
};

/** A public data set: where it lives, under which terms, and how its own form is read. */
export type Dataset = {
  readonly name: string;
  readonly title: string;
  readonly licence: string;
  readonly citation: string;
  /** What whoever opens it should know before. */
  readonly warning?: string;
  readonly files: readonly DatasetFile[];
  /** Items that its authors published. */
  readonly published: number;
  /** Reads the fetched files; `path` tells where one lies. Throws an `InputError` for what is not in their form. */
  readonly convert: (path: (name: string) => string) => Promise<Converted>;
};
