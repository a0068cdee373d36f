/** One thing that was looked at. `missing` is what may be left out; `wrong` is what will not work, with what to do. */
export type Finding = {
  readonly what: string;
  readonly state: "ok" | "missing" | "wrong";
  readonly says: string;
};
