import { hiddenIn, isFormula, nameOf } from '../kernel/text';
import type { Findings, Place } from './finding';
import { MAX_LEDGER_ROWS } from './ledger-schema';
import type { XmlElement } from './xml/xml-read';

/** Where the texts of a file stand: its findings, and the element whose children are bookings, if it has one. */
type Texts = { readonly file: string; readonly findings: Findings; readonly rows?: XmlElement | undefined };

/**
 * Warns of texts that are not what they look like: characters that nobody sees, and beginnings that a spreadsheet would
 * calculate with once somebody exports them. The same rules as those of EXTF files. All texts and attributes of a file that
 * nests as the schema wants it; recursive, because the reader lets nothing nest deeper than `XML_LIMITS.depth`.
 */
export function checkTexts(element: XmlElement, texts: Texts, row?: number): void {
  const at = (field: string): Place => ({
    ...{ file: texts.file, line: element.line, field },
    ...(row === undefined ? {} : { row }),
  });
  if (element.text !== '') checkText(element.text, at(element.name), texts.findings);
  for (const { namespace, name, value } of element.attributes)
    if (namespace === '') checkText(value, at(name), texts.findings);
  const isLedger = element === texts.rows;
  const children = isLedger ? element.children.slice(0, MAX_LEDGER_ROWS) : element.children;
  for (const [index, child] of children.entries()) checkTexts(child, texts, isLedger ? index + 1 : row);
}

function checkText(text: string, place: Place, findings: Findings): void {
  const warning = { severity: 'warning', class: 'rule', ...place } as const;
  const hidden = hiddenIn(text);
  if (hidden !== undefined)
    findings.add({ ...warning, code: 'dxso.text.hidden-character', values: { character: nameOf(hidden) } });
  if (isFormula(text)) findings.add({ ...warning, code: 'dxso.text.formula', values: {} });
}
