/** What a list of Mandanten out of a table says. */
export type MandantList = {
  /** `<Beraternummer>-<Mandantennummer>`, in the list's order, each once. */
  readonly ids: readonly string[];
  /** Lines in which no such number was found, without headings and empty ones; from 1. */
  readonly unread: readonly number[];
};

const WHOLE = /(?<!\d)(\d{4,7})\s*-\s*(\d{1,5})(?!\d)/;

/**
 * Reads the numbers of Mandanten out of what a person copied from a table or saved as CSV: `455148-1`, or Berater- and
 * Mandantennummer in columns of their own (semicolon, comma or tab between them). Other columns do not matter.
 */
export function readMandantList(text: string): MandantList {
  const ids = new Set<string>();
  const unread: number[] = [];
  for (const [n, line] of text.split(/\r\n|\r|\n/).entries()) {
    const id = mandantIn(line);
    if (id !== undefined) ids.add(id);
    else if (/\d/.test(line)) unread.push(n + 1);
  }
  return { ids: [...ids], unread };
}

function mandantIn(line: string): string | undefined {
  const whole = WHOLE.exec(line);
  if (whole !== null) return `${Number(whole[1])}-${Number(whole[2])}`;
  const cells = line.split(/[;,\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  const at = cells.findIndex((cell) => /^\d{4,7}$/.test(cell));
  const [consultant, client = ''] = at === -1 ? [] : cells.slice(at, at + 2);
  return consultant !== undefined && /^\d{1,5}$/.test(client)
    ? `${Number(consultant)}-${Number(client)}`
    : undefined;
}
