/** A field at fault and why. */
export interface FormError {
  name: string;
  message: string;
}

/** For the summary above a form: each message with the name of its field, because there it stands alone. */
export function labelled(errors: readonly FormError[], labels: ReadonlyMap<string, string>): FormError[] {
  return errors.map(({ name, message }) => {
    const label = labels.get(name);
    return { name, message: label === undefined ? message : `${label}: ${message}` };
  });
}
