/** The part of jstat that is used here; the package ships no types. */
declare module "jstat" {
  type Distribution = {
    cdf(x: number, ...parameters: number[]): number;
    inv(p: number, ...parameters: number[]): number;
  };
  const jstat: {
    readonly studentt: Distribution;
    readonly centralF: Distribution;
    readonly chisquare: Distribution;
    readonly normal: Distribution;
    readonly beta: Distribution;
  };
  export default jstat;
}
