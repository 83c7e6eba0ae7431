/** A PDF of one page, built by hand: the same lines give the same bytes. Text is WinAnsi, so umlauts can be searched for. */
export function pdfOf(
  lines: readonly string[],
  { landscape = false }: { readonly landscape?: boolean } = {},
): Uint8Array {
  const [width, height] = landscape ? [842, 595] : [595, 842];
  const shown = lines.map((line) => `(${escaped(line)}) Tj T*`).join('\n');
  const content = `BT\n/F1 14 Tf\n20 TL\n56 ${height - 72} Td\n${shown}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ];
  return Buffer.from(withIndex(objects), 'latin1');
}

function withIndex(objects: readonly string[]): string {
  let file = '%PDF-1.4\n';
  const starts: string[] = [];
  for (const [at, object] of objects.entries()) {
    starts.push(`${String(file.length).padStart(10, '0')} 00000 n \n`);
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
  }
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${starts.join('')}`;
  return `${file}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
}

/** Characters outside of Latin-1 become a question mark; only the dash and the euro sign are worth a place of their own. */
function escaped(text: string): string {
  return text
    .replaceAll('–', '-')
    .replaceAll('€', '\\200')
    .replace(/[^\x20-\x7e\u00a0-\u00ff]/g, (sign) => (sign === '\\' ? sign : '?'))
    .replace(/\\(?!200)|[()]/g, String.raw`\$&`);
}
