/**
 * Throws unless a text of CSV (separator `;`, quotation marks doubled, lines ended by CR LF) has exactly these rows. It
 * compares while it reads, because a hundred thousand rows of 125 strings twice would be too much.
 */
export function mustHaveCells(who: string, text: string, rows: readonly (readonly string[])[]): void {
  let at = 0;
  for (const [index, row] of rows.entries()) {
    for (const [column, wanted] of row.entries()) {
      const cell = cellAt(text, at);
      if (cell.value !== wanted) throw new Error(`${who}: row ${index + 1}, column ${column + 1} differs`);
      at = cell.end;
      const isLast = column === row.length - 1;
      const separator = isLast ? '\r\n' : ';';
      const isEnd = isLast && index === rows.length - 1 && at === text.length;
      if (!isEnd && !text.startsWith(separator, at))
        throw new Error(`${who}: no separator after row ${index + 1}, column ${column + 1}`);
      at += separator.length;
    }
  }
  if (at < text.length) throw new Error(`${who}: more rows than there should be`);
}

function cellAt(text: string, start: number): { readonly value: string; readonly end: number } {
  if (text.charAt(start) !== '"') {
    let end = start;
    while (end < text.length && text.charAt(end) !== ';' && text.charAt(end) !== '\r') end++;
    return { value: text.slice(start, end), end };
  }
  let end = start + 1;
  while (text.charAt(end) !== '"' || text.charAt(end + 1) === '"') end += text.charAt(end) === '"' ? 2 : 1;
  return { value: text.slice(start + 1, end).replaceAll('""', '"'), end: end + 1 };
}
