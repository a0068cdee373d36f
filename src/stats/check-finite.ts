/** Throws a `RangeError` unless every number is finite. Missing ratings never reach this folder. */
export function checkFinite(statistic: string, values: ArrayLike<number>): void {
  for (let index = 0; index < values.length; index++)
    if (!Number.isFinite(values[index]))
      throw new RangeError(`${statistic}: value ${index} is ${values[index]}; give finite numbers only`);
}

/** Throws a `RangeError` unless two lists are finite and equally long. */
export function checkPaired(statistic: string, x: ArrayLike<number>, y: ArrayLike<number>): void {
  if (x.length !== y.length)
    throw new RangeError(`${statistic}: ${x.length} values beside ${y.length}; give pairs`);
  checkFinite(statistic, x);
  checkFinite(statistic, y);
}
