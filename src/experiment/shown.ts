/** A value in one line, for messages: shortened, and never a throw. */
export function shown(value: unknown): string {
  try {
    return (JSON.stringify(value) ?? String(value)).slice(0, LONGEST);
  } catch {
    return String(value).slice(0, LONGEST);
  }
}

const LONGEST = 300;
