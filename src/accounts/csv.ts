/** A text table as programs export it: cells between `mark`, texts perhaps in quotation marks, lines ending as they like. */

const MARKS = [';', '\t', ','] as const;
type Mark = (typeof MARKS)[number];

/** The rows of a table, blank ones included, so that the index is the line number people see in a spreadsheet. */
export function rowsOf(text: string): readonly (readonly string[])[] {
  const body = text.replace(/^\uFEFF/, '');
  const mark = markOf(body);
  const rows: string[][] = [];
  for (let at = 0; at < body.length; ) {
    const row: string[] = [];
    for (;;) {
      const cell = readCell(body, at, mark);
      row.push(cell.value.trim());
      at = cell.end;
      if (body[at] !== mark) break;
      at++;
    }
    rows.push(row);
    at += body.startsWith('\r\n', at) ? 2 : 1;
  }
  return rows;
}

/** What separates the cells: the first of the usual marks that the first written line has outside of quotation marks. */
function markOf(text: string): Mark {
  const line = (/[^\r\n]+/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  return MARKS.find((mark) => line.includes(mark)) ?? ';';
}

type Cell = { readonly value: string; readonly end: number };

function readCell(text: string, from: number, mark: Mark): Cell {
  const close = text[from] === '"' ? closingQuote(text, from + 1, mark) : -1;
  if (close >= 0) return { value: text.slice(from + 1, close).replaceAll('""', '"'), end: close + 1 };
  let end = from;
  while (end < text.length && text[end] !== mark && text[end] !== '\n' && text[end] !== '\r') end++;
  return { value: text.slice(from, end), end };
}

/** The mark that ends a quoted text; -1 where it does not fit, then the quotation mark is a letter like others. */
function closingQuote(text: string, from: number, mark: Mark): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) {
    const next = text[at + 1];
    if (next === '"') continue;
    return next === undefined || next === mark || next === '\r' || next === '\n' ? at : -1;
  }
  return -1;
}
